"""What other computers put into the library: broken, false or racing records block no page and open no wrong form."""

from __future__ import annotations

import base64
import hashlib

import pytest

from app.data.queries.forms import library
from app.domain.errors import InputError
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf, version_key
from app.services.responses import responses
from app.services.visits.inspection_forms import STANDARD
from tests.data.cases.support import WORKER
from tests.support.workbooks import question
from tests.unit.responses.support import AUTHOR, Place, book, save
from tests.unit.responses.test_library import install, offered


def arrived(place: Place, content: str, *, named: str = "", **fields: object) -> str:
    """A record as it comes from another computer; gives its hash."""
    sha256 = named or hashlib.sha256(content.encode()).hexdigest()
    head: dict[str, object] = {"office": WORKER.office, "form_id": "theirs", "form_version": "1", "title": "Theirs"}
    with place.write(AUTHOR) as uow:
        uow.create("form", {**head, "subject": "case", "state": "published", "sha256": sha256, "content": content, **fields})
    return sha256


def packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("content", ["!!", "ក", packed(b"no workbook"), packed(b"PK\x03\x04" + b"\0" * 99), packed(b"<a>")])
def test_a_broken_form_hides_no_other(place: Place, content: str) -> None:
    place.form([question("text", "a")], form_id="ours")
    arrived(place, content, files={"a.csv": "!!"})
    arrived(place, "!", form_version="²", form_id="odd", subject="nothing")
    arrived(place, "?", form_version="9" * 5000, form_id="long")
    assert ("ours", "1") in offered(place)
    with place.read() as reader:
        shelf = FormShelf(place.database.folder)
        shelf.read(reader)
        assert "ours" in {form.id for form in shelf.forms("case")}
        assert shelf.form(STANDARD).id == STANDARD
        assert responses.of_subject(reader, shelf, "case", place.case) == ()
        with pytest.raises(InputError):
            form_library.form_for_new(reader, shelf, "theirs")


def test_a_form_that_is_not_what_it_says_is_not_opened(place: Place) -> None:
    ours = place.form([question("text", "a")], form_id="ours")
    response = place.start(ours)
    place.fill(response, {"a": "x"})
    other = book([question("text", "b")], form_id="ours")
    false = arrived(place, packed(other), named="a" * 64, form_id="ours", form_version="2")
    renamed = arrived(place, packed(other), named=hashlib.sha256(other).hexdigest(), form_id="ours", form_version="3")
    for sha256, version in ((false, "2"), (renamed, "3")):
        with place.write() as uow:
            uow.update("form_response", response, {"form_sha256": sha256, "form_version": version})
        assert place.get(response).form is None
        assert place.answers(response)["a"] == "x"


def test_a_response_never_opens_in_other_content_of_the_same_version(place: Place) -> None:
    response = place.start(place.form([question("text", "a")], form_id="ours"))
    with place.write() as uow:
        uow.update("form_response", response, {"form_sha256": "b" * 64})
    assert place.get(response).form is None


def test_a_false_record_is_read_again_when_it_is_mended(place: Place) -> None:
    data = book([question("text", "a")], form_id="mended")
    sha256 = arrived(place, "!!", named=hashlib.sha256(data).hexdigest(), form_id="mended")
    with place.read() as reader, pytest.raises(InputError):
        form_library.form_for_new(reader, place.shelf, "mended")
    with place.write(AUTHOR) as uow:
        (row,) = [one for one in library(uow) if one.sha256 == sha256]
        uow.update("form", row.id, {"content": packed(data)})
    with place.read() as reader:
        assert form_library.form_for_new(reader, place.shelf, "mended").id == "mended"


def test_a_form_that_nobody_checked_is_checked_before_it_is_begun(place: Place) -> None:
    data = book([question("text", "a", **save("case.owner"))], form_id="sly")
    arrived(place, packed(data), named=hashlib.sha256(data).hexdigest(), form_id="sly")
    with place.read() as reader, pytest.raises(InputError, match="form_unknown_bind"):
        form_library.form_for_new(reader, place.shelf, "sly")


def test_of_two_workbooks_under_one_name_both_open_and_both_end(place: Place) -> None:
    first = place.form([question("text", "a")], form_id="raced")
    theirs = book([question("text", "b")], form_id="raced")
    arrived(place, packed(theirs), named=hashlib.sha256(theirs).hexdigest(), form_id="raced")
    begun = place.start(first)
    found = place.get(begun).form
    assert found is not None
    assert found.sha256 == first.sha256
    assert [name for name, _ in offered(place)].count("raced") == 1
    with place.write(AUTHOR) as uow:
        form_library.retire(uow, place.shelf, "raced", "1")
    assert "raced" not in [name for name, _ in offered(place)]
    assert place.get(begun).form is not None


def test_a_retired_checklist_that_ships_is_begun_no_more(place: Place) -> None:
    with place.read() as reader:
        versions = [one for one in form_library.entries(reader, place.shelf) if one.form_id == STANDARD]
    kept = place.shelf.form(STANDARD)
    for one in versions:
        with place.write(AUTHOR) as uow:
            form_library.retire(uow, place.shelf, STANDARD, one.version)
    with place.read() as reader:
        place.shelf.read(reader)
    assert not place.shelf.in_use(STANDARD)
    assert place.shelf.in_use("inspection_complaint_visit")
    with pytest.raises(InputError, match="form_retired"):
        place.shelf.choose(STANDARD)
    assert STANDARD not in {form.id for form in place.shelf.forms()}
    assert place.shelf.form(STANDARD, kept.version).sha256 == kept.sha256, "what was begun with it opens"


def test_versions_have_an_order_whatever_they_are() -> None:
    texts = ["", "²", "១", "9" * 5000, "-1", "2", "10", "1.2"]
    assert sorted(texts, key=version_key)[-2:] == ["2", "10"]


def test_names_of_files_are_names_only(place: Place) -> None:
    names = ["../../x.csv", "C:\\x.csv", "con", "a\nb.csv", "x" * 300]
    data = book([question("text", "a")], form_id="named")
    with place.write(AUTHOR) as uow:
        form_library.install(uow, place.shelf, data, dict.fromkeys(names, b"name,label\na,b\n"))
    written = [path for path in place.database.folder.rglob("*") if path.is_file()]
    assert not [path for path in written if path.suffix == ".csv"]
    assert install(place, data, dict.fromkeys(names, b"name,label\na,b\n"))
