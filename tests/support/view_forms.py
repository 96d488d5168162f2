"""Workbooks that look like forms of offices: every shape that the screen has to show."""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.workbooks import Row, question, workbook

SCALE: Sequence[Row] = tuple(
    {"list_name": "scale", "name": str(number), "label::Khmer (km)": km, "label::English (en)": en}
    for number, km, en in ((1, "មិនដែល", "Never"), (2, "ម្ដងម្កាល", "Sometimes"), (3, "ញឹកញាប់", "Often"), (4, "ជានិច្ច", "Always"))
)
YES_NO: Sequence[Row] = (
    {"list_name": "yes_no", "name": "yes", "label::Khmer (km)": "បាទ/ចាស", "label::English (en)": "Yes"},
    {"list_name": "yes_no", "name": "no", "label::Khmer (km)": "ទេ", "label::English (en)": "No"},
)
SUBJECT: Row = {"type": "hidden", "name": "k_subject", "default": "case"}


def words(kind: str, name: str, km: str, en: str, **cells: object) -> Row:
    """A row with these labels."""
    return {"type": kind, "name": name, "label::Khmer (km)": km, "label::English (en)": en, **cells}


def household(form_id: str = "household", version: str = "1", more: Sequence[Row] = ()) -> bytes:
    """Questions before, between and after groups; a nested group; a grid; rows with rows inside; counted rows."""
    survey: list[Row] = [
        SUBJECT,
        words("date", "seen_on", "ថ្ងៃសួរសុខទុក្ខ", "Day of the visit"),
        words("select_one yes_no", "home", "មានអ្នកនៅផ្ទះទេ?", "Was somebody at home?", required="yes"),
        words("begin_group", "house", "លំនៅដ្ឋាន", "The house"),
        words("text", "roof", "ដំបូលធ្វើពីអ្វី?", "What is the roof made of?", **{"hint::English (en)": "Tiles, zinc, leaves"}),
        words("integer", "rooms", "មានបន្ទប់ប៉ុន្មាន?", "How many rooms?", constraint=". < 30", **{
            "constraint_message::Khmer (km)": "ច្រើនពេក", "constraint_message::English (en)": "Too many rooms"}),
        words("begin_group", "water", "ទឹក និងអនាម័យ", "Water and washing"),
        words("select_one yes_no", "clean", "មានទឹកស្អាតទេ?", "Is there clean water?"),
        words("text", "where", "យកទឹកពីណា?", "Where is water fetched?", relevant="${clean} = 'no'", required="yes"),
        {"type": "end_group"},
        {"type": "end_group"},
        words("begin_group", "feelings", "អារម្មណ៍", "Feelings"),
        words("begin_group", "table", "ក្នុងសប្ដាហ៍មុន", "In the last week", appearance="table-list"),
        words("select_one scale", "happy", "កុមារសប្បាយចិត្ត", "The child is happy"),
        words("select_one scale", "sleeps", "កុមារគេងលក់ស្រួល", "The child sleeps well"),
        words("select_one scale", "afraid", "កុមារភ័យខ្លាច", "The child is afraid"),
        {"type": "end_group"},
        words("begin_group", "carer", "អ្នកថែទាំ", "The carer"),
        words("select_one scale", "tired", "អ្នកថែទាំហត់នឿយ", "The carer is tired", appearance="likert"),
        words("select_one scale", "helped", "មានអ្នកជួយ", "Somebody helps", appearance="likert"),
        {"type": "end_group"},
        {"type": "end_group"},
        words("text", "between", "មតិផ្សេងទៀត", "Anything else?"),
        words("begin_repeat", "person", "សមាជិកគ្រួសារ", "People in the house"),
        words("text", "name", "ឈ្មោះ", "Name", required="yes"),
        words("integer", "age", "អាយុ", "Age", constraint=". < 120"),
        words("select_one yes_no", "school", "ទៅរៀនទេ?", "Goes to school?", relevant="${age} < 18"),
        words("begin_repeat", "illness", "ជំងឺ", "Illnesses"),
        words("text", "what", "ជំងឺអ្វី?", "Which illness?"),
        words("date", "since", "តាំងពីពេលណា?", "Since when?"),
        {"type": "end_repeat"},
        {"type": "end_repeat"},
        words("begin_group", "visits", "ការចុះសួរសុខទុក្ខ", "Visits"),
        words("integer", "planned", "គ្រោងប៉ុន្មានដង?", "How many are planned?"),
        words("begin_repeat", "visit", "ការចុះសួរ", "Visit", repeat_count="${planned}"),
        words("date", "day", "ថ្ងៃ", "Day"),
        {"type": "end_repeat"},
        {"type": "end_group"},
        words("text", "last_word", "សេចក្ដីសន្និដ្ឋាន", "Conclusion", appearance="multiline"),
        *more,
    ]  # fmt: skip
    return workbook(survey, (*SCALE, *YES_NO), {**_settings(form_id, version, "ការសួរសុខទុក្ខគ្រួសារ · Household visit")})


def flat(count: int, form_id: str = "flat") -> bytes:
    """A form without any group: many questions, every third one shown by the one before it."""
    rows: list[Row] = [SUBJECT]
    for number in range(1, count + 1):
        if number % 3 == 0:
            rows.append(question("text", f"q{number}", relevant=f"${{q{number - 1}}} = 'yes'"))
        else:
            rows.append(question("select_one yes_no" if number % 3 == 2 else "integer", f"q{number}"))
    return workbook(rows, YES_NO, _settings(form_id, "1", "Flat"))


def _settings(form_id: str, version: str, title: str) -> Row:
    return {
        "form_id": form_id,
        "version": version,
        "form_title": title,
        "default_language": "Khmer (km)",
        "namespaces": 'komar="urn:komar:form"',
    }


def facility_form() -> bytes:
    """A short form about a facility, with marks by domain."""
    rows: list[Row] = [
        {**SUBJECT, "default": "facility"},
        words("select_one scale", "food", "កុមារមានអាហារគ្រប់គ្រាន់", "The children have enough food", required="yes",
              **{"bind::komar:domain": "health"}),
        words("select_one scale", "beds", "កុមារមានកន្លែងគេង", "The children have beds", **{"bind::komar:domain": "home"}),
    ]  # fmt: skip
    return workbook(rows, SCALE, _settings("home_check", "1", "ការពិនិត្យមណ្ឌល · Home check"))


def child_form() -> bytes:
    """A form that saves a name of the child."""
    rows: list[Row] = [
        SUBJECT,
        words("text", "given", "នាមខ្លួន", "Given name", **{"bind::komar:save": "child.given_name_km"}),
    ]
    return workbook(rows, (), _settings("child_name", "1", "ឈ្មោះកុមារ · Name of the child"))
