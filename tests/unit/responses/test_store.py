"""Where answers stand: whatever is written in whatever order, each is read back by who may see it, and by nobody else."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.data.database import Database
from app.services.responses import response_store
from app.services.responses.response_store import answers_of, bare, group_at, hidden_paths, is_hidden
from tests.data.cases.support import HEAD, WORKER, with_rights

GROUPS = {"/data/who": "reporter", "/data/rows/said": "interview", "/data/who/harmed": "perpetrator"}
KEYS = st.sampled_from([
    "/data/a", "/data/who", "/data/who/name", "/data/who/harmed", "/data/who/harmed/how", "/data/whose",
    "/data/rows[1]/said", "/data/rows[2]/said", "/data/rows[1]/open",
])  # fmt: skip
SAVES = st.lists(
    st.dictionaries(KEYS, st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), max_size=4)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=SAVES, own=st.none() | st.sampled_from(["reporter", "interview"]))
def test_answers_are_parted_and_come_together_again(
    database: Database, saves: list[dict[str, str | None]], own: str | None
) -> None:
    with database.write(HEAD, "test") as uow:
        response = response_store.create(uow, {"subject": "office", "office": "01", "restricted": own}, GROUPS, {"answers": {}})
    expected: dict[str, str] = {}
    for entries in saves:
        with database.write(HEAD, "test") as uow:
            response_store.put(uow, uow.get("form_response", response), entries)
        expected = {key: text for key, text in (expected | entries).items() if text is not None}
    for rights in ((), ("interview",), ("reporter", "perpetrator")):
        actor = with_rights(WORKER, *rights)
        may = {key: text for key, text in expected.items() if group_at(GROUPS, key) in (None, own, *rights)}
        with database.read(actor) as reader:
            record = reader.get("form_response", response)
            assert answers_of(reader, record) == may
            hidden = hidden_paths(actor, record)
        assert {key for key in expected if is_hidden(hidden, key)} == expected.keys() - may.keys()
    with database.read(HEAD) as reader:
        assert answers_of(reader, reader.get("form_response", response)) == expected
        for record in reader.find("form_response", whole=response):
            assert {group_at(GROUPS, key) for key in record.entries("answers")} <= {record.text("restricted")}


def test_a_key_belongs_to_the_nearest_group_above_it() -> None:
    assert group_at(GROUPS, "/data/who/harmed/how") == "perpetrator"
    assert group_at(GROUPS, "/data/who/name") == "reporter"
    assert group_at(GROUPS, "/data/rows[019a]/said") == "interview"
    assert group_at(GROUPS, "/data/whose") is None
    assert bare("/data/rows[a]/more[b]/x") == "/data/rows/more/x"
