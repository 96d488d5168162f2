"""How the window looks: one palette for light and dark, sizes from the font, a grid of eight pixels at normal size."""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import FONTS, ICONS, THEME

FAMILIES = ("Noto Sans Khmer", "Noto Sans", "Segoe UI", "Khmer UI", "Leelawadee UI", "DejaVu Sans")
BASE_POINTS = 10.5
CELL_MARGIN = 3
"""Pixels that Qt leaves before and behind the text of a cell besides its padding, but not in the head of a column."""
_NAME = re.compile(r"\{([a-z_]+)\}")


@cache
def palettes() -> dict[str, dict[str, str]]:
    """Name of the theme → name of the colour → colour."""
    with (THEME / "palette.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def load_fonts() -> int:
    """Loads our fonts for the screen; how many there were."""
    return sum(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in sorted(FONTS.glob("NotoSans*.ttf")))


@dataclass(frozen=True)
class Sizes:
    """Measures in pixels, from the height of a line of text."""

    line: int

    @property
    def gap(self) -> int:
        """The unit of the grid."""
        return max(6, round(self.line * 8 / 22))

    @property
    def wide(self) -> int:
        """Two units."""
        return self.gap * 2

    @property
    def deep(self) -> int:
        """Room below a line: a Khmer vowel under a subscript, as in ពិន្ទុ, hangs lower than the font says, and would be cut."""
        return math.ceil(self.line * 0.2)

    @property
    def icon(self) -> int:
        """Side of an icon."""
        return max(16, round(self.line * 0.95))


class Theme(QObject):
    """The look now; `apply` changes it while the window is open."""

    changed = Signal()

    def __init__(self, name: str = "light", size: int = 100, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.size = size
        load_fonts()
        self.apply(name, size)

    @property
    def colours(self) -> dict[str, str]:
        """Name → colour of the theme now."""
        return palettes()[self.name]

    def colour(self, name: str) -> QColor:
        """A colour of the theme now."""
        return QColor(self.colours[name])

    def font(self, factor: float = 1.0, *, bold: bool = False) -> QFont:
        """The font of the window, larger or smaller."""
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPointSizeF(BASE_POINTS * self.size / 100 * factor)
        font.setBold(bold)
        return font

    @property
    def sizes(self) -> Sizes:
        """Measures of the font now."""
        return Sizes(QFontMetrics(self.font()).height())

    @property
    def gap(self) -> int:
        """The unit of the grid, in pixels."""
        return self.sizes.gap

    @property
    def wide(self) -> int:
        """Two units of the grid."""
        return self.sizes.wide

    def em(self, count: float) -> int:
        """The width of so many letters, in pixels."""
        return round(QFontMetrics(self.font()).averageCharWidth() * count)

    def apply(self, name: str, size: int) -> None:
        """Sets font, palette and style sheet of the application; one that it has already is not set again.

        Each of them is handed to every widget there is, which takes seconds where there are many.
        """
        self.name, self.size = name if name in palettes() else "light", size
        application = QApplication.instance()
        assert isinstance(application, QApplication), "a theme needs an application"
        if not application.styleSheet():  # with a sheet it has a style of its own around ours
            application.setStyle("Fusion")
        font, sheet = self.font(), self.style_sheet()
        if application.font() != font:
            application.setFont(font)
        application.setPalette(self._palette())
        if application.styleSheet() != sheet:
            application.setStyleSheet(sheet)
        self.changed.emit()

    def _palette(self) -> QPalette:
        """The palette that Qt draws with where no style sheet reaches."""
        role = QPalette.ColorRole
        pairs = {
            role.Window: "window", role.WindowText: "text", role.Base: "surface",
            role.AlternateBase: "sunken", role.Text: "text",
            role.Button: "surface", role.ButtonText: "text", role.Highlight: "accent", role.HighlightedText: "accent_text",
            role.ToolTipBase: "surface", role.ToolTipText: "text", role.PlaceholderText: "dim", role.Link: "accent",
            role.LinkVisited: "accent",
            role.Mid: "line", role.Dark: "strong_line", role.Light: "surface", role.BrightText: "danger",
        }  # fmt: skip
        palette = QPalette()
        for part, name in pairs.items():
            palette.setColor(part, self.colour(name))
        for part in (role.Text, role.ButtonText, role.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self.colour("strong_line"))
        return palette

    def style_sheet(self) -> str:
        """The style sheet with colours and sizes filled in."""
        sizes = self.sizes
        points = BASE_POINTS * self.size / 100
        shade = "light" if self.name == "light" else "dark"
        values: dict[str, object] = {
            **self.colours,
            "gap": sizes.gap,
            "wide": sizes.wide,
            "half": sizes.gap // 2,
            "head_pad": sizes.gap + CELL_MARGIN,
            "deep": sizes.deep,
            "deep_half": sizes.deep // 2,
            "deep_title": sizes.deep * 2,
            "field": sizes.line + 2 * (sizes.deep + sizes.line // 20 * 2),
            "field_pad": max(1, sizes.gap // 2 - sizes.deep),
            "field_pad_in": max(0, sizes.gap // 2 - sizes.deep - 1),
            "icon": sizes.icon,
            "gap_in": sizes.gap - 1,
            "wide_in": sizes.wide - 1,
            "half_in": sizes.gap // 2 - 1,
            "radius": sizes.gap,
            "radius_small": max(4, sizes.gap // 2),
            "chip": sizes.line // 2 - 1,
            "tick": round(sizes.line * 0.75),
            "tick_round": round(sizes.line * 0.75) // 2 + 1,
            "arrow_size": round(sizes.line * 0.6),
            "bar": max(12, sizes.gap + 6),
            "bar_round": max(12, sizes.gap + 6) // 2 - 2,
            "small": f"{points * 0.9:.1f}",
            "section": f"{points * 1.15:.1f}",
            "title": f"{points * 1.5:.1f}",
            "number": f"{points * 1.7:.1f}",
            "arrow": (ICONS / f"style_arrow_{shade}.svg").as_posix(),
            "left": (ICONS / f"style_left_{shade}.svg").as_posix(),
            "right": (ICONS / f"style_right_{shade}.svg").as_posix(),
            "tick_image": (ICONS / f"style_tick_{shade}.svg").as_posix(),
            "dot_image": (ICONS / f"style_dot_{shade}.svg").as_posix(),
        }
        text = (THEME / "komar.qss").read_text(encoding="utf-8")
        return _NAME.sub(lambda found: str(values[found[1]]), text)


def contrast(first: str, second: str) -> float:
    """The contrast of two colours by WCAG 2, 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(first), light(second)))
    return (high + 0.05) / (low + 0.05)
