"""Texts of an XForm by id, form and language, with the expressions whose values stand inside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from app.domain.errors import InputError
from app.forms.model import Phrase, Texts
from app.forms.reading import Reading, child, children, local
from app.forms.vocabulary import MEDIA
from app.forms.xpath.program import Expression

_MISSING = "-"
"""What the converter writes for a translation that is missing."""
_ITEXT = "jr:itext("


class Itext:
    """All texts of a form."""

    def __init__(self, reading: Reading, model: Element) -> None:
        """Read the translations."""
        self._reading = reading
        self.texts: dict[str, dict[str, dict[str, Phrase]]] = {}
        """Text id → form ("", guidance, image, …) → language → phrase."""
        self.languages: tuple[str, ...] = ()
        self.default_language = ""
        for translation in children(child(model, "itext"), "translation"):
            language = str(translation.get("lang"))
            self.languages = (*self.languages, language)
            if translation.get("default"):
                self.default_language = language
            for text in translation:
                self._read_text(text, language)
        self.default_language = self.default_language or (self.languages[0] if self.languages else "")
        self._drop_empty_default()

    def _read_text(self, text: Element, language: str) -> None:
        place = self.texts.setdefault(str(text.get("id")), {})
        values = list(text)
        whole = any(not value.get("form") for value in values)
        for value in values:
            form = value.get("form") or ""
            if form == "long" and not whole:
                form = ""
            if form not in MEDIA and form not in ("", "guidance"):
                if form not in ("long", "short"):
                    self._reading.notice("form_text_form_left_aside", self._owner(text), "label", form)
                continue
            phrase = self.phrase(value, self._owner(text))
            if phrase.plain != _MISSING:
                place.setdefault(form, {})[language] = _file_name(phrase) if form in MEDIA else phrase

    def _owner(self, text: Element) -> str:
        return str(text.get("id")).split(":")[0]

    def _drop_empty_default(self) -> None:
        """A language "default" without any text of its own is only the converter's name for none."""
        if len(self.languages) < 2 or "default" not in self.languages:
            return
        if not any("default" in texts for forms in self.texts.values() for texts in forms.values()):
            self.languages = tuple(language for language in self.languages if language != "default")
            if self.default_language == "default":
                self.default_language = self.languages[0]

    def phrase(self, element: Element, owner: str) -> Phrase:
        """The text of an element with its outputs."""
        parts: list[str | Expression] = [element.text or ""]
        for output in element:
            if local(output) == "output":
                found = self._reading.expression(owner, "label", output.get("value") or output.get("ref") or "")
                if found is not None:
                    parts.append(found)
            parts.append(output.tail or "")
        if len(parts) == 1:
            return Phrase((str(parts[0]),))
        parts[0], parts[-1] = str(parts[0]).lstrip(), str(parts[-1]).rstrip() if isinstance(parts[-1], str) else parts[-1]
        return Phrase(tuple(part for part in parts if part != ""))

    def of(self, element: Element | None, owner: str, form: str = "") -> Texts:
        """The phrases that a label or hint stands for."""
        if element is None:
            return {}
        reference = (element.get("ref") or "").strip()
        if reference.startswith(_ITEXT):
            return self._by_reference(reference, owner, form)
        if form:
            return {}
        if reference:
            found = self._reading.expression(owner, "label", reference)
            return {} if found is None else {"": Phrase((found,))}
        return {"": self.phrase(element, owner)}

    def message(self, text: str, owner: str, column: str) -> Texts:
        """The phrases of a constraint or required message: a text, or a reference to one."""
        if text.strip().startswith(_ITEXT):
            return self._by_reference(text.strip(), owner, "", column)
        return {"": Phrase((text,))} if text else {}

    def media(self, element: Element | None, owner: str) -> Mapping[str, Texts]:
        """Pictures, sounds and videos of a label."""
        found = {form: self.of(element, owner, form) for form in sorted(MEDIA)}
        return {form: texts for form, texts in found.items() if texts}

    def _by_reference(self, reference: str, owner: str, form: str, column: str = "label") -> Texts:
        inside = reference[len(_ITEXT) :].rstrip().removesuffix(")").strip()
        if inside[:1] in ("'", '"') and inside[-1:] == inside[:1] and inside[:1] not in inside[1:-1]:
            if inside[1:-1] not in self.texts:
                place = self._reading.place(owner, column)
                self._reading.faults.add(InputError("form_unknown_text", **place, value=inside[1:-1][:60]))
            return self.texts.get(inside[1:-1], {}).get(form, {})
        if inside in self.texts:
            return self.texts[inside].get(form, {})
        found = None if form else self._reading.expression(owner, column, reference)
        return {} if found is None else {"": Phrase((found,))}

    def plain(self) -> Iterator[tuple[str, Texts]]:
        """Every text by its id."""
        for text_id, forms in self.texts.items():
            yield text_id, forms.get("", {})

    def with_media(self) -> Mapping[str, Mapping[str, Texts]]:
        """Text id → form → file names, of the texts that have some."""
        found = {text_id: {form: forms[form] for form in forms if form in MEDIA} for text_id, forms in self.texts.items()}
        return {text_id: forms for text_id, forms in found.items() if forms}

    def files(self) -> Iterable[str]:
        """Names of pictures, sounds and videos, where they do not depend on answers."""
        phrases = (
            phrase
            for forms in self.texts.values()
            for form, texts in forms.items()
            if form in MEDIA
            for phrase in texts.values()
        )
        return sorted({phrase.plain for phrase in phrases if phrase.plain})


def _file_name(phrase: Phrase) -> Phrase:
    """Without the address that means the form's own folder: jr://images/a.png → a.png."""
    first = phrase.parts[0] if phrase.parts else ""
    if isinstance(first, str) and first.strip().startswith("jr://"):
        return replace(phrase, parts=(first.strip().rpartition("/")[2], *phrase.parts[1:]))
    return phrase
