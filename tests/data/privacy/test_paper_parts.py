"""Which parts go on the paper of a case file: only ever fewer than the copy holds, whatever is chosen (practice P1, P2)."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from app.domain.errors import InputError
from app.print.case_papers import CaseFilePaper
from app.print.papers import Variant
from app.print.typesetting import pdf
from app.services.papers import paper_desk
from app.services.papers.case_paper_parts import PARTS, Pick, offered, part_of
from app.services.papers.case_papers import VARIANTS
from app.services.parts.part_kinds import KINDS
from app.text.words import words
from tests.data.privacy.office import PERSONAL, RESTRICTED, Office
from tests.support.pdf_text import words_of


def made(office: Office, variant: Variant, pick: Pick | None = None, name: str = "") -> CaseFilePaper:
    """A copy as values, as it is chosen; the head's without a name."""
    session = office.as_(name) if name else office.head
    with session.read() as reader:
        paper = paper_desk.fill(reader, paper_desk.Desk.of(session), "case_file", office.case, variant, "en", pick)
    assert isinstance(paper, CaseFilePaper)
    return paper


def titles(paper: CaseFilePaper) -> list[str]:
    return [one.title for one in paper.sections]


def test_all_that_a_copy_holds_is_on_it_where_nothing_is_chosen(office: Office) -> None:
    for variant in VARIANTS:
        plain, every = made(office, variant), made(office, variant, Pick(parts=offered(variant)))
        assert asdict(plain) == asdict(every)
        assert plain.chosen == ""


def test_the_parts_lie_side_by_side_and_together_are_the_whole_copy(office: Office) -> None:
    for variant in VARIANTS:
        whole = titles(made(office, variant))
        told = [title for part in offered(variant) for title in titles(made(office, variant, Pick((part,), ())))]
        assert {*told, words("paper.section.forms", "en")} >= set(whole)
        assert set(told) <= set(whole)


def test_what_was_left_out_by_choice_is_said_in_one_line(office: Office) -> None:
    paper = made(office, "family", Pick(parts=("child", "plan")))
    said = words_of(pdf(paper))
    assert titles(paper) == ["The child", "Case plan", "Action of the plan"]
    assert "Parts left out: " in said
    assert "Family" in paper.chosen
    assert "Danger" not in paper.chosen, "what no copy for the family holds was not left out by choice"
    assert paper_desk.left_out(paper).count("\n") == 1


@pytest.mark.parametrize("variant", ["authority", "family"])
def test_nothing_that_a_copy_leaves_out_can_be_chosen_in(office: Office, variant: Variant) -> None:
    for part in PARTS:
        if part in offered(variant):
            assert RESTRICTED not in str(asdict(made(office, variant, Pick(parts=(part,)))))
            continue
        with pytest.raises(InputError, match="paper_part"):
            made(office, variant, Pick(parts=(part,)))
    with pytest.raises(InputError, match="paper_form"):
        made(office, variant, Pick(forms=(office.parts["response"],)))


def test_the_chosen_forms_are_printed_with_their_answers_but_none_that_its_maker_may_not_see(office: Office) -> None:
    every, none = made(office, "full"), made(office, "full", Pick(forms=()))
    assert len(every.forms) > 1
    assert none.forms == ()
    assert "illed forms" in none.chosen
    one = every.forms[0]
    paper = made(office, "full", Pick(forms=(one.response,)))
    assert [form.response for form in paper.forms] == [one.response]
    assert "ome filled forms" in paper.chosen
    assert "Full copy" not in words_of(pdf(paper)), "it never calls itself full"
    assert one.title in words_of(pdf(paper))
    owner = made(office, "full", None, "Owner")
    assert len(owner.forms) < len(every.forms)
    assert RESTRICTED not in words_of(pdf(owner))
    assert PERSONAL in words_of(pdf(owner))
    gone = next(form.response for form in every.forms if form.response not in {each.response for each in owner.forms})
    with pytest.raises(InputError, match="paper_form"):
        made(office, "full", Pick(forms=(gone,)), "Owner")


def test_a_paper_with_nothing_on_it_and_a_choice_for_another_paper_are_refused(office: Office) -> None:
    for pick in (Pick((), ()), Pick(parts=())):
        with pytest.raises(InputError, match="paper_parts_none"):
            made(office, "family", pick)
    with office.head.read() as reader, pytest.raises(InputError, match="paper_no_parts"):
        paper_desk.fill(reader, paper_desk.Desk.of(office.head), "consent", office.case, "family", "en", Pick(("child",)))


def test_every_type_of_a_case_stands_in_one_part() -> None:
    named = [type_name for types in PARTS.values() for type_name in types]
    assert len(named) == len(set(named))
    assert {part_of(type_name) for type_name in ("case", "child", *KINDS)} <= set(PARTS)
    assert all(words(f"paper.part.{part}", lang) for part in PARTS for lang in ("km", "en"))
