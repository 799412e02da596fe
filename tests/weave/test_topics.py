"""Which issues a text names, and which an event is about."""

import pytest

from marsad import dossiers
from marsad.dossiers import Issue, IssueWord
from marsad.weave.topics import Topics

TOPICS = Topics(dossiers.issues("libya"))


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("قبل الوفدان الهدنة وتأجيل الانتخابات", ("ceasefire", "elections")),
        ("وقف فوري وشامل لإطلاق النار", ("ceasefire",)),
        ("ووقفاً لإطلاقِ النارِ", ("ceasefire",)),
        ("طالب بخروج المرتزقة وبتوزيع عادل للعائدات", ("foreign_fighters", "wealth_sharing")),
        ("زار الوزير معرض الكتاب", ()),
        ("", ()),
        ("... !", ()),
    ],
)
def test_issues_are_found_folded_and_behind_clitics(text: str, issues: tuple[str, ...]) -> None:
    assert TOPICS.of(text) == issues


def test_what_only_looks_like_an_issue_hides_the_words_inside_it_and_no_others() -> None:
    assert TOPICS.of("قالت منظمة حظر الأسلحة الكيميائية") == ()
    assert TOPICS.of("دعت منظمة حظر الأسلحة الكيميائية إلى احترام حظر السلاح") == ("arms_embargo",)


def about(text: str, trigger: str) -> tuple[str, ...]:
    return TOPICS.about(text, text.index(trigger), len(text))


def test_an_event_is_about_what_stands_behind_its_trigger() -> None:
    assert about("رفضت الفصائل تمديد الهدنة", "رفضت") == ("ceasefire",)
    assert about("بعد انهيار الهدنة رفضت الفصائل الرد على الأسئلة", "رفضت") == ()
    assert about("رفضت الفصائل الرد، وتعثرت الهدنة", "رفضت") == ()
    assert about("رفضت الفصائل الرد حين سئلت عن الهدنة", "رفضت") == ()
    assert about("رفضت الفصائل الرد لكن الهدنة قائمة", "رفضت") == ()


def test_the_trigger_itself_may_name_the_issue_and_the_reach_is_short() -> None:
    assert about("شنت الطائرات غارات على المدينة", "غارات") == ("offensive",)
    assert about("رفض رئيس وفد بلدية مدينة الساحل الشرقي القديمة كلها الهدنة", "رفض") == ()
    assert TOPICS.about("الهدنة", 6, 6) == ()


def test_a_word_of_two_issues_names_both_in_the_order_given() -> None:
    word = (IssueWord(form="نفط", sense="+"),)
    rows = [Issue(id=id_, name=id_, name_ar=id_, definition="", words=word) for id_ in ("b", "a")]
    assert Topics(rows).of("سعر النفط") == ("b", "a")
    assert Topics([]).of("سعر النفط") == ()
