"""Two synthetic workbooks that an organisation might bring: one that can be used, one with faults for `form check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.support.workbooks import Row, workbook

FOREIGN = "household_visit"
"""The form that can be used; it knows nothing of Komar."""
PARTNERS = "partners.csv"
"""The list that comes beside it."""
LANGUAGES = ("Khmer (km)", "English (en)", "Français (fr)")
_SETTINGS = {"form_title": "ការចុះសួរសុខទុក្ខតាមផ្ទះ · Household visit", "form_id": FOREIGN, "version": "2026.1"}
_HEAD: Row = {**_SETTINGS, "default_language": LANGUAGES[0]}
PLACES: Sequence[tuple[str, str, str, str, str, str]] = (
    ("province", "north", "", "ខេត្តជើង", "North province", "Province du Nord"),
    ("province", "south", "", "ខេត្តត្បូង", "South province", "Province du Sud"),
    ("district", "hill", "north", "ស្រុកភ្នំ", "Hill district", "District de la colline"),
    ("district", "river", "north", "ស្រុកទន្លេ", "River district", "District de la rivière"),
    ("district", "coast", "south", "ស្រុកសមុទ្រ", "Coast district", "District de la côte"),
    ("commune", "pagoda", "hill", "ឃុំវត្ត", "Pagoda commune", "Commune de la pagode"),
    ("commune", "market", "hill", "ឃុំផ្សារ", "Market commune", "Commune du marché"),
    ("commune", "bridge", "river", "ឃុំស្ពាន", "Bridge commune", "Commune du pont"),
    ("commune", "harbour", "coast", "ឃុំកំពង់ផែ", "Harbour commune", "Commune du port"),
)
CHOICES: Sequence[tuple[str, str, str, str, str]] = (
    ("yes_no", "yes", "បាទ/ចាស", "Yes", "Oui"),
    ("yes_no", "no", "ទេ", "No", "Non"),
    ("meal", "morning", "ព្រឹក", "Morning", "Matin"),
    ("meal", "noon", "ថ្ងៃត្រង់", "Noon", "Midi"),
    ("meal", "evening", "ល្ងាច", "Evening", "Soir"),
    ("need", "rice", "អង្ករ", "Rice", "Riz"),
    ("need", "school", "សម្ភារៈសិក្សា", "School materials", "Fournitures scolaires"),
    ("need", "health", "ការព្យាបាល", "Treatment", "Soins"),
    ("agree", "1", "មិនយល់ស្រប", "Disagree", "Pas d'accord"),
    ("agree", "2", "ធម្មតា", "Neither", "Neutre"),
    ("agree", "3", "យល់ស្រប", "Agree", "D'accord"),
)


def said(khmer: str, english: str, french: str, column: str = "label") -> Mapping[str, str]:
    """Cells of a column in the three languages."""
    return {f"{column}::{name}": text for name, text in zip(LANGUAGES, (khmer, english, french), strict=True)}


def row(kind: str, name: str, khmer: str, english: str, french: str, **cells: object) -> Row:
    """A row of the survey."""
    return {"type": kind, "name": name, **said(khmer, english, french), **cells}


def _survey() -> list[Row]:
    """Cascades, a range, repeats within repeats, a scale, an order, a list from a file, a picture."""
    too_old = said("អាយុពី 0 ដល់ 17", "An age from 0 to 17", "Un âge de 0 à 17", "constraint_message")
    return [
        {"type": "start", "name": "start"},
        row("date", "visit_on", "ថ្ងៃចុះសួរ", "Day of the visit", "Jour de la visite", required="yes", constraint=". <= today()"),
        row("begin group", "place", "ទីកន្លែង", "Place", "Lieu"),
        row("select_one province", "province", "ខេត្ត", "Province", "Province"),
        row("select_one district", "district", "ស្រុក", "District", "District", choice_filter="within = ${province}"),
        row("select_one commune", "commune", "ឃុំ", "Commune", "Commune", choice_filter="within = ${district}"),
        row(f"select_one_from_file {PARTNERS}", "partner", "ដៃគូ", "Partner", "Partenaire", appearance="minimal"),
        {"type": "end group"},
        row("begin repeat", "child", "កុមារ", "Child", "Enfant"),
        row("text", "called", "ហៅថា", "Called", "Appelé", required="yes"),
        row("integer", "age", "អាយុ", "Age", "Âge", constraint=". >= 0 and . <= 17", **too_old),
        row("select_one yes_no", "learns", "ទៅសាលា", "Goes to school", "Va à l'école", appearance="horizontal"),
        row("text", "why", "ហេតុអ្វីមិនទៅ", "Why not", "Pourquoi pas", relevant="${learns} = 'no'"),
        row("begin repeat", "eaten", "អាហារ", "Meal", "Repas"),
        row("select_one meal", "meal", "ពេល", "When", "Quand"),
        row("text", "dish", "អ្វី", "What", "Quoi"),
        {"type": "end repeat"},
        {"type": "end repeat"},
        {"type": "calculate", "name": "children", "calculation": "count(${child})"},
        {"type": "calculate", "name": "not_learning", "calculation": "count(${child}[learns = 'no'])"},
        row("note", "told", "កុមារ ${children} នាក់", "Children: ${children}", "Enfants : ${children}"),
        row("range", "content", "ពេញចិត្ត", "Contentment", "Satisfaction", parameters="start=0 end=10 step=1"),
        row("select_multiple need or_other", "needs", "ត្រូវការ", "Needs", "Besoins"),
        row("rank need", "first", "អ្វីមុនគេ", "What comes first", "Ordre de priorité"),
        row("select_one agree", "helped", "បានជួយ", "The visit helped", "La visite a aidé", appearance="likert"),
        row("image", "house", "រូបថតផ្ទះ", "Picture of the house", "Photo de la maison", parameters="max-pixels=1024"),
        row("text", "remark", "កំណត់សម្គាល់", "Remark", "Remarque", appearance="multiline"),
    ]


def foreign_form() -> bytes:
    """The workbook that can be used, in three languages."""
    choices: list[Row] = [{"list_name": which, "name": name, **said(*words)} for which, name, *words in CHOICES]
    choices += [{"list_name": which, "name": name, "within": within, **said(*words)} for which, name, within, *words in PLACES]
    return workbook(_survey(), choices, _HEAD)


def partners() -> bytes:
    """The list beside it."""
    return b"name,label\nlotus,Lotus sample partner\nrice,Rice sample partner\n"


def foreign_answers(day: str) -> dict[str, object]:
    """Answers to it: two children, one of whom does not go to school."""
    eats = [{"meal": "morning", "dish": "បបរ"}, {"meal": "evening", "dish": "បាយ"}]
    return {
        "visit_on": day,
        "province": "north",
        "district": "hill",
        "commune": "pagoda",
        "partner": "lotus",
        "child": [
            {"called": "តូច", "age": "8", "learns": "yes", "eaten": eats},
            {"called": "ធំ", "age": "12", "learns": "no", "why": "ធ្វើការ", "eaten": eats[:1]},
        ],
        "content": "6",
        "needs": "rice school",
        "first": "school rice health",
        "helped": "3",
    }


PLANTED = (("survey", 3, "C"), ("survey", 4, "A"), ("survey", 5, "E"), ("choices", 3, "B"))
"""Where the faults of `faulty_form` are: sheet, row and column."""


def faulty_form() -> bytes:
    """A workbook with faults: a label without Khmer, a list that is not there, a name that is not there, a choice twice."""
    survey: list[Row] = [
        {"type": "text", "name": "why", "label::Khmer (km)": "ហេតុអ្វី", "label::English (en)": "Why", "relevant": ""},
        {"type": "text", "name": "what", "label::Khmer (km)": "", "label::English (en)": "What"},
        {"type": "select_one nobody", "name": "who", "label::Khmer (km)": "អ្នកណា", "label::English (en)": "Who"},
        {
            "type": "text",
            "name": "how",
            "label::Khmer (km)": "យ៉ាងណា",
            "label::English (en)": "How",
            "relevant": "${nowhere} = 1",
        },
    ]
    twice = {"list_name": "yes_no", "name": "yes", "label::Khmer (km)": "បាទ", "label::English (en)": "Yes"}
    return workbook(survey, [twice, twice], {"form_id": "faulty", "version": "1", "default_language": "Khmer (km)"})
