"""The library of forms: installed, published, retired; never edited; on every computer of the office."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from app.data.queries import forms
from app.domain.errors import InputError
from app.services.forms import form_library
from app.services.forms.form_checks import faults_for_use
from app.services.forms.form_library import LARGEST, FormEntry, FormShelf
from tests.data.cases.support import WORKER
from tests.support.workbooks import question
from tests.unit.responses.support import AUTHOR, Place, book, hidden, listed, save

PLAIN = [question("text", "a")]


def install(place: Place, data: bytes, media: dict[str, bytes] | None = None) -> str:
    """A workbook taken in by the form's author."""
    with place.write(AUTHOR) as uow:
        return form_library.install(uow, place.shelf, data, media)


def offered(place: Place, subject: str = "case") -> list[tuple[str, str]]:
    """What is offered for a new response, without what ships."""
    with place.read() as reader:
        return [(one.form_id, one.version) for one in form_library.forms_for(reader, place.shelf, subject) if not one.shipped]


def test_a_form_is_offered_from_its_publication_to_its_end(place: Place) -> None:
    record = install(place, book(PLAIN))
    assert offered(place) == []
    with place.write(AUTHOR) as uow:
        assert form_library.publish(uow, place.shelf, "sample", "1").state == "published"
    assert offered(place) == [("sample", "1")]
    install(place, book(PLAIN, version="10"))
    install(place, book(PLAIN, version="9"))
    with place.write(AUTHOR) as uow:
        for version in ("9", "10"):
            form_library.publish(uow, place.shelf, "sample", version)
    assert offered(place) == [("sample", "10")], "the newest version is offered"
    with place.write(AUTHOR) as uow:
        form_library.retire(uow, place.shelf, "sample", "10")
    assert offered(place) == [("sample", "9")]
    with place.write(AUTHOR) as uow:
        for version in ("9", "1"):
            form_library.retire(uow, place.shelf, "sample", version)
    assert offered(place) == []
    with place.read() as reader:
        with pytest.raises(InputError, match="form_retired"):
            form_library.form_for_new(reader, place.shelf, "sample")
        assert place.shelf.form("sample", "1").version == "1", "what was filled with it still opens"
        assert reader.get("form", record).text("state") == "retired"


def test_a_released_version_is_never_edited(place: Place) -> None:
    data = book(PLAIN)
    first = install(place, data)
    assert install(place, data) == first
    for other, media in ((book([question("text", "b")]), None), (data, {"list.csv": b"name,label\na,b\n"})):
        with pytest.raises(InputError, match="form_version_changed"):
            install(place, other, media)


def test_a_colleagues_computer_opens_it_from_the_record_alone(place: Place) -> None:
    data = book(PLAIN)
    record = install(place, data)
    other = FormShelf(place.database.folder / "elsewhere")
    with place.read(WORKER) as reader:
        values = reader.get("form", record).values
        other.read(reader)
    assert base64.b64decode(str(values["content"])) == data
    assert other.form("sample").sha256 == values["sha256"]
    assert other.form("sample", "1", str(values["sha256"])).title


def test_only_authors_install_and_publish(place: Place) -> None:
    with place.write(WORKER) as uow, pytest.raises(InputError, match="not_allowed"):
        form_library.install(uow, place.shelf, book(PLAIN))
    install(place, book(PLAIN))
    with place.write(WORKER) as uow, pytest.raises(InputError, match="not_allowed"):
        form_library.publish(uow, place.shelf, "sample", "1")


def test_a_form_too_large_for_one_operation_is_refused_with_its_size(place: Place) -> None:
    with pytest.raises(InputError) as refused:
        install(place, book(PLAIN), {"big.csv": b"name,label\n" + b"x" * LARGEST})
    assert refused.value.code == "form_too_large"
    assert offered(place) == []


def test_a_form_that_ships_can_be_retired_and_offered_again(place: Place) -> None:
    with place.read() as reader:
        shipped: FormEntry = next(one for one in form_library.entries(reader, place.shelf) if one.shipped)
    with place.write(AUTHOR) as uow:
        assert form_library.retire(uow, place.shelf, shipped.form_id, shipped.version).state == "retired"
    with place.write(AUTHOR) as uow:
        assert form_library.publish(uow, place.shelf, shipped.form_id, shipped.version).state == "published"
    with place.write(AUTHOR) as uow, pytest.raises(InputError, match="form_unknown"):
        form_library.retire(uow, place.shelf, shipped.form_id, "no such version")


GROUPED = {"bind::komar:group": "reporter"}


@pytest.mark.parametrize(
    ("survey", "code", "value"),
    [
        ([question("text", "a", **save("child.office"))], "form_unknown_bind", "child.office"),
        ([question("text", "a", **save("case.owner"))], "form_unknown_bind", "case.owner"),
        ([question("text", "a", **save("+episode.open_note"))], "form_unknown_bind", "+episode.open_note"),
        ([question("text", "a", **save("facility.phone"))], "form_save_unreachable", "facility.phone"),
        ([question("select_one yes_no", "a", **save("child.sex"))], "form_save_choice", "child.sex: yes"),
        ([question("text", "a", **save("+reporter.name"))], "form_save_restricted", "+reporter.name"),
        (
            [question("select_one child_category", "a", **save("+category.code"))],
            "form_save_restricted",
            "+category.code: hiv",
        ),
        ([question("text", "a", **{"bind::komar:group": "nobody"})], "form_unknown_bind", "nobody"),
        ([hidden("k_restricted", "nobody"), question("text", "a")], "form_unknown_bind", "nobody"),
        ([question("text", "a", **{"bind::komar:carry": "x"})], "form_carry_no_repeat", "x"),
        ([question("text", "a", **GROUPED), question("text", "b", relevant="${a} != ''")], "form_group_leaks", "a"),
    ],
)
def test_what_a_form_may_not_ask_for_is_told_with_its_place(
    place: Place, survey: list[dict[str, object]], code: str, value: str
) -> None:
    choices = listed("sex", "child_category")
    with pytest.raises(InputError) as refused:
        install(place, book(survey, choices))
    assert refused.value.code == code
    assert refused.value.params["value"] == value
    assert refused.value.params["sheet"] == "survey"
    assert int(str(refused.value.params["row"])) > 1 or code == "form_unknown_bind"
    assert refused.value.params["column"]


def test_every_form_that_ships_may_be_used(place: Place) -> None:
    assert [(form.id, str(fault)) for form in place.shelf.forms("") for fault in faults_for_use(form)] == []


def test_a_form_given_to_one_computer_travels_with_what_was_filled_with_it(place: Place, tmp_path: Path) -> None:
    item = {"bind::komar:standard": "1", "bind::komar:source": "inferred"}
    file = tmp_path / "own.xlsx"
    file.write_bytes(book([{**question("text", "i1"), **item}], form_id="own_visit", subject="inspection"))
    form = place.shelf.choose(str(file))
    for _ in range(2):
        with place.write(WORKER) as uow:
            form_library.carry_along(uow, place.shelf, form)
    with place.read() as reader:
        (row,) = forms.library(reader)
        assert (row.form_id, row.state, row.whole) == ("own_visit", "installed", True)
        other = FormShelf(place.database.folder / "elsewhere")
        other.read(reader)
    assert other.form("own_visit").sha256 == form.sha256
    assert "own_visit" not in [one.id for one in other.forms()], "it opens, and is offered to nobody"
    with place.write(WORKER) as uow:
        form_library.carry_along(uow, place.shelf, place.shelf.form("inspection_minimum_standards"))
        assert len(forms.library(uow)) == 1, "what ships need not travel"
