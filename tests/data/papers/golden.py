"""Golden pages: what each paper of the story looked like when somebody looked at it last, as small grey pictures.

`python -m tests.data.papers.golden` makes them anew, with pages to look at in 100 dpi under .state/golden: look at each of
them, also the Khmer, before they are committed. Only Noto Sans Khmer sets them, which every machine has; the faces of
official papers are there only where set-up could get them.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PIL import Image, ImageChops

from app.print import typesetting
from app.print.papers import Language, Paper, Variant
from app.services.forms import form_papers
from app.services.forms.form_library import form_for_new
from app.services.papers import paper_desk
from app.services.papers.case_papers import VARIANTS
from app.services.protection import emergency
from tests.data.papers.story import Story, make
from tests.support.sources import ROOT

FOLDER = Path(__file__).parent / "golden"
LOOK = ROOT / ".state" / "golden"
PPI, LOOK_PPI = 50, 100
LEVELS = 40
"""Grey levels by which a pixel must differ to count: less is how an edge was smoothed."""
SHARE = 0.2
"""Percent of a page's pixels that may differ."""
TILE, TILE_SHARE = 24, 1.0
"""Pixels of the side of a part of a page, and the percent of it that may differ: one lost sign is nothing on a whole page."""
NOTO = ("NotoSansKhmer-Regular.ttf", "NotoSansKhmer-Bold.ttf")
CASE_FILE_PAGES = 2
BLANK = "child_wellbeing"
"""The form that is printed blank."""
DESK: tuple[tuple[str, Variant], ...] = (
    ("consent", "family"),
    ("agreement", "full"),
    ("referral_letter", "full"),
    ("closure_letter", "family"),
)
IN_ENGLISH = ("referral_letter", "form_1")
"""The papers that are kept in English too."""


def papers(story: Story) -> dict[str, Paper]:
    """Every paper by the name of its pictures."""
    made = {f"{name}_km": paper for name, paper in _of(story, "km").items()}
    english = _of(story, "en")
    return made | {f"{name}_en": english[name] for name in IN_ENGLISH}


def _of(story: Story, lang: Language) -> dict[str, Paper]:
    """The papers in a language."""
    desk, made = story.desk, dict[str, Paper]()
    with story.session.read() as reader:
        for number, response in sorted(story.responses.items()):
            made[f"form_{number}"] = paper_desk.fill(reader, desk, "official_form", response, "full", lang)
        for variant in VARIANTS:
            made[f"case_file_{variant}"] = paper_desk.fill(reader, desk, "case_file", story.case, variant, lang)
        for kind, copy in DESK:
            made[kind] = paper_desk.fill(reader, desk, kind, story.subjects[kind], copy, lang)
        made["card"] = emergency.card(reader, lang)
        made["blank_form"] = form_papers.blank_form(reader, form_for_new(reader, desk.shelf, BLANK), lang)
    return made


@contextmanager
def one_face() -> Iterator[None]:
    """Every paper set in Noto Sans Khmer alone."""
    with tempfile.TemporaryDirectory() as home:
        for name in NOTO:
            shutil.copy(typesetting.RESOURCES / "fonts" / name, home)
        found = typesetting.fonts(Path(home))
        with patch.object(typesetting, "fonts", lambda _: found):
            yield


def pages(name: str, paper: Paper, ppi: int = PPI) -> dict[str, Image.Image]:
    """The pages of a paper that are kept, by the names of their pictures."""
    drawn = typesetting.pictures(paper, ppi)
    kept = drawn[:CASE_FILE_PAGES] if name.startswith("case_file") else drawn
    return {f"{name}_{number}": Image.open(io.BytesIO(page)).convert("L") for number, page in enumerate(kept, 1)}


def differing(golden: Image.Image, fresh: Image.Image) -> tuple[float, float]:
    """Percent of pixels that differ: of the page, and of the part of it where most do. Pages of two sizes differ wholly."""
    if golden.size != fresh.size:
        return 100.0, 100.0
    changed = ImageChops.difference(golden, fresh).point([0] * (LEVELS + 1) + [255] * (255 - LEVELS))
    width, height = changed.size
    parts = ((x, y, x + TILE, y + TILE) for x in range(0, width, TILE) for y in range(0, height, TILE))
    return _share(changed), max(_share(changed.crop(part)) for part in parts)


def _share(picture: Image.Image) -> float:
    return 100 * picture.histogram()[255] / (picture.width * picture.height)


def faults(name: str, paper: Paper, out: Path) -> list[str]:
    """What differs from the golden pages of a paper, a line for each page, with the place of the new picture."""
    fresh, told = pages(name, paper), list[str]()
    there = {file.stem for file in FOLDER.glob(f"{name}_*.png")}
    for page in sorted(there | fresh.keys()):
        if page not in fresh:
            told.append(f"{page}: the page is gone")
            continue
        new = out / f"{page}.png"
        if page not in there:
            fresh[page].save(new)
            told.append(f"{page}: a page more than before, see {new}")
            continue
        with Image.open(FOLDER / f"{page}.png") as golden:
            share, worst = differing(golden.convert("L"), fresh[page])
        if share > SHARE or worst > TILE_SHARE:
            fresh[page].save(new)
            told.append(f"{page}: {share:.2f} % of the page differs, {worst:.0f} % where most does, see {new}")
    return told


def small(picture: Image.Image) -> Image.Image:
    """A picture in sixteen greys: half the bytes, and no pixel moves by more than eight levels."""
    step = 255 // 15
    made = Image.frombytes("P", picture.size, picture.point([round(level / step) for level in range(256)]).tobytes())
    made.putpalette([step * grey for grey in range(16) for _ in range(3)])
    return made


def save(target: Path, look: Path, story: Story) -> int:
    """Makes all golden pages anew; gives their bytes."""
    for folder in (target, look):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    with one_face():
        for name, paper in papers(story).items():
            for page, picture in pages(name, paper).items():
                small(picture).save(target / f"{page}.png", optimize=True, bits=4)
            for page, picture in pages(name, paper, LOOK_PPI).items():
                picture.save(look / f"{page}.png")
    return sum(file.stat().st_size for file in target.iterdir())


def main() -> int:
    """Makes them and says how many bytes they are."""
    with tempfile.TemporaryDirectory() as home:
        story = make(Path(home) / "office")
        try:
            size = save(FOLDER, LOOK, story)
        finally:
            story.session.close()
    sys.stdout.write(f"{len(list(FOLDER.iterdir()))} pages, {size // 1024} KB; look at {LOOK.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
