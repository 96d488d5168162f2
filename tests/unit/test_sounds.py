"""Sounds of names: spellings of one name in both scripts meet, other names do not, and too short a sound is not looked for.

The names and their spellings are made up from usage, by who wrote the rules: expect a little less of real registers.
"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.duplicates import Person, compare
from app.text.latin import _known
from app.text.normal import normalise
from app.text.sounds import consonants, heard, sound, sounds, sounds_any_order, stored_sounds

SPELT = """
សុខ Sok Sokh
តេស្ត Tes Test Tesd
ចាន់ Chan Chann Jan
វណ្ណា Vanna Wanna Vana
ស្រីមុំ Sreymom Sreymum Sreimom
ច័ន្ទ Chan Chand Chann
ហេង Heng Hengh
លី Ly Li Lee
គឹម Kim Kem Gim
ដារ៉ា Dara Darra
សុភា Sophea Sopea Sofia
ប៊ុនលី Bunly Bunli Bounly
សុភាព Sopheap Sopeap Sophiep
បុប្ផា Bopha Bopa Bupha Boppha
ចិន្តា Chenda Chinda Chinta
រតនា Ratana Rattana Rathana Rotana
ពិសិដ្ឋ Piseth Pisith Piset
វិចិត្រ Vichet Vichit Wichet
សម្បត្តិ Sambath Sombath Sambat
សំណាង Samnang Somnang
វាសនា Veasna Viesna Vasna
សុវណ្ណ Sovann Sovan Sowann
រដ្ឋា Ratha Rotha Rattha
ពុទ្ធី Puthy Putthy Phuthy
ធីតា Thida Tida Thyda
កុសល Kosal Kosol
សុគន្ធា Sokunthea Sokuntea Sokhunthea
ស្រីពៅ Sreypov Sreypeou Sreypao
ស្រីល័ក្ខ Sreyleak Sreileak Sreyleakh
ម៉ាលី Maly Mali Malee
ណារិទ្ធ Narith Narit Narid
ចាន់ថា Chantha Chanta
ចាន់ធូ Chanthou Chantou Chanthu
វិសាល Visal Wisal Visaal
ភារម្យ Phearom Pheareum Phearum
ភក្តី Pheakdey Phakdey Pheakdei
ឧត្តម Oudom Udom Outdom
រិទ្ធី Rithy Rithi Ritthy
ផល្លា Phalla Phala Palla
កល្យាណ Kalyan Kalyann Kallyan
មករា Makara Meakara
កញ្ញា Kanha Kagna Kannha Kanya
តុលា Tola Tula
ធារ៉ា Theara Thearra Theara
បញ្ញា Panha Panhha Pagna
ប៊ុនធឿន Bunthoeun Bunthoeurn Bounthoeun
សុជាតិ Socheat Sochea Socheath
ពន្លក Ponlok Punlork Ponlork
មង្គល Mongkul Mongkol Mungkul
មុនី Mony Muny Moni
រស្មី Rasmey Reaksmey Raksmei
វណ្ណៈ Vannak Vanak Wannak
សាវឿន Savoeun Savoeurn Saveoun
សារ៉ាត់ Sarath Sarat
ស៊ីណេត Sinet Sineth Synet
សេរី Serey Sereey Sery Serei
សុវិទ្យា Sovithya Sovitya
ឡៃហេង Layheng Laiheng Lyheng
គឹមឡាង Kimleang Kimlang Kemleang
ម៉េងហួរ Menghuor Menghour Menghou
ណាវី Navy Navi Navee
ថាវី Thavy Tavy Thavi
ទេវី Tevy Tevi Devi
ភិរុណ Phirun Pirun Phirum
រចនា Rachana Rochana Rajana
ឆៃយ៉ា Chhaya Chaiya Chayya
ណារ៉ុង Narong Narung
ពិដោរ Pidor Pidoa
ពេជ្រ Pich Pech Picch
ឡុង Long Lung
កែវ Keo Kev Keov Kaev
ខៀវ Khiev Khieu Kheav
មាស Meas Mias Mes
ឈឹម Chhim Chim Chhem
នួន Nuon Noun Nun
ម៉ៅ Mao Mau Mav
អ៊ុក Ouk Uk Ook
ឌួង Duong Doung
សៅ Sao Sau Sav
ប្រាក់ Prak Brak Prakk
ជា Chea Jea Cheah
ទេព Tep Teb Teap
មុំ Mom Mum
សួន Soun Suon Sun
សុធារ៉ា Sotheara Soteara
វីរៈបុត្រ Vireakbot Virakboth Vireakbut
ធារិទ្ធិ Thearith Thearit Tearith
សុីវហុង Sivhong Sivhung
គន្ធី Kunthy Kunthi Konthy
ម៉ានី Many Mani Manee
រ៉ាវី Ravy Ravi
សុមាលា Somala Somalea
ចំរើន Chamroeun Chomroeun Chamreun Chamroeurn
ប៊ុនថន Bunthorn Bunthan Bunthon
សុភ័ក្រ Sopheak Sophak Sopheakk
ណែម Nem Naem
សារឿន Saroeun Saroeurn Sareoun
វុទ្ធី Vuthy Vuthi Vouthy Wuthy
រ៉េត Ret Reth Raet
សុវណ្ណារ៉ា Sovannara Sovanara
ធីដា Thida Thyda
អេង Eng Aeng
អៀង Eang Ieng
ទូច Touch Tuch
ស៊ីម Sim Sym
ងិន Ngin Nghin Ngen
ញ៉ែម Nhem Nhaem Gnem
យិន Yin Yen
យ៉ាត Yat Yath
ជីវ័ន Chivan Chivoan Chivorn
ម៉ារី Mary Mari Marry
រ៉ូសា Rosa Rousa
បូរ៉ា Bora Borra Boura
វិជ្ជា Vichea Vichhea Vijea
កក្កដា Kakada Kakkada
សុផាត Sophat Sophath Sopat
ហុក Hok Hock
"""
NAMES = [(line.split()[0], tuple(line.split()[1:])) for line in SPELT.strip().splitlines()]
"""A Khmer name with two to four spellings in Latin letters."""


def meet(one: str, other: str) -> bool:
    """Whether two names may be said alike."""
    return not set(sounds(one)).isdisjoint(sounds(other))


def recall(names: list[tuple[str, tuple[str, ...]]]) -> float:
    """How many spellings meet their Khmer name, from 0 to 1."""
    met = [meet(khmer, latin) for khmer, spelt in names for latin in spelt]
    return sum(met) / len(met)


def test_nine_in_ten_spellings_meet_their_khmer_name() -> None:
    unusual = [name for name in NAMES if not _known(normalise(name[0]))]
    assert len(NAMES) >= 60
    assert {len(spelt) for _, spelt in NAMES} == {2, 3, 4}
    assert len(unusual) >= 30
    assert recall(NAMES) >= 0.95
    assert recall(unusual) >= 0.95  # by their letters alone


def test_other_names_do_not_meet() -> None:
    pairs = [(one, latin) for (one, _), (other, spelt) in product(NAMES, NAMES) if one != other for latin in spelt]
    assert sum(meet(*pair) for pair in pairs) / len(pairs) < 0.003
    near = [pair for pair in pairs[::7] if compare(Person("1", khmer=f"សុខ {pair[0]}"), Person("2", latin=f"Heng {pair[1]}"))]
    assert near == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Sophea", "Sofia"), ("Chan", "Jan"), ("Vanna", "Wanna"), ("Pov", "Pou"), ("Reaksmey", "Raksmei"), ("Maly", "Malee")],
)
def test_spellings_of_one_sound_meet(one: str, other: str) -> None:
    assert sound(one) == sound(other) != ""


def test_parts_may_be_turned_or_written_as_one() -> None:
    assert not sounds_any_order("សុខ ស្រីមុំ").isdisjoint(sounds_any_order("Srey Mom Sok"))
    assert not sounds_any_order("សុខដារ៉ា").isdisjoint(sounds_any_order("Dara Sok"))
    assert consonants("សុខ ដារ៉ា", "") == consonants("", "Dara Sokh") == "sk tr"
    assert sounds("Somalé") == sounds("SOMALE")


def test_a_name_keeps_each_way_to_say_it() -> None:
    assert sounds("រស្មី") == ("RASMI", "RAKSMI")
    assert stored_sounds("សុខ រស្មី", "Sok Rasmey") == "rsm sk/SAKRASMI/SAKRAKSMI"
    assert stored_sounds("", "12") == stored_sounds("", "") == ""


def test_what_says_too_little_is_found_only_where_a_name_begins() -> None:
    assert heard("sok") == ("SAK",)
    assert heard("លី") == ("/LI",)
    assert heard("s") == heard("K-2KC") == heard("៥") == heard("-") == ()


@given(st.text(alphabet=[chr(code) for code in range(0x1780, 0x17D3)] + list("aeiouychknty -é"), max_size=20))
def test_any_name_has_few_and_plain_sounds(name: str) -> None:
    found = sounds(name)
    assert len(found) <= 4
    assert all(way.isascii() and way.isalpha() and way.isupper() for way in found)
    assert bool(found) == bool(sounds_any_order(name))
