"""A case in an office, and forms made for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from app.data.database import Database
from app.data.reader import Reader
from app.data.unit_of_work import UnitOfWork
from app.domain.codelists import codelist
from app.domain.records import Actor
from app.forms.compile import load_form
from app.forms.model import CompiledForm
from app.services.forms import form_library
from app.services.forms.form_library import FormShelf
from app.services.responses import responses
from app.services.responses.responses import Response
from tests.data.cases.support import HEAD, WORKER
from tests.support.workbooks import SETTINGS, YES_NO, Row, question, workbook

AUTHOR = replace(HEAD, roles=frozenset({"administrator"}), rights=frozenset())
"""Who may install and publish forms."""


def hidden(name: str, default: str = "", **cells: object) -> Row:
    """A hidden field."""
    return question("hidden", name, label=False, default=default, **cells)


def save(target: str) -> Mapping[str, object]:
    """The bind that saves."""
    return {"bind::komar:save": target}


def listed(*lists: str) -> list[Row]:
    """Choices from code lists."""
    return [
        {"list_name": name, "name": code.code, "label::Khmer (km)": code.km, "label::English (en)": code.en}
        for name in lists
        for code in codelist(name)
    ]


def book(
    survey: Sequence[Row], choices: Sequence[Row] = (), *, form_id: str = "sample", version: str = "1", subject: str = "case"
) -> bytes:
    """A workbook of a form about a subject."""
    settings = {**SETTINGS, "form_id": form_id, "version": version}
    return workbook([hidden("k_subject", subject), *survey], [*YES_NO, *choices], settings)


class Place:
    """An office's database with one case."""

    def __init__(self, database: Database, case: str, child: str) -> None:
        self.database, self.case, self.child = database, case, child
        self.shelf = FormShelf(database.folder)

    def write(self, actor: Actor = WORKER, act: str = "test") -> AbstractContextManager[UnitOfWork]:
        """An act of somebody."""
        return self.database.write(actor, act)

    def read(self, actor: Actor = WORKER) -> AbstractContextManager[Reader]:
        """A look of somebody."""
        return self.database.read(actor)

    def form(self, survey: Sequence[Row], choices: Sequence[Row] = (), **settings: str) -> CompiledForm:
        """A form taken into the library and published."""
        data = book(survey, choices, **settings)
        with self.write(AUTHOR) as uow:
            form_library.install(uow, self.shelf, data)
            compiled = load_form(data, self.shelf.cache)
            form_library.publish(uow, self.shelf, compiled.id, compiled.version)
        return compiled

    def start(self, form: CompiledForm, actor: Actor = WORKER) -> str:
        """A response about the case."""
        with self.write(actor) as uow:
            return responses.start(uow, form, "case", self.case)

    def fill(self, response: str, answers: Mapping[str, object], actor: Actor = WORKER) -> tuple[str, ...]:
        """Answers by name."""
        with self.write(actor) as uow:
            return responses.fill(uow, self.shelf, response, answers)

    def finish(self, response: str, actor: Actor = WORKER, take: Mapping[str, str] | None = None) -> None:
        """The end of a draft."""
        with self.write(actor) as uow:
            responses.finish(uow, self.shelf, response, take=take)

    def get(self, response: str, actor: Actor = WORKER) -> Response:
        """A response as somebody sees it."""
        with self.read(actor) as reader:
            return responses.get(reader, self.shelf, response)

    def answers(self, response: str, actor: Actor = WORKER) -> dict[str, str]:
        """Answers by the last name of the question."""
        return {key.rpartition("/")[2]: text for key, text in self.get(response, actor).answers.items()}
