"""The paper of a stored response: who may see what on it, and the small pictures of its files."""

from __future__ import annotations

import io

from PIL import Image

from app.data.contents.attachments import AttachmentStore
from app.domain.records import Actor
from app.forms.session import FormSession
from app.print.form_papers import Asked, FormPaper
from app.print.typesetting import pdf
from app.services.cases import case_parts
from app.services.forms import form_papers
from app.services.papers import attachments
from app.services.responses import responses
from tests.data.cases.support import WORKER, with_rights
from tests.support.workbooks import question
from tests.unit.responses.support import Place

SURVEY = [
    question("image", "picture"),
    question("image", "of_child"),
    question("text", "open"),
    question("text", "words", **{"bind::komar:group": "interview"}),
]
ANSWERS = {"/data/picture": "a.jpg", "/data/of_child": "b.jpg", "/data/open": "TOKEN-OPEN", "/data/words": "TOKEN-WORDS"}
HOLDER = with_rights(WORKER, "interview")


def photograph() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(stream, "JPEG")
    return stream.getvalue()


def test_a_small_picture_is_printed_but_never_one_of_a_child(place: Place) -> None:
    response = place.start(place.form(SURVEY))
    store = AttachmentStore.of(place.database)
    with place.write() as uow:
        given = {"purpose": "photo", "answer": "given", "on_date": "2026-02-28", "how": "thumbprint"}
        case_parts.add(uow, "consent", place.case, given)
    with place.write() as uow:
        attachments.add(uow, store, response, "/data/picture", "a.jpg", photograph(), purpose="place")
        attachments.add(uow, store, response, "/data/of_child", "b.jpg", photograph(), purpose="child")
    with place.read() as reader:
        pictures = form_papers.pictures_of(reader, store, response)
        assert set(pictures) == {"/data/picture"}
        form = responses.get(reader, place.shelf, response).form
        assert form is not None
        paper = form_papers.filled_form(reader, FormSession(form, ANSWERS), "en", pictures=pictures)
    shown = {part.label: part.picture for part in paper.parts if isinstance(part, Asked)}
    assert shown["Question picture"].startswith(b"\xff\xd8")
    assert shown["Question of_child"] == b""
    assert pdf(paper).startswith(b"%PDF-")


def test_a_full_copy_is_full_only_for_who_holds_the_groups(place: Place) -> None:
    form = place.form(SURVEY)

    def printed(actor: Actor, *, full: bool) -> FormPaper:
        with place.read(actor) as reader:
            return form_papers.filled_form(reader, FormSession(form, ANSWERS), "km", full=full)

    for actor, full, held in ((HOLDER, True, True), (HOLDER, False, False), (WORKER, True, False), (WORKER, False, False)):
        paper = printed(actor, full=full)
        assert paper.variant == ("full" if held else "open")
        assert ("TOKEN-WORDS" in str(paper.parts)) == held
        assert "TOKEN-OPEN" in str(paper.parts)
