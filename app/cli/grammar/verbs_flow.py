"""Verbs of the headless face: the way of a case, from opening to closing."""

from __future__ import annotations

from app.cli.grammar.grammar import Verb

_PAPER = ("paper-by", "paper-on", "paper-number", "paper-scan")
VERBS: tuple[Verb, ...] = (
    Verb("case flow", "flow_verbs:show", ("id",)),
    Verb("case close", "flow_verbs:close", ("id",), ("reason!", "on", "note", *_PAPER), ("above", "ask")),
    Verb("case refuse", "flow_verbs:refuse", ("id",), ("sent-where!", "reason!", "on", *_PAPER), ("above", "ask")),
    Verb("case reopen", "flow_verbs:reopen", ("id",), ("reason!", "on", "note", *_PAPER), ("above",)),
    Verb("case void", "case_verbs:void", ("id",), ("reason!", "note")),
    Verb("rule list", "rule_verbs:listing", ("set?",)),
    Verb("scoring list", "scoring_verbs:listing"),
    Verb("scoring set", "scoring_verbs:assign", ("file",)),
    Verb("rule set", "rule_verbs:assign", ("set", "path", "value")),
    Verb("approval ask", "flow_verbs:ask", ("what", "id"), ("note",), ("above", "ask")),
    Verb("approval list", "flow_verbs:listing"),
    Verb("approval decide", "flow_verbs:decide", ("id",), ("answer!", "remarks", *_PAPER), ("ask",)),
    Verb("approval look", "flow_verbs:look", ("id",), ("dispute",)),
    Verb("approval withdraw", "flow_verbs:withdraw", ("id",)),
)
