"""The words of XLSForm: question types, columns, settings and appearances that Komar knows.

From the XLSForm reference table (xlsform.org), the ODK documentation of appearances, and the aliases that the converter takes.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SELECTS = frozenset({
    "select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file", "select_one_external",
})  # fmt: skip
CONTAINERS = frozenset({"begin_group", "end_group", "begin_repeat", "end_repeat"})
METADATA = frozenset({
    "start", "end", "today", "deviceid", "username", "phonenumber", "email", "simserial", "subscriberid", "imei",
})  # fmt: skip
LEFT_ASIDE = frozenset({"audit", "background-audio", "start-geopoint", "background-geopoint"})
"""Types that only a telephone can fill: the form runs without them."""
UPLOADS = frozenset({"image", "photo", "audio", "video", "file"})
FILES = frozenset({"xml-external", "csv-external"})
_PLAIN = frozenset({
    "text", "string", "integer", "int", "decimal", "date", "time", "datetime", "note", "calculate", "hidden", "acknowledge",
    "trigger", "barcode", "range", "geopoint", "geotrace", "geoshape", "gps", "location", "percentage",
})  # fmt: skip
TYPES = _SELECTS | CONTAINERS | METADATA | LEFT_ASIDE | UPLOADS | FILES | _PLAIN
"""The question types that the engine runs or leaves aside with a notice."""

_LEGACY = {
    "phone number": "phonenumber", "device id": "deviceid", "sim id": "simserial", "subscriber id": "subscriberid",
    "start time": "start", "end time": "end", "date time": "datetime", "get today": "today",
    "get start time": "start", "get end time": "end", "get device id": "deviceid", "get phone number": "phonenumber",
    "get sim id": "simserial", "get subscriber id": "subscriberid", "uri:deviceid": "deviceid", "uri:email": "email",
    "uri:phonenumber": "phonenumber", "uri:simserial": "simserial", "uri:subscriberid": "subscriberid",
    "uri:username": "username",
}  # fmt: skip
"""Older spellings that the converter still takes."""
_PROMPT = re.compile(r"(?:add (.+) prompt|q (.+))$")
_CONTAINER = re.compile(r"(begin|end)[ _]+(group|repeat)$")
_SELECT = re.compile(
    r"(select one from file|select multiple from file|select_one_from_file|select_multiple_from_file|select_one_external"
    r"|select one external|select all that apply from|select all that apply|select_one|select one from|select one"
    r"|select_multiple|select multiple|select1|rank)(?:\s+(.*))?$",
    re.DOTALL,
)
_SPELLINGS = {
    "select one from file": "select_one_from_file", "select multiple from file": "select_multiple_from_file",
    "select one external": "select_one_external", "select all that apply from": "select_multiple",
    "select all that apply": "select_multiple", "select one from": "select_one", "select one": "select_one",
    "select multiple": "select_multiple", "select1": "select_one",
}  # fmt: skip
_OTHER = re.compile(r"\s+(?:or_other|or other|or specify other)$")

PLAIN = frozenset({
    "type", "name", "required", "relevant", "constraint", "calculation", "appearance", "default", "readonly", "choice_filter",
    "repeat_count", "parameters", "disabled", "comment", "comments", "note", "notes", "trigger", "save_to", "autoplay",
    "rows", "intent",
})  # fmt: skip
TRANSLATED = frozenset({
    "label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "big-image", "audio", "video",
})  # fmt: skip
MEDIA = frozenset({"image", "big-image", "audio", "video"})
_OF_SELECT = frozenset({"randomize", "seed", "value", "label"})
_OF_PLACE = frozenset({"capture-accuracy", "warning-accuracy", "allow-mock-accuracy", "reference-geometry", "incremental"})
PARAMETERS = {
    "range": frozenset({"start", "end", "step", "tick_interval", "placeholder", "tick_labelset"}),
    "text": frozenset({"rows"}), "string": frozenset({"rows"}),
    "image": frozenset({"max-pixels", "app"}), "photo": frozenset({"max-pixels", "app"}),
    "audio": frozenset({"quality"}), "background-audio": frozenset({"quality"}),
    "geopoint": _OF_PLACE, "geotrace": _OF_PLACE, "geoshape": _OF_PLACE, "gps": _OF_PLACE, "location": _OF_PLACE,
    "select_one": _OF_SELECT, "select_multiple": _OF_SELECT, "rank": _OF_SELECT,
    "select_one_from_file": _OF_SELECT, "select_multiple_from_file": _OF_SELECT, "select_one_external": _OF_SELECT,
}  # fmt: skip
"""The keys of the column `parameters` by type; the converter passes over them in silence where it does not know any."""
EXPRESSIONS = frozenset({
    "required", "relevant", "constraint", "calculation", "readonly", "choice_filter", "repeat_count",
})  # fmt: skip
"""Columns that hold an expression."""
FREE = ("bind", "body", "control", "instance")
"""The first word of columns whose rest is the author's: bind::odk:length."""
_ALIASES = {
    "relevance": "relevant", "calculate": "calculation", "read_only": "readonly", "caption": "label", "command": "type",
    "tag": "name", "value": "name", "count": "repeat_count", "jr:count": "repeat_count",
    "constraining_message": "constraint_message", "requiredmsg": "required_message", "no_app_error_string": "noapperrorstring",
    "bind::relevant": "relevant", "bind::required": "required", "bind::constraint": "constraint",
    "bind::calculate": "calculation", "bind::readonly": "readonly", "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message", "body::appearance": "appearance", "control::appearance": "appearance",
    "body::jr:count": "repeat_count", "control::jr:count": "repeat_count", "media::image": "image", "media::audio": "audio",
    "media::video": "video", "media::big-image": "big-image", "bind::entities:saveto": "save_to",
}  # fmt: skip

SETTINGS = frozenset({
    "form_id", "id_string", "set_form_id", "form_title", "title", "set_form_title", "version", "default_language", "namespaces",
    "instance_name", "name", "style", "allow_choice_duplicates", "clean_text_values", "instance_xmlns", "omit_instanceid",
    "prefix", "delimiter",
})  # fmt: skip
SETTINGS_LEFT_ASIDE = frozenset({
    "public_key", "submission_url", "auto_send", "auto_delete", "client_editable", "sms_keyword", "sms_separator",
    "sms_allow_media", "sms_date_format", "sms_datetime_format", "sms_response", "add_none_option", "odk_xforms_version",
})  # fmt: skip
"""Settings about sending and phones: Komar stores and exchanges answers its own way."""
CHOICES = frozenset({"list_name", "name", "label", "image", "big-image", "audio", "video"})

OTHER = "other"
OTHER_CHOICE = {"km": "ផ្សេងទៀត", "en": "Other"}
OTHER_QUESTION = {"km": "សូមបញ្ជាក់", "en": "Specify other."}
"""What `or_other` adds to a question, by language; the converter adds it in English only."""

APPEARANCES = frozenset({
    "minimal", "quick", "quickcompact", "compact", "columns", "columns-pack", "columns-flex", "no-buttons", "likert",
    "field-list", "table-list", "horizontal", "horizontal-compact", "label", "list-nolabel", "list", "multiline", "numbers",
    "thousands-sep", "month-year", "year", "no-calendar", "search", "autocomplete", "picker", "vertical", "no-ticks", "rating",
    "signature", "draw", "annotate", "new", "new-front", "new-rear", "placement-map", "maps", "hide-input", "hidden-answer",
    "masked", "counter", "bearing", "map", "image-map", "spinner", "pages", "theme-grid", "summary", "front", "handwritten",
    "numbers-only", "distress", "printer", "url", "village", "streets", "w", "h", "multi-column", "one-column",
    "decimal", "time",
})  # fmt: skip
APPEARANCES_LEFT_ASIDE = frozenset({
    "ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist", "quickmaps", "selfie",
})  # fmt: skip
_NUMBERED = re.compile(r"(?:columns|w|h|compact|quickcompact|horizontal-compact|columns-pack|image-map)-?[0-9]+$")
_PACKAGE = re.compile(r"(?:ex|intent|printer|dialog|bearing):")


@lru_cache(maxsize=2048)
def type_name(text: str) -> str:
    """A row's type in one spelling, without the name of its list: "select one answers" → select_one."""
    plain = " ".join(text.split())
    found = _CONTAINER.match(plain.lower())
    if found:
        return f"{found[1]}_{found[2]}"
    match = _SELECT.match(plain)
    if match:
        return _SPELLINGS.get(match[1], match[1])
    plain = plain.lower()
    prompt = _PROMPT.match(plain)
    if prompt:
        plain = str(prompt[1] or prompt[2])
    return _LEGACY.get(plain, plain)


@lru_cache(maxsize=2048)
def list_of(text: str) -> tuple[str, bool]:
    """The list or file that a select names, and whether it offers a free answer beside it; ("", False) for other types."""
    match = _SELECT.match(" ".join(text.split()))
    rest = (match[2] or "") if match else ""
    return _OTHER.sub("", rest).strip(), bool(_OTHER.search(rest))


@lru_cache(maxsize=2048)
def column_name(heading: str) -> str:
    """A heading without its language, in one spelling: "Required Message::Khmer (km)" → required_message."""
    parts = [part.strip() for part in re.split(r"::", heading)]
    if len(parts) == 1 and ":" in heading and not heading.lower().startswith("jr:"):
        parts = [part.strip() for part in heading.split(":")]
    first = parts[0].lower().replace(" ", "_")
    if first in FREE or first == "media":
        free = f"{first}::{parts[1]}" if len(parts) > 1 else first
        return _ALIASES.get(free.lower(), free)
    return _ALIASES.get(first, first)


@lru_cache(maxsize=2048)
def language_of(heading: str) -> str:
    """The language of a translated heading; "" when it has none."""
    parts = [part.strip() for part in heading.split("::")]
    if len(parts) == 1 and ":" in heading:
        parts = [part.strip() for part in heading.split(":")]
    start = 2 if parts[0].lower() in (*FREE, "media") else 1
    return parts[start] if len(parts) > start else ""


def appearance_known(word: str) -> bool | None:
    """True for an appearance that the desk shows, None for one that it knows and leaves aside, False for an unknown word."""
    plain = word.lower()
    if plain in APPEARANCES or _NUMBERED.match(plain):
        return True
    return None if plain in APPEARANCES_LEFT_ASIDE or _PACKAGE.match(plain) else False


def appearance_words(text: str) -> tuple[str, ...]:
    """The words of an appearance; a call such as search('towns') stays one word."""
    words: list[str] = []
    depth, quote, start = 0, "", 0
    for place, letter in enumerate(f"{text} "):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter.isspace() and depth <= 0:
            if place > start:
                words.append(text[start:place])
            start = place + 1
    return tuple(words) if not quote and depth <= 0 else tuple(text.split())


_WANTED = {"km": ("(km)", "khmer", "km", "ខ្មែរ"), "en": ("(en)", "english", "en")}


def language_code(language: str) -> str:
    """km or en for a language as forms call it, such as "Khmer (km)"; "" for another."""
    plain = language.strip().lower()
    for code, marks in _WANTED.items():
        if plain.endswith(marks[0]) or plain in marks:
            return code
    return ""
