"""`form eval`: the value of an expression over answers, an XForm or a workbook."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.domain.errors import InputError
from app.services.forms.form_eval import evaluate

NOW = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
ANSWERS = (
    b"""<data id="f" version="3"><a>5</a><visit><who>ana</who></visit><visit><who>bo</who></visit><word> x </word></data>"""
)
XFORM = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
<itext><translation lang="en" default="true()"><text id="c1"><value>Town one</value></text></translation></itext>
<instance><data id="t" version="7"><n>4</n><double/><town>one</town><when>2026-01-02</when></data></instance>
<instance id="towns"><root><item><name>one</name><itextId>c1</itextId></item></root></instance>
<bind nodeset="/data/n" type="int"/><bind nodeset="/data/double" type="int" calculate="/data/n * 2"/>
<bind nodeset="/data/town" type="string"/><bind nodeset="/data/when" type="date"/></model></h:head>
<h:body><input ref="/data/n"><label>n</label></input><input ref="/data/when"><label>w</label></input>
<select1 ref="/data/town"><label>t</label><itemset nodeset="instance('towns')/root/item"><value ref="name"/>
<label ref="jr:itext(itextId)"/></itemset></select1></h:body></h:html>"""


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("'a'", "string", "a"),
        ("1 + 1", "number", 2),
        ("1 div 4", "number", 0.25),
        ("0 div 0", "number", "NaN"),
        ("-1 div 0", "number", "-Infinity"),
        ("1 = 1", "boolean", True),
        ("today()", "date", "2026-11-25"),
        ("now()", "date", "2026-11-25T03:30:00.000+07:00"),
        ("date('2026-02-03')", "date", "2026-02-03"),
        ("string(today())", "string", "2026-11-25"),
        ("/data/visit/who", "nodeset", ["ana", "bo"]),
        ("/data/nothing", "nodeset", []),
        ("/data/@version", "nodeset", ["3"]),
        ("version()", "string", "3"),
        ("/data/a * 2", "number", 10),
        ("string-length(/data/word)", "number", 3),
    ],
)
def test_kinds_and_values(text: str, kind: str, value: object) -> None:
    found = evaluate(text, ANSWERS, None, NOW, 1)
    assert found == {"type": kind, "value": value}
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_context() -> None:
    assert evaluate("../who", ANSWERS, "/data/visit[2]/who") == {"type": "nodeset", "value": ["bo"]}
    assert evaluate("/data/visit/who", ANSWERS, "/data/visit[2]/who") == {"type": "nodeset", "value": ["bo"]}
    assert evaluate(".", ANSWERS, "/data/a") == {"type": "nodeset", "value": ["5"]}
    assert evaluate("position(..)", ANSWERS, "/data/visit[2]/who")["value"] == 2


def test_without_an_instance() -> None:
    assert evaluate("concat('a', 'b')") == {"type": "string", "value": "ab"}
    assert evaluate("random()", seed=3) == evaluate("random()", seed=3)


def test_a_form_gives_types_lists_texts_and_calculations() -> None:
    assert evaluate("/data/double = 8", XFORM)["value"] is True
    assert evaluate("/data/when + 1", XFORM)["value"] == 20456
    assert evaluate("jr:itext('c1')", XFORM)["value"] == "Town one"
    assert evaluate("jr:choice-name(/data/town, '/data/town')", XFORM)["value"] == "Town one"
    assert evaluate("instance('towns')/root/item[name = /data/town]/itextId", XFORM)["value"] == ["c1"]
    assert evaluate("version()", XFORM)["value"] == "7"


@pytest.mark.parametrize(
    ("text", "instance", "context", "code"),
    [
        ("1 + )", None, None, "form_eval_unreadable"),
        ("1 +", None, None, "form_eval_unfinished"),
        ("concat('a'", None, None, "form_eval_unfinished"),
        ("", None, None, "form_eval_unfinished"),
        ("nothing()", None, None, "form_eval_function"),
        ("if(1)", None, None, "form_eval_arguments"),
        ("(" * 100 + "1" + ")" * 100, None, None, "form_eval_too_heavy"),
        ("instance('x')/root", ANSWERS, None, "form_eval_instance"),
        ("regex('a', '[')", None, None, "form_eval_pattern"),
        ("date('x')", None, None, "form_eval_value"),
        ("count('x')", None, None, "form_eval_value"),
        ("1", ANSWERS, "/data/none", "form_eval_context"),
        ("1", ANSWERS, "/data/visit[3]", "form_eval_context"),
        ("1", ANSWERS, "/other", "form_eval_context"),
        ("1", ANSWERS, "/data/visit[x]", "form_eval_context"),
        ("1", ANSWERS, "data", "form_eval_context"),
        ("1", b"<data>", None, "form_eval_file"),
        ("1", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", None, "form_eval_file"),
        ("1", b"<a>" * 100 + b"</a>" * 100, None, "form_eval_file"),
        ("1", b"no file", None, "form_not_workbook"),
    ],
)
def test_what_cannot_be_evaluated_is_said(text: str, instance: bytes | None, context: str | None, code: str) -> None:
    with pytest.raises(InputError) as caught:
        evaluate(text, instance, context)
    assert caught.value.code == code
