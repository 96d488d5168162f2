"""The register of papers: made, out, back with a scan; letters that come in; numbers that stand twice; who sees what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.data.contents.attachments import AttachmentStore
from app.data.database import Database
from app.data.unit_of_work import UnitOfWork
from app.domain.errors import InputError
from app.domain.records import Record
from app.services.cases import cases
from app.services.cases.cases import Opened
from app.services.facilities import facilities
from app.services.papers import documents, paper_register
from app.services.papers.documents import Told
from app.services.papers.paper_register import Signed
from app.services.papers.record_words import Teller
from tests.data.cases.support import CLERK, HEAD, OTHER, WORKER, acting, register

INSPECTOR = replace(CLERK, name="Inspector", roles=frozenset({"inspector"}))


@pytest.fixture
def case(database: Database) -> Opened:
    return register(database)


def made(uow: UnitOfWork, case: Opened, number: str = "", kind: str = "consent") -> str:
    return paper_register.register(uow, kind, variant="full", case=case.case, number=number)


def test_a_paper_goes_out_and_comes_back_with_its_scan(database: Database, case: Opened) -> None:
    store = AttachmentStore.of(database)
    with acting(database) as uow:
        paper, today = made(uow, case), uow.today()
        with pytest.raises(InputError, match="paper_state"):
            paper_register.came_back(uow, paper, today)
        with pytest.raises(InputError, match="paper_to"):
            paper_register.sent_out(uow, paper, "  ", today)
        with pytest.raises(InputError, match="paper_days"):
            paper_register.sent_out(uow, paper, "Commune chief", today - timedelta(days=1))
        paper_register.sent_out(uow, paper, "Commune chief", today)
        with pytest.raises(InputError, match="date_in_future"):
            paper_register.came_back(uow, paper, today + timedelta(days=1))
        scan = documents.add_files(uow, store, ("case", case.case), [("s.txt", b"x")], Told("consent", use="scan"))[0]
        paper_register.came_back(uow, paper, today, scan)
        with pytest.raises(InputError, match="paper_state"):
            paper_register.came_back(uow, paper, today)
    with database.read(WORKER) as reader:
        (line,) = paper_register.listing(reader, case=case.case)
    assert (line.state, line.out_to, line.scan, line.case_code) == ("back", "Commune chief", scan, case.code)


def test_a_number_that_stands_twice_is_flagged_and_never_blocked(database: Database, case: Opened) -> None:
    with acting(database) as uow:
        first, second, third = made(uow, case, "12/26"), made(uow, case, " 12/26 "), made(uow, case, "13/26")
        old = uow.create(
            "paper", {"office": "01", "case": case.case, "direction": "out", "number": "13/26", "made_on": "2020-01-01"}
        )
        assert paper_register.last_number(uow) == "13/26"
    with database.read(WORKER) as reader:
        twice = {line.id for line in paper_register.listing(reader, case=case.case) if line.twice}
    assert twice == {first, second}, "another year's number begins anew"
    assert {third, old}.isdisjoint(twice)
    with acting(database) as uow:
        paper_register.void(uow, second)
    with database.read(WORKER) as reader:
        assert not [line for line in paper_register.listing(reader, case=case.case) if line.twice]


def test_the_clerk_keeps_the_register_and_learns_of_no_case(database: Database, case: Opened) -> None:
    with acting(database) as uow:
        paper = made(uow, case, "1/26")
    with acting(database, CLERK) as uow:
        letter = paper_register.receive(uow, "letter", date(2026, 1, 5), sender="Commune", number="7", copies_to=["Head", " "])
        paper_register.sent_out(uow, paper, "Court", uow.today())
        paper_register.renumber(uow, paper, "2/26")
        for kind in ("police_interview", "novel"):
            with pytest.raises(InputError, match="code_unknown"):
                paper_register.receive(uow, kind, date(2026, 1, 5), sender="Police")
        with pytest.raises(InputError, match="paper_sender"):
            paper_register.receive(uow, "letter", date(2026, 1, 5), sender=" ")
        lines = {line.id: line for line in paper_register.listing(uow)}
    assert set(lines) == {paper, letter}
    assert (lines[paper].case, lines[paper].case_code, lines[paper].number) == ("", "", "2/26")
    assert lines[letter].copies_to == ("Head",)
    with database.read(CLERK) as reader:
        assert [line.id for line in paper_register.listing(reader, typed="comm")] == [letter]
        assert [line.id for line in paper_register.listing(reader, direction="out")] == [paper]


def test_others_neither_see_nor_change_papers(database: Database, case: Opened) -> None:
    with acting(database) as uow:
        paper = made(uow, case)
    with acting(database, CLERK) as uow:
        paper_register.receive(uow, "letter", date(2026, 1, 5), sender="Commune")
    with database.read(WORKER) as reader:
        assert [line.id for line in paper_register.listing(reader)] == [paper], "letters of the office are the register's"
    for actor in (OTHER, INSPECTOR):
        with database.read(actor) as reader:
            assert paper_register.listing(reader) == ()
        with pytest.raises(InputError), acting(database, actor) as uow:
            paper_register.sent_out(uow, paper, "Me", uow.today())
        with pytest.raises(InputError), acting(database, actor) as uow:
            paper_register.register(uow, "consent", case=case.case)
    with pytest.raises(InputError), acting(database, CLERK) as uow:
        paper_register.register(uow, "consent", case=case.case)
    with acting(database, HEAD) as uow:
        paper_register.void(uow, paper)
        assert [line.state for line in paper_register.listing(uow, case=case.case)] == ["void"]


def test_a_closed_case_still_has_its_papers(database: Database, case: Opened) -> None:
    with acting(database) as uow:
        made(uow, case)
        cases.first_contact(uow, case.case, on=uow.today())
    with database.read(WORKER) as reader:
        assert len(paper_register.listing(reader, case=case.case)) == 1


def test_who_signed_stands_with_the_paper_and_a_thumbprint_has_its_witness(database: Database, case: Opened) -> None:
    with acting(database) as uow:
        paper, other, today = made(uow, case), made(uow, case), uow.today()
        paper_register.sent_out(uow, paper, "Commune chief", today)
    thumb = Signed("carer", "thumbprint", "Sok Maly")
    with pytest.raises(InputError, match="witness_missing"), acting(database) as uow:
        paper_register.came_back(uow, paper, today, signed=[thumb])
    with database.read(WORKER) as reader:
        assert {line.state for line in paper_register.listing(reader, case=case.case)} == {"out", "printed"}, (
            "nothing was saved"
        )
    with acting(database) as uow:
        paper_register.came_back(uow, paper, today, signed=[replace(thumb, witness="Keo Rithy")])
        paper_register.note_signed(uow, paper, Signed("authority", "seal", on=today))
        with pytest.raises(InputError, match="paper_days"):
            paper_register.note_signed(uow, paper, Signed("child", "signature", on=today - timedelta(days=1)))
        with pytest.raises(InputError, match="paper_state"):
            paper_register.note_signed(uow, other, Signed("child", "signature"))
    with acting(database, HEAD) as uow:
        office = paper_register.register(uow, "case_file")
        paper_register.sent_out(uow, office, "Province", today)
        with pytest.raises(InputError, match="paper_no_case"):
            paper_register.note_signed(uow, office, Signed("head", "signature"))
    with database.read(WORKER) as reader:
        signed = {line.id: line.signed for line in paper_register.listing(reader)}
    assert signed[paper] == (
        Signed("carer", "thumbprint", "Sok Maly", "Keo Rithy", today),
        Signed("authority", "seal", on=today),
    )
    assert signed[other] == ()
    assert office not in signed
    with database.read(CLERK) as reader:
        assert all(line.signed == () for line in paper_register.listing(reader)), "whoever may not read the case learns no name"


def test_who_signed_a_letter_of_a_facility_stands_with_it(database: Database) -> None:
    with acting(database, HEAD) as uow:
        home = facilities.register(uow, {"name_km": "មណ្ឌលសាកល្បង", "type": "rci", "owner": "ngo"})
        paper = paper_register.register(uow, "measure_letter", variant="warning", facility=home)
        paper_register.sent_out(uow, paper, "Director", uow.today())
        paper_register.came_back(uow, paper, uow.today(), signed=[Signed("director", "signature", "Sok Dara")])
    with pytest.raises(InputError, match="witness_missing"), acting(database, CLERK) as uow:
        paper_register.note_signed(uow, paper, Signed("director", "thumbprint"))
    with acting(database, CLERK) as uow:
        paper_register.note_signed(uow, paper, Signed("head", "seal"))
        today = uow.today()
    for actor in (HEAD, CLERK, INSPECTOR):
        with database.read(actor) as reader:
            (line,) = paper_register.listing(reader, facility=home)
            assert line.signed == (Signed("director", "signature", "Sok Dara", on=today), Signed("head", "seal", on=today))
    with database.read(WORKER) as reader:
        assert paper_register.listing(reader, facility=home) == ()


def test_a_paper_tells_the_domain_of_an_action_in_words(database: Database) -> None:
    action = Record("plan_action", "", {"domain": "child.legal_documents"})
    with database.read(WORKER) as reader:
        told = [Teller(reader, lang, reader.today()).told(action, "domain") for lang in ("km", "en")]
    assert told == ["ឯកសារច្បាប់", "Legal documents"]
