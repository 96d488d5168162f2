"""Small XForms written by hand, filled step by step: results, states and submissions are those that ODK's own engine gave.

As `test_corpus`, for what no workbook can say or what its converter never writes. Where we differ on purpose a test says why.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.forms.session import FormSession
from app.services.forms import form_runner
from tests.unit.forms.test_corpus import NOW, TOLD, rows, states

CORPUS: Sequence[Mapping[str, object]] = json.loads(
    (Path(__file__).parent / "corpus" / "xforms.json").read_text(encoding="utf-8")
)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


def meaning(xml: str) -> object:
    """Names with their namespaces, attributes, texts; ids are masked, and how it is written does not matter."""

    def of(element: Element) -> object:
        text = "" if len(element) else (element.text or "").strip()
        return element.tag, dict(element.attrib), text, [of(part) for part in element]

    return of(fromstring(_ID.sub("*", xml).encode()))


@pytest.mark.parametrize("example", CORPUS, ids=lambda example: str(example["feature"]))
def test_the_same_answers_give_the_same_states_and_submissions(example: Mapping[str, object]) -> None:
    session = FormSession(load_form(str(example["xform"]).encode()), collect=True, seed=1, now=lambda: NOW)
    before: dict[str, list[object]] = {}
    for line, wanted in zip(form_runner.run(session, rows(example["steps"])), rows(example["expected"]), strict=True):
        told = {key: line[key] for key in TOLD if line.get(key) not in (None, "OK")}
        if isinstance(told.get("failed"), str):
            told["failed"] = str(told["failed"]).replace("[1]", "")
        assert told == {key: wanted[key] for key in TOLD if key in wanted}
        now = states(line)
        changed = {ref: now.get(ref) for ref in (*now, *before) if now.get(ref) != before.get(ref)}
        assert changed == wanted["state"], line.get("op")
        if "xml" in wanted:
            assert meaning(str(line["xml"])) == meaning(str(wanted["xml"]))
        before = now


HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>f</h:title><model>'
)
ENTITY = '<meta><entity dataset="trees" create="1" id=""><label/></entity></meta>'


def filled(instance: str, model: str, body: str) -> CompiledForm:
    head = f'{HEAD}<instance><data id="f">{instance}</data></instance>{model}</model></h:head>'
    return load_form(f"{head}<h:body>{body}</h:body></h:html>".encode())


def trees() -> CompiledForm:
    """A form that makes an entity of each row."""
    event = '<setvalue ref="/data/r/meta/entity/@id" value="uuid()" event="{}"/>'
    return filled(
        f'<r jr:template=""><a/>{ENTITY}</r><r><a/>{ENTITY}</r><meta><instanceID/></meta>',
        '<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>'
        '<bind nodeset="/data/r/meta/entity/label" calculate="../../../a"/>' + event.format("odk-instance-first-load"),
        f'<group ref="/data/r"><label>R</label><repeat nodeset="/data/r">{event.format("odk-new-repeat")}'
        '<input ref="/data/r/a"><label>A</label></input></repeat></group>',
    )


def test_an_entity_keeps_its_id_when_the_filling_is_opened_again() -> None:
    """JavaRosa draws it by chance and stores it; here it follows from the id of the filling and the place in it."""
    form = trees()
    session = FormSession(form, now=lambda: NOW)
    session.answer("/data/r[1]/a", "oak")
    session.answer(f"{session.add_repeat('/data/r')}/a", "elm")
    ids = [node.attributes["id"] for node in session.tree.walk() if node.name == "entity"]
    assert len(set(ids)) == 2
    assert all(uuid.UUID(found).version == 4 for found in ids)
    again = FormSession(form, session.answers(), now=lambda: NOW)
    assert [node.attributes["id"] for node in again.tree.walk() if node.name == "entity"] == ids
    assert meaning(again.submission()) == meaning(session.submission())


def test_an_entity_of_a_row_that_is_brought_back_is_the_same() -> None:
    session = FormSession(trees(), now=lambda: NOW)
    key = session.add_repeat("/data/r")
    session.answer(f"{key}/a", "elm")
    stored = {one: text for one, text in session.answers().items() if one.startswith(key)}
    found = session.node(f"{key}/meta/entity").attributes["id"]
    session.remove_repeat(key)
    session.restore_repeat(key, stored, 1)
    assert session.node(f"{key}/meta/entity").attributes["id"] == found


def test_an_attribute_set_by_an_answer_is_read_by_others() -> None:
    form = filled(
        '<a/><m n=""/><c/>',
        '<bind nodeset="/data/c" calculate="concat(/data/m/@n, \'!\')"/>',
        '<input ref="/data/a"><label>A</label>'
        '<setvalue ref="/data/m/@n" event="xforms-value-changed" value="/data/a"/></input>',
    )
    session = FormSession(form, now=lambda: NOW)
    assert "/data/c" in session.answer("/data/a", "7").changed
    assert session.value("/data/c") == "7!"


def test_a_repeat_counts_less_without_an_instance_that_was_taken_away() -> None:
    """JavaRosa leaves the sum of a repeat within another as it was."""
    form = filled(
        '<r jr:template=""><q jr:template=""><a/></q></r><r><q><a>1</a></q></r><r><q><a>2</a></q></r><s/>',
        '<bind nodeset="/data/s" calculate="sum(/data/r/q/a)"/>',
        '<group ref="/data/r"><label>R</label><repeat nodeset="/data/r"><group ref="/data/r/q"><label>Q</label>'
        '<repeat nodeset="/data/r/q"><input ref="/data/r/q/a"><label>A</label></input></repeat></group></repeat></group>',
    )
    session = FormSession(form, now=lambda: NOW)
    session.remove_repeat("/data/r[1]")
    assert session.value("/data/s") == "2"


def test_every_instance_is_set_when_an_answer_outside_sets_a_question_of_a_repeat() -> None:
    """JavaRosa ends in an error when there is more than one."""
    form = filled(
        "<a/><r><b/></r>",
        "",
        '<input ref="/data/a"><label>A</label><setvalue ref="/data/r/b" event="xforms-value-changed" value="/data/a"/></input>'
        '<group ref="/data/r"><label>R</label><repeat nodeset="/data/r"><input ref="/data/r/b"><label>B</label></input>'
        "</repeat></group>",
    )
    session = FormSession(form, now=lambda: NOW)
    session.add_repeat("/data/r")
    session.answer("/data/a", "x")
    assert [session.value(f"/data/r[{number}]/b") for number in (1, 2)] == ["x", "x"]


def test_the_start_and_the_end_of_a_filling_are_in_the_submission() -> None:
    bind = '<bind nodeset="/data/{0}" type="dateTime" jr:preload="timestamp" jr:preloadParams="{1}"/>'
    form = filled(
        "<s/><e/><a/>",
        bind.format("s", "start") + bind.format("e", "end"),
        '<input ref="/data/a"><label>A</label></input>',
    )
    session = FormSession(form, now=lambda: NOW)
    assert "<e/>" in session.submission()
    session.finalize()
    moment = "2026-11-26T01:22:00.000+07:00"
    assert f"<s>{moment}</s><e>{moment}</e><a/>" in session.submission()


def test_the_last_saved_filling_and_what_is_known_of_the_device() -> None:
    form = filled(
        "<a/><b/><d/><m/>",
        '<instance id="last-saved" src="jr://instance/last-saved"/>'
        '<setvalue ref="/data/b" event="odk-instance-first-load" value="instance(\'last-saved\')/data/a"/>'
        '<bind nodeset="/data/d" jr:preload="property" jr:preloadParams="deviceid"/>'
        '<bind nodeset="/data/m" calculate="property(\'username\')"/>',
        '<input ref="/data/a"><label>A</label></input><input ref="/data/b"><label>B</label></input>',
    )
    one = FormSession(form, now=lambda: NOW)
    assert [one.value(f"/data/{name}") for name in "bdm"] == ["", "", ""]
    one.answer("/data/a", "Kampot")
    two = FormSession(form, now=lambda: NOW, last_saved=one.tree, properties={"deviceid": "d1", "username": "dara"})
    assert [two.value(f"/data/{name}") for name in "bdm"] == ["Kampot", "d1", "dara"]
