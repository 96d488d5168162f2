"""Consent form, agreement, letter on closing, letter of referral: what they hold, what they never hold, when there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from app.data.contents.attachments import AttachmentStore
from app.data.database import Database
from app.domain.errors import InputError
from app.print.papers import Language, Variant
from app.print.typesetting import compiled
from app.services.cases import case_parts
from app.services.forms.form_library import FormShelf
from app.services.papers import letters, paper_desk, paper_register
from app.services.papers.paper_desk import Desk
from app.services.people import deaths
from app.services.sharing import hand_over_note, hand_overs
from tests.data.cases.support import HEAD, OTHER, WORKER, acting, register
from tests.support.pdf_text import words_of

SECRETS = ("zqreporter", "zqharm", "zqstory", "zqconcern")
"""Who reported, who is alleged, what happened, what is feared."""


@dataclass
class Letters:
    """A case with all that its letters are about."""

    database: Database
    case: str
    child: str
    kin: str
    placement: str
    consent: str
    referral: str
    pages: int = 0

    def printed(self, kind: str, subject: str, variant: Variant = "full", lang: Language = "en", number: str = "") -> str:
        """The words of a paper."""
        with self.database.read(HEAD) as reader:
            desk = Desk(FormShelf(self.database.folder), AttachmentStore.of(self.database))
            paper = paper_desk.numbered(paper_desk.fill(reader, desk, kind, subject, variant, lang), number, ["File"])
            self.pages = len(compiled(paper, "png", 20))
            return words_of(compiled(paper, "pdf")[0])

    def offered(self) -> list[str]:
        """The papers that there are."""
        with self.database.read(HEAD) as reader:
            desk = Desk(FormShelf(self.database.folder), AttachmentStore.of(self.database))
            return [one.kind for one in paper_desk.choices(reader, desk, self.case)]


@pytest.fixture
def letter(database: Database) -> Letters:
    opened = register(
        database,
        HEAD,
        child__given_name_latin="Childname",
        case__reason="zqstory",
        case__reporters=[{"name": "zqreporter"}],
        case__perpetrators=[{"name": "zqharm", "noted_on": "2026-02-11"}],
        case__concerns=[{"code": "neglect", "kind": "at_risk", "note": "zqconcern"}],
    )
    with acting(database, HEAD) as uow:
        kin = uow.find("family_member", child=opened.child)[0].id
        uow.update("family_member", kin, {"name_latin": "Kinname"})
        placement = case_parts.add(uow, "placement", opened.case, {"option": "kinship", "from_on": "2026-03-01", "carer": kin})
        values = {"purpose": "sharing", "answer": "given", "given_by": "carer", "how": "thumbprint", "witness": "Witnessname"}
        values |= {"receiver": "Goodngo", "on_date": "2026-02-27", "until": "2026-12-31"}
        consent = case_parts.add(uow, "consent", opened.case, values)
        referral = uow.create(
            "referral",
            {"case": opened.case, "to_kind": "ngo", "to_name": "Goodngo", "reason": "Schooling", "state": "sent"}
            | {"on_date": "2026-02-28", "shown:child_name": "Childname", "shown:sex": "female", "shown:disability": "vision"},
        )
    return Letters(database, opened.case, opened.child, kin, placement, consent, referral)


def closed(letter: Letters) -> None:
    """Closes the case, as its approval does."""
    with acting(letter.database, HEAD) as uow:
        uow.update("case", letter.case, {"status": "closed", "closed_on": "2026-04-01", "close_reason": "success"})


@pytest.mark.parametrize("lang", ["km", "en"])
def test_no_letter_tells_what_is_kept_apart(letter: Letters, lang: Language) -> None:
    closed(letter)
    made: tuple[tuple[str, str, Variant], ...] = (
        ("consent", letter.case, "family"),
        ("consent", letter.consent, "family"),
        ("agreement", letter.placement, "full"),
        ("agreement", letter.placement, "family"),
        ("referral_letter", letter.referral, "full"),
        ("closure_letter", letter.case, "family"),
    )
    for kind, subject, variant in made:
        said = letter.printed(kind, subject, variant, lang)
        assert [secret for secret in SECRETS if secret in said] == [], kind
        assert letter.pages == 1, f"the signatures of {kind} would stand on a sheet of their own"


def test_a_consent_that_was_noted_stands_on_its_form(letter: Letters) -> None:
    said = letter.printed("consent", letter.consent, "family")
    for part in ("Sharing with a named receiver", "Goodngo", "Witnessname", "31/12/2026", "Copy for the family"):
        assert part in said
    assert "Family tracing" not in said
    assert "Family tracing" in letter.printed("consent", letter.case, "family")


def test_what_somebody_alleged_agreed_to_is_printed_as_asked_anew(letter: Letters) -> None:
    with acting(letter.database, HEAD) as uow:
        uow.update("referral", letter.referral, {"consent": letter.consent})
    assert "Consent to share this with you was given" in letter.printed("referral_letter", letter.referral)
    with acting(letter.database, HEAD) as uow:
        case_parts.add(uow, "perpetrator", letter.case, {"relation": "Grandmother"})
    said = letter.printed("consent", letter.consent, "family")
    assert "Goodngo" in said
    assert [name for name in ("Witnessname", "Kinname") if name in said] == []
    assert "being asked for anew" in letter.printed("referral_letter", letter.referral)


def test_the_agreement_names_the_carer_and_the_familys_copy_no_address(letter: Letters) -> None:
    with acting(letter.database, HEAD) as uow:
        carer = uow.create(
            "carer",
            {
                "office": "01",
                "kind": "foster_long",
                "name_latin": "Fostername",
                "how_to_find": "Hiddenplace",
                "phone": "099111222",
            },
        )
        uow.update("placement", letter.placement, {"approved_carer": carer})
    full, family = (
        letter.printed("agreement", letter.placement, "full"),
        letter.printed("agreement", letter.placement, "family"),
    )
    assert "Fostername" in full
    assert "Hiddenplace" in full
    assert "099111222" in full
    assert "Hiddenplace" not in family
    assert "099111222" not in family


def test_a_letter_has_the_number_of_the_office_and_its_copies(letter: Letters) -> None:
    said = letter.printed("referral_letter", letter.referral, number="12/26 XY")
    for part in ("12/26 XY", "Goodngo", "Schooling", "Childname", "Female", "Copies to"):
        assert part in said
    assert "Only the lines that were chosen" in said
    assert "without consent" in said
    assert "12/26" not in letter.printed("consent", letter.case, "family", number="12/26 XY"), "a form has no number"


def test_a_referral_names_its_letter(letter: Letters) -> None:
    with acting(letter.database, HEAD) as uow:
        made = paper_desk.register(uow, "referral_letter", letter.referral, letter.case, "full", number="1", copies=["a"])
        assert uow.get("referral", letter.referral).text("letter") == made
        (line,) = paper_register.listing(uow, case=letter.case)
    assert (line.kind, line.number, line.copies_to) == ("referral_letter", "1", ("a",))


def test_the_letter_on_closing_is_there_once_it_is_closed_and_never_after_death(letter: Letters) -> None:
    assert letter.offered().count("closure_letter") == 0
    with pytest.raises(InputError, match="paper_not_closed"):
        letter.printed("closure_letter", letter.case, "family")
    closed(letter)
    assert letter.offered().count("closure_letter") == 1
    said = letter.printed("closure_letter", letter.case, "family")
    assert "1280" in said
    assert "Kinname" in said or "1 April 2026" in said
    with acting(letter.database, HEAD) as uow:
        deaths.note_death(uow, letter.child, {"death_known": "not_known", "death_told_by": "aunt"})
    assert "closure_letter" not in letter.offered()
    with pytest.raises(InputError, match="paper_of_dead"):
        letter.printed("closure_letter", letter.case, "family")


def test_a_paper_for_the_household_of_who_is_alleged_is_asked_about(letter: Letters) -> None:
    with acting(letter.database, HEAD) as uow:
        alleged = uow.find("perpetrator", case=letter.case)[0].id
        uow.update("perpetrator", alleged, {"name": "សុខ ចន្ថា", "lives_with_child": True})
    desk = Desk(FormShelf(letter.database.folder), AttachmentStore.of(letter.database))
    with letter.database.read(HEAD) as reader:
        asked = {
            one.key: [question.code for question in paper_desk.asks(reader, one, letter.case, one.variants[-1])]
            for one in paper_desk.choices(reader, desk, letter.case)
        }
    assert asked[f"consent:{letter.case}"] == ["ask.danger_lives_there"]
    assert "ask.danger_alleged" in asked[f"agreement:{letter.placement}"]
    assert asked[f"referral_letter:{letter.referral}"] == []
    with letter.database.read(replace(HEAD, rights=frozenset())) as reader:
        choice = paper_desk.Choice("consent", letter.case, ("family",))
        assert paper_desk.asks(reader, choice, letter.case, "family") == (), "who may not know is not told"


def test_others_make_no_letter(letter: Letters) -> None:
    for actor in (OTHER, WORKER):
        with letter.database.read(actor) as reader, pytest.raises(InputError, match="not_allowed"):
            letters.consent(reader, letter.case, "family", "km")


@pytest.mark.parametrize("lang", ["km", "en"])
def test_the_note_of_a_hand_over_tells_the_danger_in_full_and_nothing_of_it_to_the_authority(
    letter: Letters, lang: Language
) -> None:
    told = {"danger": "zqdanger", "promise_1": "zqbag", "promise_3": "zqschool", "trusts": "zqaunt", "told_on": "2026-02-28"}
    with acting(letter.database, HEAD) as uow:
        plan = {"made_on": "2026-02-20", "at_night": "zqnight", "code_word": "zqword", "safe_people": "zqmonk"}
        case_parts.add(uow, "safety_plan", letter.case, {"danger": "zqplan", **plan})
        made = hand_overs.offer(uow, letter.case, OTHER.user, told)
    secret = ("zqdanger", "zqbag", "zqschool", "zqaunt", "zqplan", "zqnight", "zqmonk")
    full, open_one = (
        letter.printed("hand_over_note", made, "full", lang),
        letter.printed("hand_over_note", made, "authority", lang),
    )
    assert [one for one in secret if one not in full] == []
    assert [one for one in (*secret, *SECRETS, "zqword") if one in open_one] == []
    assert [one for one in (*SECRETS, "zqword") if one in full] == [], "a code word is told by word of mouth"
    assert HEAD.name in open_one
    assert OTHER.name in open_one
    assert letter.pages == 1
    less = replace(HEAD, rights=HEAD.rights - {"safety_plan"})
    with letter.database.read(less) as reader:
        said = words_of(compiled(hand_over_note.note(reader, made, "full", lang), "pdf")[0])
        with pytest.raises(InputError, match="paper_variant"):
            hand_over_note.note(reader, made, "family", lang)
    assert "zqdanger" in said
    assert "zqnight" not in said
    with acting(letter.database, HEAD) as uow:
        hand_overs.withdraw(uow, made)
    assert "hand_over_note" not in letter.offered()


def test_the_note_that_was_printed_stands_in_the_register(letter: Letters) -> None:
    with acting(letter.database, HEAD) as uow:
        made = hand_overs.offer(uow, letter.case, OTHER.user, {"danger": "none known"})
        paper_desk.register(uow, "hand_over_note", made, letter.case, "authority")
        (line,) = paper_register.listing(uow, case=letter.case)
    assert (line.kind, line.variant, line.state) == ("hand_over_note", "authority", "printed")
    assert letter.offered().count("hand_over_note") == 1
