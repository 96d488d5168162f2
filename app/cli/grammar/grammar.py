"""What can be typed after `python -m app`: global options, verbs with their arguments, help in both languages.

Our own small parser, since every word that it says must be there in Khmer too; unknown verbs and options are refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.paths import default_data_dir
from app.text.words import LANGUAGES, words


class UsageError(Exception):
    """What was typed is no command; `key` names the words that say why."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of one or two words: `places` are arguments by position ("?" ends optional ones, "*" one that takes all the rest,
    "*?" one that takes all the rest, if any),
    `options` take a value, `flags` none; "!" ends an option that must be given.
    """

    name: str
    handler: str
    places: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def usage(self) -> str:
        """How it is typed, such as `case list [--query QUERY] [--limit LIMIT]`."""
        parts = [self.name]
        for place in self.places:
            plain = place.rstrip("?*").upper()
            plain = f"{plain}…" if "*" in place else plain
            parts.append(f"[{plain}]" if place.endswith("?") else plain)
        for option in self.options:
            plain = option.rstrip("!")
            parts.append(f"--{plain} {plain.upper()}" if option.endswith("!") else f"[--{plain} {plain.upper()}]")
        return " ".join([*parts, *(f"[--{flag}]" for flag in self.flags)])


@dataclass(frozen=True, slots=True)
class Globals:
    """The options before the verb, and what is left of the line."""

    folder: Path
    lang: str = "km"
    json: bool = False
    help: bool = False
    self_test: bool = False
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A verb with its arguments, ready to run."""

    verb: Verb
    given: Globals
    values: Mapping[str, str] = field(default_factory=dict)
    many: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()

    def need(self, name: str) -> str:
        """An argument that must be there, since the verb asks for it."""
        return self.values[name]

    def text(self, name: str, default: str = "") -> str:
        """An argument or option, or the default."""
        return self.values.get(name, default)

    def number(self, name: str, default: int) -> int:
        """A whole number from 0; UsageError `cli.not_a_number`."""
        typed = self.values.get(name)
        if typed is None:
            return default
        if not (typed.isascii() and typed.isdigit()):
            raise UsageError("cli.not_a_number", option=name, value=typed[:40])
        return int(typed)


def split(argv: Sequence[str]) -> Globals:
    """The options before the verb; UsageError for one that is unknown or lacks its value."""
    folder, lang, flags = default_data_dir(), "km", set[str]()
    words_left = list(argv)
    while words_left and words_left[0].startswith("-") and words_left[0] != "-":
        option, equals, value = words_left.pop(0).partition("=")
        if option in {"--json", "--help", "-h", "--self-test"} and not equals:
            flags.add(option)
        elif option in {"--data", "--lang"}:
            if not equals:
                if not words_left:
                    raise UsageError("cli.option_without_value", option=option)
                value = words_left.pop(0)
            if option == "--data":
                folder = Path(value)
            elif value in LANGUAGES:
                lang = value
            else:
                raise UsageError("cli.unknown_language", value=value[:40])
        else:
            raise UsageError("cli.unknown_option", option=option[:40])
    return Globals(folder, lang, "--json" in flags, bool(flags & {"--help", "-h"}), "--self-test" in flags, tuple(words_left))


def language(argv: Sequence[str]) -> str:
    """The language of messages about a line that may be wrong."""
    for place, word in enumerate(argv):
        value = word.partition("=")[2] if word.startswith("--lang=") else argv[place + 1 : place + 2]
        if word.partition("=")[0] == "--lang" and "".join(value) in LANGUAGES:
            return "".join(value)
    return "km"


def call(given: Globals, verbs: Mapping[str, Verb]) -> Call:
    """The verb that was typed with its arguments; UsageError for what does not fit."""
    verb, rest = _verb(given.rest, verbs)
    places, values, flags = list[str](), dict[str, str](), set[str]()
    options = {option.rstrip("!") for option in verb.options}
    while rest:
        word = rest.pop(0)
        name, equals, value = word[2:].partition("=")
        if word == "--json":
            given = Globals(given.folder, given.lang, True, given.help, given.self_test, given.rest)
        elif not word.startswith("--"):
            places.append(word)
        elif name in verb.flags and not equals:
            flags.add(name)
        elif name in options:
            if not equals and not rest:
                raise UsageError("cli.option_without_value", option=f"--{name}")
            values[name] = value if equals else rest.pop(0)
        else:
            raise UsageError("cli.unknown_option", option=word.partition("=")[0][:40])
    return Call(verb, given, values, _place(verb, places, values), frozenset(flags))


def _verb(typed: Sequence[str], verbs: Mapping[str, Verb]) -> tuple[Verb, list[str]]:
    """The verb at the beginning, of two words or of one, and what follows it."""
    for length in (2, 1):
        found = verbs.get(" ".join(typed[:length]))
        if found is not None and len(typed) >= length:
            return found, list(typed[length:])
    known = sorted({name.split()[0] for name in verbs})
    second = sorted(name.split()[1] for name in verbs if " " in name and name.split()[0] == typed[0])
    if second:
        raise UsageError("cli.unknown_second_verb", verb=" ".join(typed[:2])[:40], known=", ".join(second))
    raise UsageError("cli.unknown_verb", verb=typed[0][:40], known=", ".join(known))


def _place(verb: Verb, places: list[str], values: dict[str, str]) -> tuple[str, ...]:
    """Lays what was typed into the places; gives what a "*" takes. UsageError when something lacks or is too much."""
    many: tuple[str, ...] = ()
    for place in verb.places:
        name = place.rstrip("?*")
        if "*" in place:
            many, places = tuple(places), []
            if not many and not place.endswith("?"):
                raise UsageError("cli.argument_missing", argument=name.upper(), usage=verb.usage())
        elif places:
            values[name] = places.pop(0)
        elif not place.endswith("?"):
            raise UsageError("cli.argument_missing", argument=name.upper(), usage=verb.usage())
    if places:
        raise UsageError("cli.argument_too_many", argument=places[0][:40], usage=verb.usage())
    for option in verb.options:
        if option.endswith("!") and option[:-1] not in values:
            raise UsageError("cli.argument_missing", argument=f"--{option[:-1]}", usage=verb.usage())
    return many


def help_text(verbs: Mapping[str, Verb], lang: str, only: str = "") -> str:
    """All verbs with what they do, or the verb `only`, or those of its first word; all when there is no such."""
    chosen = [only] if only in verbs else [name for name in verbs if name.split()[0] == only.split(" ")[0]]
    lines = [words("cli.help.head", lang), ""]
    for name, verb in verbs.items():
        if name in chosen or not chosen:
            lines += [f"  {verb.usage()}", "      " + words("cli.help." + name.replace(" ", "_"), lang)]
    return "\n".join([*lines, "", words("cli.help.foot", lang)])
