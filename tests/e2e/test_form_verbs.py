"""`form run` and `form eval` as contracts.md says: results, shape of the states, steps, and what is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from app.cli.main import main
from tests.support.sources import ROOT
from tests.support.workbooks import Row, question, workbook

Line = Mapping[str, object]
Fill = Callable[..., list[dict[str, object]]]
KHMER = re.compile("[\u1780-\u17ff]")
SURVEY: Sequence[Row] = (
    question("text", "name", required="yes"),
    question("integer", "age", constraint=". < 120", **{"constraint_message::English (en)": "Too old"}),
    question("select_one yes_no", "school"),
    question("begin group", "more", relevant="${school} = 'yes'"),
    question("text", "which", hint="x"),
    question("end group", "", label=False),
    question("begin repeat", "visit"),
    question("text", "safe"),
    question("end repeat", "", label=False),
    question("calculate", "twice", label=False, calculation="${age} * 2"),
    question("text", "fixed", readonly="yes", default="f"),
)
XFORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>f</h:title><model><instance><data id="f"><a k="1"/>'
    '<r jr:template=""><b/></r></data></instance><bind nodeset="/data/a" type="int"/></model></h:head><h:body>'
    '<input ref="/data/a"><label>A</label></input><group ref="/data/r"><label>R</label><repeat nodeset="/data/r">'
    '<input ref="/data/r/b"><label>B</label></input></repeat></group></h:body></h:html>'
)


@pytest.fixture
def fill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Fill:
    """Runs steps on a form: the lines, each one JSON object."""

    def go(form: bytes, *steps: Line, more: Sequence[str] = ()) -> list[dict[str, object]]:
        name = "form.xml" if form.startswith(b"<") else "form.xlsx"
        (tmp_path / name).write_bytes(form)
        lines = "\n".join(json.dumps(step, ensure_ascii=False) for step in steps)
        (tmp_path / "steps.jsonl").write_text(lines, encoding="utf-8")
        code = main(["form", "run", str(tmp_path / name), "--steps", str(tmp_path / "steps.jsonl"), *more])
        said = capsys.readouterr()
        assert (code, said.err) == (0, "")
        return [json.loads(line) for line in said.out.splitlines()]

    return go


def answer(ref: str, value: object) -> Line:
    return {"op": "answer", "ref": f"/data/{ref}", "value": value}


def state(line: Line) -> dict[str, dict[str, object]]:
    nodes = line["state"]
    assert isinstance(nodes, list)
    return {node["ref"]: node for node in nodes}


def test_the_line_of_the_start_has_every_node_in_document_order(fill: Fill) -> None:
    (first,) = fill(workbook(SURVEY))
    assert first["op"] == "init"
    nodes = first["state"]
    assert isinstance(nodes, list)
    assert {tuple(node) for node in nodes} == {("ref", "value", "relevant", "readonly", "required", "repeat")}
    assert [node["ref"] for node in nodes] == [
        "/data", "/data/name[1]", "/data/age[1]", "/data/school[1]", "/data/more[1]", "/data/more[1]/which[1]",
        "/data/visit[1]", "/data/visit[1]/safe[1]", "/data/twice[1]", "/data/fixed[1]",
        "/data/meta[1]", "/data/meta[1]/instanceID[1]",
    ]  # fmt: skip
    found = state(first)
    assert found["/data/name[1]"]["required"] is True
    assert found["/data/name[1]"]["value"] is None
    assert found["/data/more[1]/which[1]"]["relevant"] is False
    assert found["/data/fixed[1]"] == {
        "ref": "/data/fixed[1]", "value": "f", "relevant": True, "readonly": True, "required": False, "repeat": False,
    }  # fmt: skip
    assert [ref for ref, node in found.items() if node["repeat"]] == ["/data/visit[1]"]


def test_an_answer_has_each_result(fill: Fill) -> None:
    taken = [
        (answer("name", "ដារ៉ា"), "OK"),
        (answer("name", ""), "REQUIRED_BUT_EMPTY"),
        (answer("name", None), "REQUIRED_BUT_EMPTY"),
        (answer("age", 7), "OK"),
        (answer("age", "130"), "CONSTRAINT_VIOLATED"),
        (answer("age", "seven"), "ERROR"),
        (answer("school", "maybe"), "ERROR"),
        (answer("more/which", "x"), "NOT_ANSWERABLE"),
        (answer("fixed", "x"), "NOT_ANSWERABLE"),
        (answer("nothing", "x"), "NO_SUCH_QUESTION"),
        (answer("more", "x"), "NO_SUCH_QUESTION"),
        (answer("twice", "1"), "NO_SUCH_QUESTION"),
        (answer("school", "yes"), "OK"),
        (answer("more/which", "x"), "OK"),
    ]
    lines = fill(workbook(SURVEY), *(step for step, _ in taken))[1:]
    assert [line["result"] for line in lines] == [result for _, result in taken]
    assert all(step.items() <= line.items() for (step, _), line in zip(taken, lines, strict=True))
    assert state(lines[0])["/data/name[1]"]["value"] == "ដារ៉ា"
    assert state(lines[3])["/data/twice[1]"]["value"] == "14"
    assert state(lines[4])["/data/age[1]"]["value"] == "7"
    assert all(isinstance(line["message"], str) for line in lines if line["result"] in ("CONSTRAINT_VIOLATED", "ERROR"))
    assert all("message" not in line for line in lines if line["result"] not in ("CONSTRAINT_VIOLATED", "ERROR"))


def test_instances_are_added_and_taken_away(fill: Fill) -> None:
    add, drop = {"op": "newRepeat"}, {"op": "removeRepeat"}
    steps = [
        {**add, "ref": "/data/visit"},
        {**add, "ref": "/data/visit[3]"},
        {**add, "ref": "/data/visit[9]"},
        {**add, "ref": "/data/more"},
        answer("visit[2]/safe[1]", "b"),
        answer("visit[3]/safe", "c"),
        {**drop, "ref": "/data/visit[1]"},
        {**drop, "ref": "/data/visit[9]"},
        {**drop, "ref": "/data/more"},
    ]
    lines = fill(workbook(SURVEY), *steps)[1:]
    told = [line["result"] for line in lines]
    assert told == [
        "OK",
        "OK",
        "NO_SUCH_QUESTION",
        "NO_SUCH_QUESTION",
        "OK",
        "OK",
        "OK",
        "NO_SUCH_QUESTION",
        "NO_SUCH_QUESTION",
    ]
    last = state(lines[-1])
    assert [last[f"/data/visit[{n}]/safe[1]"]["value"] for n in (1, 2)] == ["b", "c"]
    assert "/data/visit[3]" not in last


def test_a_repeat_with_a_template_only_begins_without_instances(fill: Fill) -> None:
    first, added = fill(XFORM.encode(), {"op": "newRepeat", "ref": "/data/r[1]"})
    assert list(state(first)) == ["/data", "/data/a[1]"]
    assert list(state(added)) == ["/data", "/data/a[1]", "/data/r[1]", "/data/r[1]/b[1]"]


def test_choices_words_and_languages(fill: Fill) -> None:
    steps = [
        {"op": "choices", "ref": "/data/school"},
        {"op": "choices", "ref": "/data/nothing"},
        {"op": "label", "ref": "/data/name"},
        {"op": "setLanguage", "value": "English (en)"},
        {"op": "choices", "ref": "/data/school[1]"},
        {"op": "label", "ref": "/data/name[1]"},
        {"op": "setLanguage", "value": "km"},
        {"op": "setLanguage", "value": "French (fr)"},
        {"op": "label", "ref": "/data/nothing"},
    ]
    lines = fill(workbook(SURVEY), *steps)[1:]
    assert lines[0]["choices"] == [{"value": "yes", "label": "បាទ"}, {"value": "no", "label": "ទេ"}]
    assert (lines[1]["result"], lines[1]["choices"]) == ("NO_SUCH_QUESTION", [])
    assert (lines[2]["label"], lines[2]["hint"]) == ("សំណួរ name", None)
    assert lines[4]["choices"] == [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}]
    assert lines[5]["label"] == "Question name"
    assert [line["result"] for line in lines[6:]] == ["OK", "ERROR", "NO_SUCH_QUESTION"]


def test_validating_finishing_and_submitting(fill: Fill) -> None:
    validate, finish, send = {"op": "validate"}, {"op": "finalize"}, {"op": "submission"}
    lines = fill(workbook(SURVEY), validate, answer("name", "<a & b>"), validate, finish, send)[1:]
    assert (lines[0]["outcome"], lines[0]["failed"]) == ("REQUIRED_BUT_EMPTY", "/data/name[1]")
    assert (lines[2]["outcome"], lines[2]["failed"]) == ("OK", None)
    assert lines[3]["result"] == "OK"
    xml = str(lines[4]["xml"])
    assert "<name>&lt;a &amp; b&gt;</name>" in xml
    assert "<which" not in xml


def test_a_violated_constraint_at_the_end_is_named(fill: Fill) -> None:
    survey = [question("integer", "most"), question("integer", "n", constraint=". <= ${most}")]
    lines = fill(workbook(survey), answer("most", 9), answer("n", 8), answer("most", 3), {"op": "validate"})
    assert (lines[-1]["outcome"], lines[-1]["failed"]) == ("CONSTRAINT_VIOLATED", "/data/n[1]")


def test_the_time_and_chance_are_given(fill: Fill) -> None:
    book = workbook(
        [question("today", "day", label=False), question("calculate", "dice", label=False, calculation="once(random())")]
    )
    one = fill(book, more=["--now", "2026-01-05T23:30:00Z", "--seed", "7"])
    two = fill(book, more=["--now", "2026-01-06", "--seed", "7"])
    other = fill(book, more=["--seed", "8"])
    assert state(one[0])["/data/day[1]"]["value"] == state(two[0])["/data/day[1]"]["value"] == "2026-01-06"
    assert state(one[0])["/data/dice[1]"] == state(two[0])["/data/dice[1]"] != state(other[0])["/data/dice[1]"]


def test_lists_lie_in_the_folder_that_is_named_or_beside_the_form(fill: Fill, tmp_path: Path) -> None:
    book = workbook([question("select_one_from_file towns.csv", "town")])
    asked = {"op": "choices", "ref": "/data/town"}
    for folder in ("given", "form-media"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "towns.csv").write_text("name,label\nkp,Kampot\n", encoding="utf-8")
        more = ["--media", str(tmp_path / folder)] if folder == "given" else []
        assert fill(book, asked, more=more)[1]["choices"] == [{"value": "kp", "label": "Kampot"}]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        '{"op": "fly"}',
        '{"op": []}',
        '{"op": "answer"}',
        '{"op": "answer", "ref": 7}',
        '{"ref": "/data/a"}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_of_steps_is_named_and_nothing_is_printed(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.xml").write_text(XFORM)
    (tmp_path / "s.jsonl").write_text(f'{{"op": "validate"}}\n\n{line}\n')
    for lang in ("km", "en"):
        code = main(["--lang", lang, "form", "run", str(tmp_path / "f.xml"), "--steps", str(tmp_path / "s.jsonl")])
        said = capsys.readouterr()
        assert (code, said.out) == (1, "")
        assert "3" in said.err
        assert bool(KHMER.search(said.err)) == (lang == "km")


@pytest.mark.parametrize(
    ("form", "steps", "more", "code"),
    [
        ("nothing.xlsx", "s.jsonl", [], 1),
        ("f.xml", "nothing.jsonl", [], 1),
        ("f.xml", "latin.jsonl", [], 1),
        ("s.jsonl", "s.jsonl", [], 1),
        (".", "s.jsonl", [], 1),
        ("f.xml", ".", [], 1),
        ("f.xml", "s.jsonl", ["--now", "yesterday"], 1),
        ("f.xml", "s.jsonl", ["--seed", "x"], 2),
        ("f.xml", "s.jsonl", ["--speed", "1"], 2),
    ],
)
def test_what_cannot_be_run_is_refused_in_words(
    form: str, steps: str, more: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.xml").write_text(XFORM)
    (tmp_path / "s.jsonl").write_text('{"op": "validate"}\n')
    (tmp_path / "latin.jsonl").write_bytes(b'{"op": "\xe9"}\n')
    given = ["form", "run", str(tmp_path / form), "--steps", str(tmp_path / steps), *more]
    assert main(["--lang", "km", *given]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert KHMER.search(said.err)
    assert str(tmp_path) not in said.err


def test_steps_are_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "f.xml").write_text(XFORM)
    assert main(["form", "run", str(tmp_path / "f.xml")]) == 2
    assert capsys.readouterr().out == ""


def test_a_process_of_its_own_prints_json_only_and_makes_no_folder(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(workbook(SURVEY))
    (tmp_path / "s.jsonl").write_text(json.dumps(answer("name", "សុខ")))
    env = {name: value for name, value in os.environ.items() if not name.startswith("KOMAR_")}
    command = [sys.executable, "-m", "app", "form", "run", str(tmp_path / "f.xlsx"), "--steps", str(tmp_path / "s.jsonl")]
    ended = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert (ended.returncode, ended.stderr) == (0, b"")
    lines = [json.loads(line) for line in ended.stdout.decode("utf-8").splitlines()]
    assert [line["op"] for line in lines] == ["init", "answer"]
    assert {path.name for path in tmp_path.iterdir()} == {"f.xlsx", "s.jsonl"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1 + 1"], {"type": "number", "value": 2}),
        (["1 div 4"], {"type": "number", "value": 0.25}),
        (["0 div 0"], {"type": "number", "value": "NaN"}),
        (["concat('ក', 1)"], {"type": "string", "value": "ក1"}),
        (["1 < 2"], {"type": "boolean", "value": True}),
        (["today()", "--now", "2026-01-05T23:30:00Z"], {"type": "date", "value": "2026-01-06"}),
        (["/data/r/n", "--instance", "i.xml"], {"type": "nodeset", "value": ["1", "2"]}),
        (["sum(/data/r/n)", "--instance", "i.xml"], {"type": "number", "value": 3}),
        (["string(../n)", "--instance", "i.xml", "--context", "/data/r[2]/n"], {"type": "string", "value": "2"}),
        (["position(..)", "--instance", "i.xml", "--context", "/data/r[2]/n[1]"], {"type": "number", "value": 2}),
    ],
)
def test_an_expression_has_a_type_and_a_value(
    words: list[str], told: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "i.xml").write_text("<data><r><n>1</n></r><r><n>2</n></r></data>")
    given = [str(tmp_path / word) if word == "i.xml" else word for word in words]
    assert main(["form", "eval", *given]) == 0
    said = capsys.readouterr()
    assert (json.loads(said.out), said.err) == (told, "")


@pytest.mark.parametrize(
    "words",
    [
        ["1 +"], ["nothing()"], ["'open"], ["date('x')"], ["1", "--instance", "nothing.xml"], ["1", "--instance", "bad.xml"],
        ["1", "--instance", "i.xml", "--context", "/data/nothing"], ["1", "--now", "soon"],
    ],
)  # fmt: skip
def test_an_expression_that_cannot_be_evaluated_is_refused_in_words(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "i.xml").write_text("<data><a/></data>")
    (tmp_path / "bad.xml").write_text("<data><a></data>")
    given = [str(tmp_path / word) if word.endswith(".xml") else word for word in words]
    assert main(["--lang", "km", "form", "eval", *given]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert KHMER.search(said.err)
