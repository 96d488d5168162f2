"""What is asked before a paper of a case is made: which one, which copy, in which language; of a case file also its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.print.papers import Variant
from app.services.papers.case_paper_parts import Pick, offered
from app.services.papers.case_papers import plain_title
from app.services.papers.paper_desk import KINDS, Choice
from app.services.responses.responses import ResponseRow
from app.text.dates import short_date
from app.text.words import words
from app.ui.widgets.choices import ChoiceField
from app.ui.widgets.fields import BoolField, TextField
from app.ui.widgets.form import Form
from app.ui.widgets.tick_set import TickSet

if TYPE_CHECKING:
    from app.ui.context import Context

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Wanted:
    """What somebody wants printed."""

    choice: Choice
    variant: Variant
    lang: str
    number: str = ""
    copies: tuple[str, ...] = ()
    pick: Pick | None = None


@dataclass(frozen=True)
class Offered:
    """What a case has to print: papers, what each copy leaves out, the last number given, and the filled forms."""

    papers: tuple[Choice, ...]
    told: Mapping[str, str]
    last: str
    forms: tuple[ResponseRow, ...]


def variant_words(variant: str) -> str:
    """The name of a copy."""
    return {
        "full": translate("Papers", "Full"),
        "authority": translate("Papers", "For the signature of the authority"),
        "family": translate("Papers", "For the family"),
        "facility": translate("Papers", "For the facility"),
        "open": translate("Papers", "For others"),
    }[variant]


class PaperForm(Form):
    """Paper, copy, language; of a letter also its number and who gets a copy. What the copy leaves out stands below it.

    Of a case file parts and filled forms can be chosen: all are ticked, and what is ticked off is left out.
    """

    def __init__(self, context: Context, given: Offered) -> None:
        super().__init__(columns=1)
        self.ui_lang = context.lang
        self.given = given
        self._off = set[str]()
        self.found = {one.key: one for one in given.papers}
        self.paper, self.variant, self.lang_field = ChoiceField(), ChoiceField(), ChoiceField()
        self.paper.set_choices([(one.key, one.title(context.lang)) for one in given.papers])
        self.lang_field.set_choices([("km", "ភាសាខ្មែរ"), ("en", "English")])
        self.some, self.parts, self.forms = BoolField(), TickSet(), TickSet(columns=1)
        self.add("paper", self.paper, required=True)
        self.add("variant", self.variant, required=True)
        self.add("lang", self.lang_field, required=True)
        self.add("number", TextField(limit=60))
        self.add("copies", TextField(limit=240))
        self.add("some", self.some)
        self.add("parts", self.parts)
        self.add("forms", self.forms)
        self.forms.set_choices([(row.id, self._title(row)) for row in given.forms])
        self.forms.set_value([row.id for row in given.forms])
        self._words()
        self.paper.changed.connect(self._paper_changed)
        self.variant.changed.connect(self._variant_changed)
        for field in (self.some, self.parts, self.forms):
            field.changed.connect(self._some_changed)

    def _words(self) -> None:
        """Every word of the form, in the language now."""
        self.label("paper", translate("Papers", "Paper"))
        self.label("variant", translate("Papers", "Copy"))
        self.label("lang", translate("Papers", "Language of the paper"))
        self.label("number", translate("Papers", "Number of the office"))
        self.label("copies", translate("Papers", "Copies to"))
        self.hint("copies", translate("Papers", "Several are parted by commas."))
        self.label("some", translate("Papers", "Leave parts out"))
        self.label("parts", translate("Papers", "Parts on the paper"))
        self.label("forms", translate("Papers", "Filled forms on the paper, with their answers"))
        if self.given.last:
            self.hint("number", translate("Papers", "The last one given: {number}").format(number=self.given.last))

    def _title(self, row: ResponseRow) -> str:
        """A filled form by its title and day."""
        return f"{plain_title(row.title, self.ui_lang)} · {short_date(row.filled_on, self.ui_lang) or '–'}"

    def _paper_changed(self) -> None:
        """The copies of the chosen paper; the first is proposed."""
        choice = self.found.get(str(self.paper.value()))
        if choice is None:
            return
        before = self.variant.value()
        self.variant.set_value(None)
        self.variant.set_choices([(each, variant_words(each)) for each in choice.variants])
        self.variant.set_value(before if before in choice.variants else choice.variants[0])
        self.show_field("variant", len(choice.variants) > 1)
        for name in ("number", "copies"):
            self.show_field(name, KINDS[choice.kind].numbered)
        self._variant_changed()

    def _variant_changed(self) -> None:
        """What this copy leaves out, and the parts that it has: what was ticked off in one copy is off in the next."""
        variant = str(self.variant.value())
        self.hint("variant", self.given.told.get(variant, ""))
        if self._parted() and variant in self.given.told:
            self._off -= self.parts.ticks.keys()
            self._off |= {key for key, tick in self.parts.ticks.items() if not tick.isChecked()}
            parts = offered(variant)
            self.parts.set_choices([(part, words(f"paper.part.{part}", self.ui_lang)) for part in parts])
            self.parts.set_value([part for part in parts if part not in self._off])
        self._some_changed()

    def _parted(self) -> bool:
        """Whether the paper has parts to choose from."""
        choice = self.found.get(str(self.paper.value()))
        return choice is not None and choice.kind == "case_file"

    def _with_forms(self) -> bool:
        """Whether filled forms go with the copy."""
        return self.variant.value() == "full" and bool(self.given.forms)

    def _some_changed(self) -> None:
        """The parts stand there once some are to be left out; one part or form at least stays."""
        some = self._parted() and self.some.value() is True
        self.show_field("some", self._parted())
        self.show_field("parts", some)
        self.show_field("forms", some and self._with_forms())
        self.parts.set_required(not (self._with_forms() and self.forms.value()))

    def wanted(self) -> Wanted:
        """What was chosen."""
        values = self.values()
        choice = self.found[str(values["paper"])]
        variant = next(each for each in choice.variants if each == values["variant"])
        copies = tuple(part.strip() for part in str(values["copies"] or "").split(",") if part.strip())
        return Wanted(choice, variant, str(values["lang"]), str(values["number"] or ""), copies, self._pick())

    def _pick(self) -> Pick | None:
        """The parts and forms that are ticked; None for the whole copy."""
        if not self._parted() or self.some.value() is not True:
            return None
        return Pick(tuple(self.parts.value()), tuple(self.forms.value()) if self._with_forms() else None)
