"""Code lists as they ship, and how broken or unknown ones are met."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.domain import codelists
from app.domain.codelists import GROUPS, CodeListError, age_band_of, codelist, concern_label, label, read_list
from app.domain.records import ROLE_GROUPS
from app.text.normal import ZWSP
from sync import schema

HEADER = "code,km,en,group,source_tag,valid_from,valid_to,primero_label\n"
TAGS = re.compile(r"primero|press|oscar|sourced|inferred|policy|form_[1-6](:\d+)?")
NEEDED = (
    *(
        "sex",
        "case_type",
        "risk_level",
        "child_category",
        "concern",
        "concern_kind",
        "referral_source",
        "disability",
        "relation",
    ),
    *(
        "consent_purpose",
        "consent_answer",
        "care_option",
        "facility_type",
        "facility_owner",
        "facility_state",
        "admission_reason",
    ),
    *("admission_source", "exit_reason", "exit_destination", "close_reason", "reopen_reason", "void_reason", "note_kind"),
    *("visit_not_seen_reason", "light", "light_item", "inspection_kind", "grade", "answer", "finding_state", "age_band"),
    *("birth_source", "received_precision", "phone_network", "contact_safe", "nationality", "language", "service_type", "role"),
    *("restricted_group", "right", "allegation_kind", "reported_to"),
)


@pytest.mark.parametrize("name", codelists.list_names())
def test_every_list_is_whole(name: str) -> None:
    rows = list(codelist(name))
    assert rows
    for row in rows:
        assert TAGS.fullmatch(row.source_tag), row
        assert re.search("[\u1780-\u17b3]", row.km), row
        assert not re.search(f"[\u1780-\u17ff{ZWSP}]", row.en), row
        assert row.km == row.km.strip()
        assert row.en == row.en.strip()
    assert len({row.km for row in rows}) == len({row.en for row in rows}) == len(rows)


def test_the_lists_that_screens_need_are_there() -> None:
    assert set(NEEDED) <= set(codelists.list_names())


def test_restricted_codes_are_those_of_the_shared_vocabulary() -> None:
    """A code that the server restricts is restricted on the screen, and the other way round, in each list that decides it."""
    words = schema.vocabulary()
    deciding = {
        spec.fields[spec.restricted_by].codelist or spec.restricted_by
        for spec in words.types.values()
        if spec.restricted_by is not None
    }
    assert {"concern", "child_category", "service_type", "incident_kind", "child_fact", "allegation_kind"} < deciding
    ours: dict[str, str] = {}
    for name in sorted(deciding - {"restricted_group"}):
        for row in codelist(name):
            assert words.restricted_codes.get(row.code, "") == row.group, (name, row.code)
            ours |= {row.code: row.group} if row.group else {}
    assert ours | {group: group for group in GROUPS} == words.restricted_codes
    assert schema.ROLE_GROUPS == ROLE_GROUPS
    assert {row.code for row in codelist("restricted_group")} == GROUPS


def test_no_open_field_gives_away_what_is_restricted() -> None:
    """An admission reason stands on an open record, so none of them says HIV or sexual violence."""
    for name in ("admission_reason", "exit_reason", "close_reason", "reopen_reason", "case_type", "note_kind"):
        assert [row.code for row in codelist(name) if row.group] == []


def test_the_safer_answer_is_known() -> None:
    assert set(codelist("risk_level").codes()) == {"high", "medium", "low", "no_action"}
    assert set(codelist("consent_answer").codes()) == {"given", "refused", "withdrawn"}
    assert codelist("sex").codes() == ("male", "female", "other", "not_known")


def test_labels_in_both_languages_and_unknown_codes_raw() -> None:
    assert label("risk_level", "high", "km") == "ខ្ពស់"
    assert label("risk_level", "high", "en") == "High"
    assert label("risk_level", "from_the_future", "km") == "from_the_future"
    assert label("risk_level", None, "km") == ""
    assert codelists.labels("disability", frozenset({"vision", "hand", "zz"}), "en") == "Hand, Vision, zz"
    assert "high" in codelist("risk_level")
    assert codelist("sex").choices("en")[0] == ("male", "Male")


@pytest.mark.parametrize(
    ("code", "kind", "lang", "text"),
    [
        ("neglect", "at_risk", "en", "At risk of neglect"),
        ("neglect", "at_risk", "km", "ប្រឈមនឹងការមិនអើពើ"),
        ("neglect", "experienced", "km", "ទទួលរងការមិនអើពើ"),
        ("orphaned", "experienced", "en", "Orphaned"),
        ("orphaned", "at_risk", "en", "At risk of orphaned"),
        ("hiv", "at_risk", "en", "At risk of HIV/AIDS"),
        ("neglect", None, "en", "Neglect"),
        ("unheard", "at_risk", "en", "At risk of unheard"),
    ],
)
def test_concerns_are_named_with_their_kind(code: str, kind: str | None, lang: str, text: str) -> None:
    assert concern_label(code, kind, lang) == text


def test_restricted_groups() -> None:
    assert codelists.restricted_group_of("concern", "trafficking") == "sexual_violence"
    assert codelists.restricted_group_of("child_category", "hiv") == "hiv_rh"
    assert codelists.restricted_group_of("concern", "neglect") is None
    assert codelists.restricted_group_of("concern", None) is None


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (0, "0-2"),
        (2, "0-2"),
        (3, "3-4"),
        (9, "5-9"),
        (10, "10-12"),
        (14, "13-14"),
        (17, "15-17"),
        (18, "18+"),
        (60, "18+"),
        (None, "not_known"),
    ],
)
def test_age_bands(years: int | None, band: str) -> None:
    assert age_band_of(years) == band


def test_care_options_stand_in_the_order_of_the_policy() -> None:
    tags = [row.source_tag.partition("form_4:")[2] for row in codelist("care_option").rows.values()]
    assert list(dict.fromkeys(filter(None, tags))) == ["1", "2", "3", "4", "5", "6"], "birth family first, a care centre last"


def test_a_code_has_its_days(tmp_path: Path) -> None:
    file = tmp_path / "sample.csv"
    file.write_text(HEADER + "old,ចាស់,Old,,inferred,,2020-12-31,\nnew,ថ្មី,New,,inferred,2021-01-01,,\n", encoding="utf-8")
    sample = read_list(file)
    assert sample.codes() == ("old", "new")
    assert sample.codes(date(2020, 12, 31)) == ("old",)
    assert sample.codes(date(2021, 1, 1)) == ("new",)
    assert sample.label("old", "en") == "Old"
    assert sample.place("unheard") == len(sample) == 2


@pytest.mark.parametrize(
    "text",
    [
        "code,km\na,ក\n",
        HEADER + "a,ក,A,,inferred,,,\na,ខ,B,,inferred,,,\n",
        HEADER + "a,,A,,inferred,,,\n",
        HEADER + "ក,ក,A,,inferred,,,\n",
        HEADER + "a,ក,A,no_such_group,inferred,,,\n",
    ],
)
def test_a_broken_list_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "broken.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CodeListError, match=r"broken\.csv"):
        read_list(file)


@pytest.mark.parametrize("name", ["no_such_list", "gazetteer", "../rules/scoring"])
def test_an_unknown_list_is_a_bug(name: str) -> None:
    with pytest.raises(CodeListError, match="no code list"):
        codelist(name)
