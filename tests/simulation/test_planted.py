"""The planted defects: each still fits the sources, and the quickest ones are caught; `dev.py simulate --defects` runs all."""

from __future__ import annotations

import pytest

from tests.simulation.defects import DEFECTS, ROOT, Defect


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.invariant:02}")
def test_a_planted_defect_fits_the_sources(defect: Defect) -> None:
    text = (ROOT / defect.path).read_text("utf-8")
    assert text.count(defect.old) == 1, defect.what
    assert defect.old != defect.new
