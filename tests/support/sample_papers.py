"""Synthetic papers for tests and for looking at: no facility, person or inspection in them exists."""

from __future__ import annotations

from app.print.papers import (
    AnswerCount,
    ChecklistItem,
    ChecklistPaper,
    ChecklistSection,
    CriticalItem,
    FacilityHead,
    FindingLine,
    InspectionReportPaper,
    Language,
    RecoveryCodePaper,
    RosterCount,
    RuleLine,
    SectionScore,
)

ITEM_COUNTS = {"A": 8, "B": 4, "C": 5, "D": 10, "E": 8, "F": 4, "G": 5, "H": 6}
TITLES = {
    "A": ("ស្ថានភាពផ្លូវច្បាប់ និងការគ្រប់គ្រង", "Legal status and management"),
    "B": ("បុគ្គលិក", "Staff"),
    "C": ("កិច្ចការពារកុមារ", "Child protection"),
    "D": ("ការទទួលចូល ឯកសារ និងផែនការ", "Admission, files and planning"),
    "E": ("អគារ និងលក្ខខណ្ឌរស់នៅ", "Building and living conditions"),
    "F": ("ម្ហូបអាហារ", "Food"),
    "G": ("សុខភាព", "Health"),
    "H": ("ការអប់រំ ការលេង និងការចូលរួម", "Education, play and participation"),
}
SENTENCES = {
    "km": (
        "បុគ្គលិកថែទាំមានចំនួនគ្រប់គ្រាន់តាមចំនួន និងអាយុរបស់កុមារ ហើយមានអ្នកយាមនៅពេលយប់ជានិច្ច",
        "កុមារម្នាក់ៗមានសំណុំឯកសារផ្ទាល់ខ្លួន ដែលមានសំបុត្រកំណើត លិខិតបញ្ជូនពីអាជ្ញាធរមានសមត្ថកិច្ច និងផែនការសមាហរណកម្ម",
        "ការសង្ស័យថាមានការរំលោភបំពានត្រូវបានរាយការណ៍ក្នុងរយៈពេល ៤៨ ម៉ោង ហើយមានសៀវភៅកត់ត្រាហេតុការណ៍",
        "បន្ទប់គេងបែងចែកតាមភេទ និងអាយុ មានគ្រែ មុង ភួយ និងកន្លែងទុកសម្លៀកបំពាក់សម្រាប់កុមារម្នាក់ៗ",
        "មានទឹកស្អាត បង្គន់អនាម័យគ្រប់គ្រាន់ដាច់ដោយឡែកសម្រាប់ក្មេងស្រី និងក្មេងប្រុស ហើយលូមិនស្ទះ",
    ),
    "en": (
        "There are enough carers for the number and age of the children, and someone is always on duty at night",
        "Every child has a file of their own with a birth certificate, the authority's referral letter and a family plan",
        "Suspected abuse was reported within 48 hours, and there is a book of incidents",
        "Bedrooms are separate by sex and age, with a bed, a net, a blanket and a place for clothes for each child",
        "There is clean water, enough separate toilets for girls and boys, and the drains are not blocked",
    ),
}
EVIDENCE = {"km": "ពិនិត្យ៖ ឯកសារ ១០ សំណុំ · សម្ភាសន៍បុគ្គលិក និងកុមារ", "en": "Look at: 10 files · talk with staff and children"}
ANSWERS = {
    "km": ("ត្រឹមត្រូវតាមបទដ្ឋាន", "ត្រឹមត្រូវខ្លះ", "មិនត្រឹមត្រូវ", "មិនពាក់ព័ន្ធ", "មិនបានពិនិត្យឃើញ"),
    "en": ("Meets", "Partly", "Does not meet", "Not applicable", "Not seen"),
}
OFFICE = {
    "km": "មន្ទីរសង្គមកិច្ច អតីតយុទ្ធជន និងយុវនីតិសម្បទាខេត្តបន្ទាយមានជ័យ",
    "en": "Department of Social Affairs, Veterans and Youth Rehabilitation, Banteay Meanchey",
}
DAY = {"km": "ថ្ងៃទី១៣ ខែមករា ឆ្នាំ២០២៦", "en": "13 January 2026"}
ROSTER = (
    RosterCount(ages="0-2", girls=1, boys=2),
    RosterCount(ages="3-5", girls=4, boys=3),
    RosterCount(ages="6-14", girls=12, boys=9),
    RosterCount(ages="15-17", girls=5, boys=6, not_known=1),
)


def facility(lang: Language) -> FacilityHead:
    """A facility that does not exist."""
    if lang == "km":
        address = "ភូមិសាកល្បង សង្កាត់ទឹកថ្លា ក្រុងសិរីសោភ័ណ ខេត្តបន្ទាយមានជ័យ"
        return FacilityHead(
            code="BMC-001", name="មណ្ឌលថែទាំកុមារសាកល្បង", kind="មណ្ឌលថែទាំកុមារ", owner="អង្គការក្រៅរដ្ឋាភិបាល", address=address
        )
    address = "Sample village, Tuek Thla, Serei Saophoan, Banteay Meanchey"
    return FacilityHead(code="BMC-001", name="Sample children's home", kind="Residential care", owner="NGO", address=address)


def item(lang: Language, number: int, last: bool) -> ChecklistItem:
    """One item; every seventh is critical, every third inferred."""
    text = SENTENCES[lang][number % len(SENTENCES[lang])]
    answer = ANSWERS[lang][number % len(ANSWERS[lang])] if last else ""
    evidence = EVIDENCE[lang] if number % 2 else ""
    return ChecklistItem(
        number=str(number), text=text, evidence=evidence, critical=number % 7 == 0, inferred=number % 3 == 0, last=answer
    )


def checklist(lang: Language, *, with_last: bool = False, practice: bool = True) -> ChecklistPaper:
    """Fifty items in eight sections."""
    numbers = iter(range(1, 51))
    sections = tuple(
        ChecklistSection(
            code=code,
            title=TITLES[code][lang == "en"],
            items=tuple(item(lang, next(numbers), with_last) for _ in range(count)),
            ask_danger=code in "CEG",
        )
        for code, count in ITEM_COUNTS.items()
    )
    return ChecklistPaper(
        lang=lang,
        office=OFFICE[lang],
        practice=practice,
        printed_on=DAY[lang],
        facility=facility(lang),
        form="Minimum Standards for the care of children",
        form_title="បទដ្ឋានអប្បបរមាស្តីពីការថែទាំកុមារ" if lang == "km" else "Minimum Standards for the care of children",
        version="1",
        roster=ROSTER,
        answers=ANSWERS[lang],
        sections=sections,
        with_last=with_last,
    )


def findings(lang: Language, count: int) -> tuple[FindingLine, ...]:
    """So many findings, the first two critical, every fourth corrected."""
    texts = SENTENCES[lang]
    return tuple(
        FindingLine(
            item=str(3 * number + 2),
            text=texts[number % len(texts)],
            due=DAY[lang],
            critical=number < 2,
            corrected=number % 4 == 3,
        )
        for number in range(count)
    )


def report(lang: Language, *, practice: bool = True, finding_count: int = 8) -> InspectionReportPaper:
    """A decided inspection."""
    km = lang == "km"
    scored = (ITEM_COUNTS | {"F": 0}).items()  # nothing of F applies
    sections = tuple(
        SectionScore(code=code, title=TITLES[code][not km], points=3 * count, maximum=4 * count) for code, count in scored
    )
    numbers = zip(ANSWERS[lang], (31, 7, 5, 4, 3), strict=True)
    rules: tuple[tuple[str, str, bool], ...] = (
        ("រាយការណ៍ការសង្ស័យថាមានការរំលោភបំពានក្នុងរយៈពេល ៤៨ ម៉ោង", "Suspected abuse is reported within 48 hours", True),
        ("ពិន្ទុពេញ ២០០", "The full score is 200", True),
        ("ចំណុចនីមួយៗមាន ៤ ពិន្ទុ ហើយចំណុចធ្ងន់ធ្ងរកំណត់លទ្ធផលដោយផ្ទាល់", "Each item is worth 4; critical items decide the result", False),
    )
    return InspectionReportPaper(
        lang=lang,
        office=OFFICE[lang],
        practice=practice,
        printed_on=DAY[lang],
        variant="facility",
        facility=facility(lang),
        form="Minimum Standards for the care of children",
        standards="តាមបទដ្ឋានអប្បបរមាស្តីពីការថែទាំកុមារ" if km else "By the Minimum Standards",
        version="1",
        visit_date=DAY[lang],
        visit_kind="អធិការកិច្ចប្រចាំឆ្នាំ" if km else "Yearly inspection",
        mission_letter="១២៣/២៦ សជណ" if km else "123/26",
        team="មន្ត្រីអធិការកិច្ច ២ នាក់ តំណាងឃុំ ១ នាក់" if km else "2 inspectors, 1 commune representative",
        ties="គ្មាន" if km else "None",
        grade="អនុវត្តក្រោមបទដ្ឋានធ្ងន់ធ្ងរ" if km else "Critically below the standards",
        state="decided",
        proposed_grade="",
        reason="",
        points=138,
        maximum=184,
        scaled="150",
        scale=200,
        counts=tuple(AnswerCount(label=label, number=number) for label, number in numbers),
        sections=sections,
        critical=(CriticalItem(number="14", text=SENTENCES[lang][2], answer=ANSWERS[lang][2]),),
        roster=ROSTER,
        findings=findings(lang, finding_count),
        rules=tuple(RuleLine(text=km_text if km else en_text, sourced=sourced) for km_text, en_text, sourced in rules),
    )


def recovery_code(lang: Language, *, practice: bool = False) -> RecoveryCodePaper:
    """A recovery code that opens nothing."""
    return RecoveryCodePaper(
        lang=lang,
        office=OFFICE[lang],
        practice=practice,
        printed_on=DAY[lang],
        groups=("0X7KQ", "M4T2A", "9ZC8R", "PW5EH", "J6N1D", "V3BGY"),
        device="7KQ",
        made_on=DAY[lang],
    )
