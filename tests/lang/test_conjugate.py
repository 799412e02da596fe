"""Written paradigms, checked against the grammar of Modern Standard Arabic, verb class by verb class."""

from __future__ import annotations

import pytest

from marsad.lang.ar.conjugate import Form, Kind, Person, noun_forms, participle_forms, verb_forms
from marsad.lang.ar.fold import fold

VERBS = {
    "sound": ("كتب", "يكتب", "كتب كتبت كتبا كتبتا كتبوا كتبنا يكتب تكتب نكتب أكتب يكتبون يكتبوا يكتبان تكتبان"),
    "form II": ("هدد", "يهدد", "هدد هددت هددوا يهدد تهدد يهددون نهدد"),
    "form III": ("شارك", "يشارك", "شارك شاركت شاركوا شاركتا يشارك يشاركون تشاركان"),
    "form VIII": ("اتفق", "يتفق", "اتفق اتفقت اتفقا اتفقتا اتفقوا يتفقان يتفقون نتفق"),
    "form X": ("استقبل", "يستقبل", "استقبل استقبلت استقبلوا يستقبل تستقبل يستقبلون"),
    "hollow with و": (
        "قال",
        "يقول",
        "قال قالت قالا قالتا قالوا قلت قلنا يقول تقول نقول يقولون يقولان يقال تقال يقل تقل",
    ),
    "hollow with ي": ("باع", "يبيع", "باع باعت باعوا بعت بعنا يبيع يبيعون يباع يبع"),
    "hollow, form IV": ("أقال", "يقيل", "أقال أقالت أقالوا أقلنا يقيل تقيل يقيلون يقال يقل"),
    "hollow, form VIII": ("اختار", "يختار", "اختار اختارت اختاروا اخترنا يختار تختار يختارون"),
    "defective with و": ("دعا", "يدعو", "دعا دعت دعتا دعوا دعوت دعونا يدعو تدعو يدعون يدعوان يدع تدع"),
    "defective with ي": ("بنى", "يبني", "بنى بنت بنتا بنوا بنينا بنيت يبني تبني يبنون يبنيان يبن"),
    "defective with ى": ("سعى", "يسعى", "سعى سعت سعوا سعينا يسعى تسعى يسعون يسعيان يسع"),
    "defective, form IV": ("أجرى", "يجري", "أجرى أجرت أجرتا أجروا أجرينا يجري تجري يجرون يجريان يجر"),
    "defective, form X": ("استدعى", "يستدعي", "استدعى استدعت استدعوا يستدعي تستدعي يستدعون"),
    "defective, past in ي": ("لقي", "يلقى", "لقي لقيت لقيا لقوا لقينا يلقى تلقى يلقون"),
    "doubled": ("رد", "يرد", "رد ردت ردا ردتا ردوا يرد ترد نرد يردون يردان"),
    "doubled, form VIII": ("احتل", "يحتل", "احتل احتلت احتلوا يحتل تحتل يحتلون"),
    "first letter hamza": ("أمر", "يأمر", "أمر أمرت أمروا يأمر تأمر نأمر يأمرون"),
    "first letter hamza, form II": ("أكد", "يؤكد", "أكد أكدت أكدوا أكدنا يؤكد تؤكد نؤكد أؤكد يؤكدون"),
    "last letter hamza": ("بدأ", "يبدأ", "بدأ بدأت بدؤوا بدأوا بدأنا يبدأ تبدأ نبدأ يبدأون"),
    "last letter hamza on its seat": ("هنأ", "يهنئ", "هنأ هنأت هنؤوا يهنئ تهنئ نهنئ"),
}
WRONG = {
    "form II with و is not hollow": ("طوق", "يطوق", "نطاق يطاق تطاق يطق"),
    "form II with ي is not hollow": ("عين", "يعين", "يعان تعان نعان"),
    "sound": ("كتب", "يكتب", "يكاتب كتبى"),
    "hollow": ("قال", "يقول", "قالنا يقولو"),
}


def written(past: str, present: str, passive: str = "") -> set[str]:
    return {form for form, _, _ in verb_forms(past, present, passive)}


def persons(forms: list[Form], form: str) -> set[Person]:
    return {person for written, _, person in forms if written == fold(form)}


@pytest.mark.parametrize(("past", "present", "forms"), VERBS.values(), ids=VERBS)
def test_paradigm_holds(past: str, present: str, forms: str) -> None:
    assert {fold(form) for form in forms.split()} - written(past, present) == set()


@pytest.mark.parametrize(("past", "present", "forms"), WRONG.values(), ids=WRONG)
def test_paradigm_makes_no_other_word(past: str, present: str, forms: str) -> None:
    assert {fold(form) for form in forms.split()} & written(past, present) == set()


def test_one_spelling_serves_several_persons() -> None:
    forms = list(verb_forms("كتب", "يكتب"))
    assert persons(forms, "كتبت") == {Person.SHE, Person.I}
    assert persons(forms, "كتبا") == {Person.TWO}
    assert persons(forms, "يكتبون") == {Person.THEY}
    assert persons(forms, "نكتب") == {Person.WE}


def test_kinds_are_told_apart() -> None:
    kinds = {form: kind for form, kind, _ in verb_forms("قال", "يقول")}
    assert (kinds["قالت"], kinds["تقول"], kinds["يقل"]) == (Kind.PAST, Kind.PRESENT, Kind.JUSSIVE)


def test_passive_is_spelt_where_it_differs() -> None:
    assert "هوجمت" in written("هاجم", "يهاجم", "هوجم")
    assert "هوجمت" not in written("هاجم", "يهاجم")


@pytest.mark.parametrize(
    ("lemma", "plurals", "forms"),
    [
        ("زيارة", ["زيارات"], "زيارة زيارتان زيارتين زيارتا زيارات زيارت"),
        ("هجوم", ["هجمات"], "هجوم هجوما هجومان هجومين هجمات"),
        ("لقاء", ["لقاءات"], "لقاء لقاءان لقاءين لقاءات لقائي"),
        ("تعاون", [], "تعاون تعاونا"),
        ("تمرين", ["تمارين"], "تمرين تمرينا تمرينان تمارين"),
        ("مسؤول", ["مسؤولون"], "مسؤول مسؤولا مسؤولون مسؤولين"),
        ("مسعى", ["مساع"], "مسعى مساع"),
    ],
)
def test_nouns(lemma: str, plurals: list[str], forms: str) -> None:
    found = {form for form, _, _ in noun_forms(lemma, plurals)}
    assert {fold(form) for form in forms.split()} - found == set()


def test_only_the_head_of_a_compound_is_inflected() -> None:
    found = {form for form, _, _ in noun_forms("مذكرة تفاهم", ["مذكرات تفاهم"])}
    assert {"مذكره تفاهم", "مذكرتان تفاهم", "مذكرات تفاهم"} <= found


def test_a_plural_takes_no_second_ending() -> None:
    assert {form for form, _, _ in noun_forms("مسؤول", ["مسؤولون"])}.isdisjoint({"مسوولونا", "مسوولونات", "مسوولونان"})


def test_participles() -> None:
    forms = list(participle_forms("مضيف", Kind.ACTIVE))
    assert {form for form, _, _ in forms} == {"مضيف", "مضيفا", "مضيفه", "مضيفين", "مضيفون", "مضيفات", "مضيفان"}
    assert persons(forms, "مضيفة") == {Person.SHE}
    assert persons(forms, "مضيفين") == {Person.THEY}
