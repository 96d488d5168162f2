"""The public features of XLSForm, one fixture each, compiled and checked: texts, media, appearances, settings, entities."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.forms.model import Entity
from tests.support.workbooks import SETTINGS, compiled, only, question, said

END_REPEAT = question("end repeat", "", label=False)


# ---- texts ----


def test_translations_of_label_hint_guidance_and_media() -> None:
    found = only(
        question(
            "text", "a", **{"hint::Khmer (km)": "ជំនួយ", "hint::English (en)": "Help", "guidance_hint::English (en)": "More",
                            "media::image::Khmer (km)": "km.png", "media::image::English (en)": "en.png", "audio": "a.mp3"},
        )
    )  # fmt: skip
    assert said(found.hint) == {"Khmer (km)": "ជំនួយ", "English (en)": "Help"}
    assert said(found.guidance) == {"English (en)": "More"}
    assert said(found.media["image"]) == {"Khmer (km)": "km.png", "English (en)": "en.png"}


def test_media_files_are_listed_and_choices_have_theirs() -> None:
    choices = [{"list_name": "l", "name": "1", "label": "A", "image": "one.png", "big-image": "one_big.png"}]
    form = compiled(question("select_one l", "a", image="q.png", video="q.mp4"), choices=choices)
    assert form.media_files == ("one.png", "one_big.png", "q.mp4", "q.png")
    found = form.definitions["/data/a"].choices
    assert found is not None
    assert (found.text_id and found.text_id.text, sorted(form.text_media["l-0"])) == ("itextId", ["big-image", "image"])


def test_values_inside_labels_and_messages() -> None:
    form = compiled(
        question("text", "who"),
        question("text", "a", **{"label::Khmer (km)": "ឈ្មោះ ${who} ?", "label::English (en)": "Is it ${who}?"}),
    )
    assert said(form.definitions["/data/a"].label) == {"Khmer (km)": "ឈ្មោះ |/data/who| ?", "English (en)": "Is it |/data/who|?"}
    assert "/data/a" in form.shows["/data/who"]


def test_a_form_without_languages() -> None:
    form = compiled({"type": "text", "name": "a", "label": "A"}, settings={"form_id": "f"}, choices=[])
    assert (form.languages, said(form.definitions["/data/a"].label)) == ((), {"": "A"})


def test_default_language() -> None:
    form = compiled(question("text", "a"))
    assert (form.default_language, form.language("en"), form.language("km")) == ("Khmer (km)", "English (en)", "Khmer (km)")


# ---- parameters and appearances ----

PARAMETERS = [
    ("range", "start=1 end=9 step=2", {"start": "1", "end": "9", "step": "2"}), ("text", "rows=5", {"rows": "5"}),
    ("image", "max-pixels=640", {"max-pixels": "640"}), ("audio", "quality=low", {"quality": "low"}),
    ("geopoint", "capture-accuracy=5", {"accuracyThreshold": "5"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "found"), PARAMETERS)
def test_parameters(kind: str, text: str, found: Mapping[str, str]) -> None:
    assert only(question(kind, "a", parameters=text)).parameters.items() >= found.items()


@pytest.mark.parametrize(
    "appearance",
    [
        "minimal", "quick", "columns", "columns-3", "columns-pack", "columns-flex", "likert", "horizontal", "compact", "label",
        "list-nolabel", "multiline", "numbers", "thousands-sep", "month-year", "year", "no-calendar", "search", "autocomplete",
        "picker", "no-buttons", "signature", "draw", "annotate", "new", "new-front", "url", "w2", "image-map", "placement-map",
        "rating", "masked", "hidden-answer",
    ],
)  # fmt: skip
def test_appearance(appearance: str) -> None:
    form = compiled(question("text", "a", appearance=f"{appearance} w1"))
    assert form.definitions["/data/a"].appearance == {appearance, "w1"}
    assert form.notices == ()


@pytest.mark.parametrize(
    ("appearance", "code"),
    [("ethiopian", "left_aside"), ("ex:org.app.DO(x='1 2')", "left_aside"), ("sparkling", "unknown")],
)
def test_appearances_that_do_nothing_here(appearance: str, code: str) -> None:
    form = compiled(question("date", "a", appearance=appearance))
    assert [(notice.code, notice.row) for notice in form.notices] == [(f"form_appearance_{code}", 2)]


def test_columns_of_body_bind_and_instance() -> None:
    found = only(
        question("file", "a", **{"body::accept": "application/pdf", "bind::odk:length": "30", "instance::odk:tag": "x"})
    )
    assert found.parameters.items() >= {"accept": "application/pdf", "length": "30"}.items()
    assert found.attributes == {"odk:tag": "x"}


# ---- settings, entities ----


def test_settings() -> None:
    settings = {
        **SETTINGS, "form_title": "Title", "instance_name": "concat(${a}, '!')", "style": "pages", "public_key": "abc",
        "submission_url": "https://example.org", "clean_text_values": "no",
    }  # fmt: skip
    form = compiled(question("text", "a"), settings=settings)
    assert (form.id, form.version, form.title, form.settings["style"]) == ("sample", "1", "Title", "pages")
    assert form.instance_name is not None
    assert form.instance_name.text == "concat( /data/a , '!')"
    assert {(notice.code, notice.value) for notice in form.notices} == {
        ("form_setting_left_aside", "public_key"), ("form_setting_left_aside", "submission_url"),
    }  # fmt: skip


def test_entities_that_are_created() -> None:
    form = compiled(
        question("text", "a", save_to="full_name"),
        entities=[{"list_name": "people", "label": "${a}", "create_if": "${a} != ''"}],
    )
    entity = form.entity
    assert isinstance(entity, Entity)
    assert (entity.dataset, entity.path, entity.entity_id, entity.update_if) == ("people", "", None, None)
    assert (entity.create_if and entity.create_if.text, entity.label and entity.label.text) == ("/data/a  != ''", "/data/a")
    assert form.definitions["/data/a"].save_to == "full_name"


def test_entities_that_are_updated() -> None:
    form = compiled(question("text", "id"), entities=[{"list_name": "people", "entity_id": "${id}", "update_if": "true()"}])
    entity = form.entity
    assert isinstance(entity, Entity)
    assert (entity.entity_id and entity.entity_id.text, entity.update_if and entity.update_if.text) == ("/data/id", "true()")


def test_entities_of_a_repeat() -> None:
    form = compiled(
        question("begin repeat", "tree"), question("text", "kind", save_to="kind"), END_REPEAT,
        entities=[{"list_name": "trees", "label": "${kind}"}],
    )  # fmt: skip
    assert form.entity is None
    assert [(entity.dataset, entity.path) for entity in form.entities] == [("trees", "/data/tree")]


def test_rows_that_are_switched_off_or_only_comments() -> None:
    form = compiled(
        question("text", "a"), question("text", "b", disabled="yes"), {"comment": "for later"}, question("text", "c")
    )
    assert [path for path in form.definitions if path.count("/") == 2][:3] == ["/data/a", "/data/c", "/data/meta"]
    assert form.definitions["/data/c"].row == 5
