"""What a facility does about a finding: a plan, what it hands in, the look at a re-visit; told until somebody looked."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from app.data.contents.attachments import AttachmentStore
from app.domain.errors import InputError
from app.domain.tasks import Scope
from app.forms.model import CompiledForm
from app.services.visits import finding_list, findings, inspection_results, inspections, remedies
from tests.support.facility_office import Office
from tests.support.inspection_answers import answer_all


def visited(
    office: Office, form: CompiledForm, home: str, others: dict[str, str], day: str = "2026-03-02"
) -> tuple[str, list[str]]:
    """A closed visit and its findings in the order of the items."""
    with office.write() as uow:
        visit = inspections.start(uow, form, home, {"visit_on": day})
    answer_all(office, form, visit, others)
    with office.write() as uow:
        inspection_results.close(uow, form, visit)
        return visit, [one.id for one in findings.of_inspection(uow, visit)]


def stages(office: Office, which: str = "all", **where: str) -> list[str]:
    with office.read() as reader:
        return [one.stage for one in finding_list.listing(reader, which, **where)]


def dues(office: Office) -> dict[str, tuple[str, str]]:
    with office.read() as reader:
        return {one.kind: (one.extra, one.state) for one in finding_list.due(reader, Scope("01"))}


@pytest.fixture
def points(office: Office, form: CompiledForm, home: str) -> Sequence[str]:
    """Two findings of a visit in March."""
    return visited(office, form, home, {"i8": "does_not", "i9": "partly"})[1]


def test_a_finding_goes_from_plan_to_a_look(office: Office, form: CompiledForm, home: str, points: Sequence[str]) -> None:
    plan = {"plan": "ជួសជុលដំបូល", "responsible": "នាយក", "plan_until": "2026-07-01", "agreed_on": "2026-03-10"}
    with office.write() as uow:
        remedies.agree(uow, points, plan)
        with pytest.raises(InputError, match="remedy_missing"):
            remedies.agree(uow, points, {"plan": None, "responsible": None})
        with pytest.raises(InputError, match="plan_before_visit"):
            remedies.agree(uow, points, {"plan_until": "2026-01-01"})
        with pytest.raises(InputError, match="field_not_given"):
            remedies.agree(uow, points, {"state": "corrected"})
    assert set(stages(office)) <= {"planned", "overdue"}
    with office.write() as uow:
        with pytest.raises(InputError, match="evidence_missing"):
            remedies.receive(uow, points[:1], {"received_from": "នាយក"})
        with pytest.raises(InputError, match="finding_before_visit"):
            remedies.receive(uow, points[:1], {"note": "x", "received_on": "2026-01-01"})
        store = AttachmentStore.of(office.database)
        made = remedies.receive(
            uow, points, {"received_from": "នាយក", "note": "វិក្កយបត្រ"}, store=store, file=("bill.pdf", b"%PDF-1.4 x")
        )
        files = {uow.get("finding_evidence", one).text("file") for one in made}
        assert len(files) == 1, "one file for findings of one act"
        assert uow.get("attachment", files.pop()).text("facility") == home
    assert dues(office) == {"finding_received": ("2", "soon")}
    assert stages(office, item="8") == ["received"]
    with office.write() as uow:
        findings.correct(uow, points[0], "2026-06-01", "រូបថត")
        remedies.check(uow, points[1], "not_confirmed", "2026-06-15", "នៅដដែល")
    with office.read() as reader:
        assert str(finding_list.revisits(reader)[home]) in ("2026-07-01", "2026-08-30")
        assert reader.get("finding", points[1]).code("state") == "open"
    assert dues(office)["finding_revisit"][0] == "1"
    again, _ = visited(office, form, home, {}, day="2026-06-14")
    with office.write() as uow:
        with pytest.raises(InputError, match="check_same_visit"):
            remedies.check(uow, points[0], "confirmed", "2026-06-14", visit=uow.get("finding", points[0]).text("inspection"))
        with pytest.raises(InputError, match="check_visit_unknown"):
            remedies.check(uow, points[0], "confirmed", "2026-06-14", visit="none")
        remedies.check(uow, points[0], "confirmed", "2026-06-14", "បានឃើញ", again)
    assert stages(office, "confirmed") == ["confirmed"]
    with office.write() as uow:
        uow.update("finding", points[0], {"check_result": None})
    assert (stages(office, item="8"), stages(office, "to_check")) == (["corrected"], []), "a visit came since"
    with office.read() as reader:
        assert finding_list.revisits(reader) == {}
    assert "finding_revisit" not in dues(office)


def test_a_look_can_close_an_open_finding_and_open_a_corrected_one(office: Office, points: Sequence[str]) -> None:
    with office.write() as uow:
        with pytest.raises(InputError, match="finding_evidence_missing"):
            remedies.check(uow, points[0], "confirmed", "2026-06-01")
        remedies.check(uow, points[0], "confirmed", "2026-06-01", "បានឃើញ")
        record = uow.get("finding", points[0])
        assert (record.code("state"), record.text("evidence")) == ("corrected", "បានឃើញ")
        remedies.check(uow, points[0], "not_confirmed", "2026-06-10")
        record = uow.get("finding", points[0])
        assert (record.code("state"), record.text("evidence"), record.code("check_result")) == ("open", "", "not_confirmed")
        findings.correct(uow, points[0], "2026-06-12", "ថ្មី")
        assert uow.get("finding", points[0]).code("check_result") is None, "corrected anew, to be looked at anew"
        uow.update("finding", points[1], {"state": "withdrawn"})
        with pytest.raises(InputError, match="finding_withdrawn"):
            remedies.check(uow, points[1], "confirmed", "2026-06-01", "x")


def test_the_list_is_filtered_and_leaves_out_void_visits(
    office: Office, form: CompiledForm, home: str, points: Sequence[str]
) -> None:
    assert len(stages(office, "open")) == len(points)
    assert stages(office, "open", item="9")
    assert stages(office, "open", facility="nowhere") == []
    with office.read() as reader:
        with pytest.raises(InputError, match="finding_list_unknown"):
            finding_list.listing(reader, "late")
        found = finding_list.listing(reader, "open")
        labels = finding_list.labels_of(reader, office.shelf, found, "en")
        assert all(labels[form.id, one.finding.text("item")] for one in found)
        json.dumps([dict(one.finding.values) for one in found])
    with office.read(office.caseworker) as reader:
        with pytest.raises(InputError, match="not_allowed"):
            finding_list.listing(reader)
        assert list(finding_list.due(reader, Scope("01"))) == []
    with office.write() as uow:
        findings.correct(uow, points[0], "2026-06-12", "ថ្មី")
        inspections.void(uow, uow.get("finding", points[0]).text("inspection"), "typo")
    assert stages(office) == []
    assert dues(office) == {}
