"""The converter's complaints that authors meet, by pattern, and our own words for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.errors import InputError

Maker = Callable[[Mapping[str, object]], InputError]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the converter says, as a pattern, and what we say: the sheet and column where the text does not name them."""

    pattern: re.Pattern[str]
    error: Maker
    column: str = ""
    sheet: str = "survey"


def _said(pattern: str, error: Maker, column: str = "", sheet: str = "survey") -> Complaint:
    return Complaint(re.compile(pattern, re.IGNORECASE), error, column, sheet)


COMPLAINTS = (
    _said(r"no survey element named '(?P<value>[^']*)'", lambda place: InputError("form_unknown_reference", **place)),
    _said(r"must be unique within their nearest", lambda place: InputError("form_name_twice", **place), "name"),
    _said(r"Repeat names must unique", lambda place: InputError("form_name_twice", **place), "name"),
    _said(
        r"reserved for form metadata|same as the survey root", lambda place: InputError("form_name_reserved", **place), "name"
    ),
    _said(r"named '(?P<value>[^']*)' has no label", lambda place: InputError("form_question_no_label", **place), "label"),
    _said(r"Missing calculation", lambda place: InputError("form_no_calculation", **place), "calculation"),
    _said(r"Question or group with no name", lambda place: InputError("form_no_name", **place), "name"),
    _said(r"add an entities sheet and declare", lambda place: InputError("form_save_to_without_entity", **place), "save_to"),
    _said(
        r"save_to property '(?P<value>[^']*)' is already assigned",
        lambda place: InputError("form_save_to_twice", **place),
        "save_to",
    ),
    _said(r"Groups and repeats can't be saved", lambda place: InputError("form_save_to_group", **place), "save_to"),
    _said(
        r"entity list name '(?P<value>[^']*)' was not found",
        lambda place: InputError("form_unknown_entity", **place),
        "save_to",
    ),
    _said(
        r"entity list name '(?P<value>[^']*)' does not have a label",
        lambda place: InputError("form_entity_incomplete", **place),
        "label",
        "entities",
    ),
    _said(
        r"entity list name '(?P<value>[^']*)' does not have an",
        lambda place: InputError("form_entity_incomplete", **place),
        "",
        "entities",
    ),
    _said(r"'save_to' names must be prefixed", lambda place: InputError("form_save_to_prefix", **place), "save_to"),
    _said(
        r"no valid containers available|not compatible with (?:this|the)",
        lambda place: InputError("form_entity_scope", **place),
        "",
        "entities",
    ),
    _said(r"must have at most one '#'", lambda place: InputError("form_save_to_prefix", **place), "save_to"),
    _said(
        r"different names for the same column were found: '(?P<value>[^']*)'",
        lambda place: InputError("form_column_twice", **place),
    ),
    _said(
        r"column\(s\) are not supported by this version of pyxform: (?P<value>[^.]*)",
        lambda place: InputError("form_entity_columns", **place),
        "",
        "entities",
    ),
    _said(r"required column headers were not found: (?P<value>[^.]*)", lambda place: InputError("form_no_column", **place)),
    _said(
        r"must not begin with two underscores|must not contain a period|must not be 'name' or 'label'",
        lambda place: InputError("form_bad_property", **place),
    ),
    _said(
        r"'list_name' column must not have any duplicate|Entity lists must have a name",
        lambda place: InputError("form_entity_columns", **place),
        "",
        "entities",
    ),
    _said(r"lists must have a comma between", lambda place: InputError("form_bad_trigger", **place), "trigger"),
    _said(r"Reference variables must start with", lambda place: InputError("form_bad_reference", **place)),
    _said(
        r"Could not\s+find a name|Could not find '?(?P<value>[\w.\-]+)",
        lambda place: InputError("form_unknown_reference", **place),
    ),
    _said(r"Reference variables names must be unique", lambda place: InputError("form_reference_unclear", **place)),
    _said(r"for the 'range' question type", lambda place: InputError("form_bad_range", **place), "parameters"),
    _said(
        r"accepted parameter keys .* are '(?P<value>[^']*)'",
        lambda place: InputError("form_bad_parameters", **place),
        "parameters",
    ),
    _said(
        r"'parameters' value is invalid|must have an integer value|Invalid value for|must be set to",
        lambda place: InputError("form_bad_parameters", **place),
        "parameters",
    ),
    _said(
        r"Parameters must include|value must be a number or a reference",
        lambda place: InputError("form_bad_parameters", **place),
        "parameters",
    ),
    _said(
        r"Question '(?P<value>[^']*)' uses 'search\(\)'", lambda place: InputError("form_search_shared", **place), "appearance"
    ),
    _said(
        r"Choice filter not supported with or_other",
        lambda place: InputError("form_other_with_filter", **place),
        "choice_filter",
    ),
    _said(
        r"Choice filter not supported for table-list|Badly formatted table list",
        lambda place: InputError("form_table_list", **place),
        "appearance",
    ),
    _said(
        r"Choice names with spaces cannot be added.*\[(?P<value>[^\]]*)\]",
        lambda place: InputError("form_spaces_in_choice", **place),
        "name",
        "choices",
    ),
    _said(
        r"Cannot omit instanceID", lambda place: InputError("form_setting_impossible", **place), "omit_instanceid", "settings"
    ),
    _said(
        r"same (?:external )?instance id will be generated|Instance names must be unique",
        lambda place: InputError("form_file_twice", **place),
        "type",
    ),
    _said(r"Names must begin with a letter or underscore", lambda place: InputError("form_bad_name", **place), "name"),
    _said(r"Unmatched 'begin_(?P<value>\w+)'", lambda place: InputError("form_begin_without_end", **place), "type"),
    _said(r"Unmatched 'end_(?P<value>\w+)'", lambda place: InputError("form_end_without_begin", **place), "type"),
    _said(
        r"List name not in (?:external )?choices sheet: (?P<value>\S+)",
        lambda place: InputError("form_unknown_list", **place),
        "type",
    ),
    _said(r"background-geopoint", lambda place: InputError("form_bad_trigger", **place), "trigger"),
)
"""The complaints that authors meet, each with words of ours and a remedy; anything else is `form_conversion`."""
