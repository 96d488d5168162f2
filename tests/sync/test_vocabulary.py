"""The vocabulary is laid together from one file a part; no two of them may give the same name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.schema import read_vocabulary, vocabulary
from sync.schema.parts import VocabularyError

WHOLE = """version = 9
[cautious]
[pairs]
[restricted_codes]
"""
ONE = """[types.x]
follows = ["case", "y"]
shared_by = "to"
fields.case = { kind = "ref" }
fields.a = { kind = "text", group = "g" }
why.g = "They belong together, as the test says."
"""


def folder(tmp_path: Path, **files: str) -> Path:
    """A vocabulary with files of types."""
    (tmp_path / "types").mkdir()
    (tmp_path / "vocabulary.toml").write_text(WHOLE, encoding="utf-8")
    for name, text in files.items():
        (tmp_path / "types" / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_part_adds_to_a_type_of_another(tmp_path: Path) -> None:
    more = "[extends.x]\nfields.y = { kind = 'ref' }\nfields.b = { kind = 'date', group = 'g' }\n"
    spec = read_vocabulary(folder(tmp_path, zz=ONE, aa=more)).types["x"]
    assert (spec.members("(g)"), spec.follows, spec.shared_by) == (("a", "b"), ("case", "y"), ("to",))
    assert spec.parent_of({"y": "k"}) == "k"


@pytest.mark.parametrize(
    "more",
    [
        "[types.x]\nfields.z = { kind = 'ref' }\n",
        "[extends.x]\nfields.a = { kind = 'text' }\n",
        "[extends.x]\nwhy.g = 'another reason of another part'\n",
        "[extends.nobody]\nfields.a = { kind = 'text' }\n",
        "[extends.x]\nrestricted = 'reporter'\n",
    ],
)
def test_a_name_is_given_once(tmp_path: Path, more: str) -> None:
    with pytest.raises(VocabularyError):
        read_vocabulary(folder(tmp_path, one=ONE, two=more))


def test_what_a_record_follows_is_a_reference_to_something() -> None:
    """A typing error in `follows` would leave a record without an office, and so without anybody who may have it."""
    types = vocabulary().types
    for name, spec in types.items():
        assert all(spec.fields[each].kind == "ref" for each in spec.follows), name
        for each in (spec.restricted_by, *spec.shared_by):
            assert each is None or each in spec.fields, name
        assert spec.follows or "office" in spec.fields, name
