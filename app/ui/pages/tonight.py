"""Which approved household near a village can take so many children tonight: an answer with its reasons, nearest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.data.places import label_of
from app.domain.codelists import label as code_label
from app.domain.permissions import can
from app.services.care import care_words, carer_offers, proposals
from app.services.care.carer_offers import KINDS, MOST, CareOffer, CareWish
from app.services.care.carers import name_of
from app.services.cases import cases
from app.ui.dialogs.act_form import ask_and_write
from app.ui.models.table import Column, SimpleTable
from app.ui.pages.case_parts.fields.care_fields import OpenCaseField
from app.ui.pages.page import Page
from app.ui.widgets.basics import button, heading, label, row
from app.ui.widgets.choices import CodeSetField
from app.ui.widgets.fields import BoolField, NumberField, TextField, grouped_phone
from app.ui.widgets.form import Form
from app.ui.widgets.layout import keep_height, scrolled_page
from app.ui.widgets.village import VillageField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.data.reader import Reader
    from app.data.unit_of_work import UnitOfWork
    from app.domain.errors import AppError
    from app.domain.records import Changes
    from app.ui.context import Context

WAIT_MS = 120
MOST_AT_ONCE = 6
"""So many children are proposed at a time (inferred)."""


class TonightPage(Page):
    """Where, how many, of which case; then the households."""

    watches = frozenset({"carer", "carer_member", "placement"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.offers: list[CareOffer] = []
        self.asked = CareWish("")
        self.heading = heading(self)
        self.back_button = button(self, "back", self.back, flat=True)
        self.form = Form(columns=3)
        self.form.add("village", VillageField(context, levels=("village", "commune", "district")), required=True)
        self.number = NumberField(low=1, high=MOST)
        self.form.add("number", self.number, required=True)
        self.form.add("cases", TextField(limit=200))
        self.form.add("kinds", CodeSetField(context, "carer_kind"), wide=True)
        self.form.add("tonight", BoolField())
        self.answer = label(self, "section", wrap=True)
        self.about = label(self, "dim", wrap=True)
        self.table = SimpleTable(context, "tonight", self._columns())
        self.why = label(self, "", wrap=True)
        self.propose_button = button(self, "next", self.propose)
        self.propose_button.setVisible(can(context.session.actor, "case.edit"))
        gap = context.theme.gap
        box = scrolled_page(self, gap)
        box.addLayout(row(self.back_button, self.heading, 1, gap=gap))
        box.addWidget(self.form)
        box.addWidget(self.answer)
        box.addWidget(self.table, 1)
        box.addWidget(self.why)
        box.addLayout(row(self.propose_button, 1, gap=gap))
        box.addWidget(self.about)
        keep_height(context, self.table, 8)
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.read)
        self.form.changed.connect(lambda _: self._wait.start())
        self.table.picked.connect(lambda _: self._say_why())
        self.table.opened.connect(lambda key: context.navigate("carer", carer=key))
        self.form.set_values({"number": 1, "tonight": True, "kinds": list(KINDS)})
        self.retranslate()

    def _columns(self) -> list[Column]:
        lang = self.context
        return [
            Column("answer", lambda: self.tr("Answer"), self._answer, width=14, bold=True, tone=self._tone),
            Column("name", lambda: self.tr("Name"), lambda one: name_of(one.row.record, lang.lang), width=19),
            Column("near", lambda: self.tr("How near"), lambda one: self.near(one.level), width=16),
            Column("village", lambda: self.tr("Village"), lambda one: label_of(one.row.record.values, lang.lang), width=14),
            Column("free", lambda: self.tr("Free places"), self._free, width=12, align="right", digits=True),
            Column("phone", lambda: self.tr("Telephone"), self._phone, width=15, digits=True),
            Column("why", lambda: self.tr("Why, and why not"), self._why, width=28, stretch=True),
        ]

    def near(self, level: str) -> str:
        """How near a household is, in words."""
        return {
            "village": self.tr("same village"),
            "commune": self.tr("same commune"),
            "district": self.tr("same district"),
            "province": self.tr("same province"),
            "far": self.tr("another province"),
        }.get(level, self.tr("place not known"))

    def _answer(self, one: CareOffer) -> str:
        return self.tr("Can") if one.sure else self.tr("To be asked") if one.can else self.tr("Cannot")

    def _tone(self, one: CareOffer) -> str:
        return "good" if one.sure else "warn" if one.can else "danger"

    def _free(self, one: CareOffer) -> str:
        return self.tr("not known") if one.row.free is None else str(max(0, one.row.free))

    def _phone(self, one: CareOffer) -> str:
        return grouped_phone(one.row.record.text("phone"))

    def _why(self, one: CareOffer) -> str:
        told = [care_words.short_text(each, self.context.lang) for each in one.against]
        return " ".join(told) or self.tr("Approved, with room for all of them.")

    def _say_why(self) -> None:
        """All that is known of the chosen household, to be read out on the telephone."""
        found = self.table.row_of(self.table.selected() or "")
        self.why.setVisible(found is not None)
        self.propose_button.setEnabled(found is not None)
        if found is None:
            return
        record, lang = found.row.record, self.context.lang
        facts = [name_of(record, lang), code_label("carer_kind", record.code("kind"), lang), label_of(record.values, lang)]
        facts += [record.text("how_to_find"), self._phone(found), self._why(found)]
        self.why.setText(" · ".join(fact for fact in facts if fact))

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Who can take a child tonight?"))
        self.number.speak(self.context.lang)
        self.back_button.setText(self.tr("Households"))
        self.propose_button.setText(self.tr("Propose for a child… (Ctrl+Enter)"))
        for name, text in {
            "village": self.tr("Near which village, commune or district"),
            "number": self.tr("How many children"),
            "cases": self.tr("Case numbers of the children, if there are any"),
            "kinds": self.tr("Kinds of care"),
            "tonight": self.tr("At short notice, tonight"),
        }.items():
            self.form.label(name, text)
        self.form.hint("cases", self.tr("Then age, sex and disability are looked at too. Several with a comma."))
        self.about.setText(
            self.tr("Near is told by the codes of village, commune and district, not by the road. Call before you go.")
        )
        self.table.set_name(self.tr("Households that can be asked"))
        self.table.retranslate()
        self._say()

    def _say(self) -> None:
        """The answer in one sentence."""
        digits = self.context.language.digits
        self._say_why()
        if not self.asked.village:
            self.answer.setText(self.tr("Choose a village, and how many children."))
            self.table.set_empty(self.tr("Households near the place stand here once it is chosen."))
            return
        self.table.set_empty(self.tr("No approved household stands in the register yet."))
        sure, ask = sum(one.sure for one in self.offers), sum(one.can and not one.sure for one in self.offers)
        number = max(self.asked.number, len(self.asked.cases))
        told = self.tr("Children: {n}. Households that can take them: {sure}; to be asked: {ask}.")
        self.answer.setText(told.format(n=digits(number), sure=digits(sure), ask=digits(ask)))

    def shown(self, **where: object) -> None:
        self.form.first_field()
        self.read()

    def read(self) -> None:
        """Reads the households for what is wished; nothing is shown without a place."""
        values = self.form.values()
        place = values["village"] if isinstance(values["village"], dict) else {}
        number, kinds = values["number"], values["kinds"]
        typed = [part.strip() for part in str(values["cases"] or "").split(",") if part.strip()]
        village = str(place.get("village_code") or "")
        wish = CareWish(
            village,
            number if isinstance(number, int) else 1,
            tonight=bool(values["tonight"]),
            kinds=tuple(kinds) if isinstance(kinds, list) else KINDS,
        )
        if not village:
            self._show((CareWish(""), []))
            return

        def look(reader: Reader) -> tuple[CareWish, list[CareOffer]]:
            found = tuple(dict.fromkeys(cases.find_case(reader, one).id for one in typed))
            whole = CareWish(wish.village, wish.number, found, wish.tonight, wish.kinds)
            return whole, carer_offers.search(reader, whole)

        self.context.tasks.run(look, self._show, self, on="work", key="offers", failed=self._refused)

    def _refused(self, error: AppError) -> None:
        """A case number that is none, or not one's own; stands beside the field."""
        told = self.context.words(error)
        named = type(error)(
            error.code, **{**error.params, "field": "number" if error.code == "number_of_children" else "cases"}
        )
        if not self.form.show_error(named, told):
            self.context.notice(told, kind="error")

    def _show(self, found: tuple[CareWish, list[CareOffer]]) -> None:
        self.asked, self.offers = found
        self.table.set_rows(self.offers)
        self._say()

    def save(self) -> bool:
        """Ctrl+Enter: proposes the chosen household."""
        if self.propose_button.isHidden() or not self.propose_button.isEnabled():
            return False
        self.propose()
        return True

    def propose(self) -> None:
        """The chosen household for children of the person's cases; then the placement of the first begins."""
        found = self.table.row_of(self.table.selected() or "")
        if found is None:
            return
        number = min(MOST_AT_ONCE, max(self.asked.number, len(self.asked.cases)))
        form, carer = Form(columns=1), found.id
        names = [f"case_{place}" for place in range(number)]
        for place, name in enumerate(names):
            form.add(name, OpenCaseField(self.context), required=not place)
            told = self.tr("Child {n} and case").format(n=self.context.language.digits(place + 1))
            form.label(name, told if number > 1 else self.tr("Child and case"))
        form.set_values(dict(zip(names, self.asked.cases, strict=False)))
        form.hint(
            names[-1], self.tr("Nothing is decided yet: the placement is asked for next, with all that speaks against it.")
        )
        title = self.tr("Propose {name}").format(name=name_of(found.row.record, self.context.lang))
        chosen: list[str] = []

        def write(uow: UnitOfWork, values: Mapping[str, object]) -> tuple[str, ...]:
            chosen[:] = dict.fromkeys(str(value) for name in names if (value := values.get(name)))
            return proposals.propose(uow, chosen, carer)

        def begin() -> None:
            self.context.navigate("case", case=chosen[0], step=f"place:{carer}:{','.join(chosen[1:])}")

        ask_and_write(self.context, self, form, (title, self.tr("Propose")), write, "match_propose", begin)

    def refresh(self, changes: Changes) -> None:
        self.read()

    def reload(self) -> bool:
        self.read()
        return True

    def back(self) -> bool:
        self.context.navigate("carers")
        return True

    def find_here(self) -> bool:
        self.form.first_field()
        return True
