"""Disagreements: what cannot both hold is told with both sides; updates, roundings, parts and spellings are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest

from marsad.model.telling import Telling
from marsad.model.woven import Disagreement
from marsad.weave.disagreements import disagreements, of_story, wording
from marsad.weave.events import Events, merged
from marsad.weave.quotations import quotation
from tests.weave.retold import Deed, Speech, demo, retold

BLAST = "انفجرت سيارة مفخخة في سوق التلال صباح السبت وأسفر الهجوم عن مقتل {} شخصا وإصابة العشرات"
SIDES = {"minister": frozenset(("council",))}


def blast(article: str, dead: str, *, day: str = "2021-02-07", publisher: str | None = None, text: str = "") -> Telling:
    deed = Deed(BLAST.format(dead), "الهجوم", day="2021-02-06")
    return retold(article, [deed], day=day, publisher=publisher or article, text=text)


def about_event(*tellings: Telling, more: Mapping[str, Telling] | None = None) -> list[Disagreement]:
    """Disagreements of the one event that the first report of each article tells."""
    texts = {t.article: t for t in tellings} | dict(more or {})
    reports = [t.reports[0] for t in tellings]
    return disagreements(merged("event-1", reports, {}), reports, texts.__getitem__, sides=SIDES)


def about_story(*tellings: Telling, known: Sequence[Disagreement] = ()) -> list[Disagreement]:
    return of_story(
        "story-1", tellings, {r.id: f"of-{r.id}" for t in tellings for r in t.reports}, known=known, sides=SIDES
    )


def test_two_tolls_of_one_day_disagree() -> None:
    [found] = about_event(blast("a", "12"), blast("b", "17"), blast("c", "17"))
    assert (found.about, found.matter, found.unit, found.status) == ("event-1", "number", "dead", "open")
    assert (found.left.value, found.right.value) == ("12", "17")
    assert found.left.records == ("a.e0",)
    assert found.right.publishers == ("b", "c")
    assert found.left.evidence.of(blast("a", "12").reading.text) == "12 شخصا"
    assert found.id.startswith("dispute-")
    assert len(found.id) == len("dispute-") + 12


def test_the_order_of_reports_changes_nothing() -> None:
    tellings = [blast("a", "12"), blast("b", "17"), blast("c", "21")]
    assert len({tuple(sorted(d.id for d in about_event(*order))) for order in permutations(tellings)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (blast("a", "12"), blast("b", "17", day="2021-02-08")),
        (blast("a", "12", publisher="p"), blast("b", "17", publisher="p")),
        (blast("a", "12 شخصا على الأقل، بعد أن كان"), blast("b", "17")),
        (blast("a", "أكثر من 12"), blast("b", "17")),
        (blast("a", "نحو 15"), blast("b", "17")),
        (blast("a", "12"), blast("b", "17", text="وكانت الوزارة قد أعلنت مقتل 12 شخصا")),
        (blast("a", "17"), blast("b", "12", text="وقتل 5 أشخاص في المستشفى مع 12 شخصا في السوق")),
        (blast("a", "12"), blast("b", "12")),
        (blast("a", "12"), blast("b", "900")),
    ],
    ids=["grows", "same publisher", "at least", "more than", "about", "admits", "sum", "equal", "too far"],
)
def test_no_disagreement(one: Telling, other: Telling) -> None:
    assert about_event(one, other) == []


def test_a_later_lower_toll_disagrees() -> None:
    [found] = about_event(blast("a", "17"), blast("b", "12", day="2021-02-09"))
    assert (found.left.value, found.right.value) == ("17", "12")
    assert found.confidence == 0.8


def test_one_article_disagrees_with_nobody() -> None:
    assert about_event(blast("a", "12")) == []
    assert about_story(blast("a", "12")) == []


def test_sentences_of_one_story_that_differ_in_a_number() -> None:
    told = "عثر مفتشو البعثة في مرفأ الشمال على {} حاويات محملة بقطع غيار مهربة"
    one, other = (retold(a, text=told.format(n), publisher=a) for a, n in (("a", "أربع"), ("b", "ست")))
    [found] = about_story(one, other)
    assert (found.about, found.unit, {found.left.value, found.right.value}) == ("story-1", "containers", {"4", "6"})
    assert about_story(one, other, known=[found]) == []
    elsewhere = retold("c", text="باع المتجر تسع حاويات بلاستيكية لجمع النفايات في الحي القديم", publisher="c")
    assert about_story(one, elsewhere) == []


def test_prices_and_shares_are_not_compared() -> None:
    told = "وأغلق مؤشر السوق تداولات اليوم في البورصة مرتفعا بنسبة {} بالمئة وسط إقبال على الأسهم"
    assert about_story(*(retold(a, text=told.format(n), publisher=a) for a, n in (("a", "3"), ("b", "7")))) == []


FOUND = "نقلت سفينة الشحن أسلحة من مرفأ الشمال إلى قوات المجلس قبل يومين"


def test_a_denial_meets_what_it_denies() -> None:
    denial = Speech("أن تكون سفينة الشحن قد نقلت أسلحة من مرفأ الشمال إلى أحد", "omar", force="deny")
    told, denied = retold("a", text=FOUND, publisher="p"), retold("b", (), [denial], publisher="q", day="2021-02-08")
    [found] = about_story(told, denied)
    assert (found.matter, found.left.value, found.right.value) == ("status", "happened", "denied")
    assert found.right.records == ("b.s0",)
    assert found.about == "story-1"


@pytest.mark.parametrize(
    ("told", "denial"),
    [
        ("لم " + FOUND.replace("نقلت", "تنقل"), "أن تكون سفينة الشحن قد نقلت أسلحة من مرفأ الشمال"),
        ("نفى مصدر أن تكون سفينة الشحن نقلت أسلحة من مرفأ الشمال", "أن تكون سفينة الشحن قد نقلت أسلحة من مرفأ الشمال"),
        (FOUND, "ذلك وقال إن سفينة الشحن نقلت أدوية من مرفأ الشمال"),
        (FOUND, "وجود خلاف بين الوزراء على موعد الانتخابات المقبلة"),
    ],
    ids=["negated", "denied too", "points", "other"],
)
def test_a_denial_that_meets_nothing(told: str, denial: str) -> None:
    speech = Speech(denial, "omar", force="deny")
    assert about_story(retold("a", text=told), retold("b", (), [speech])) == []


def test_who_denies_his_part_disputes_the_doer() -> None:
    accused = Deed("اتهم المجلس الجيش بقصف مستودع الأدوية في بلدة التلال", "اتهم", "ACCUSE", ("council",), ("army",))
    denial = Speech("أي صلة بقصف مستودع الأدوية", "army", force="deny")
    [found] = about_story(retold("a", [accused]), retold("b", (), [denial], day="2021-02-08"))
    assert (found.matter, found.left.value, found.right.value) == ("actor", "army", "not army")
    assert found.about == "of-a.e0"


def deed(
    article: str, who: str, told: str, *, day: str = "2021-02-06", more: Mapping[str, object] | None = None
) -> Telling:
    sentence = f"قصف {told} مستودع الأدوية في بلدة صغيرة فأحرق نصف المخزون"
    return retold(article, [Deed(sentence, "قصف", actors=(who,), day=day, more=dict(more or {}))], publisher=article)


def test_two_doers_of_one_deed() -> None:
    [found] = about_event(deed("a", "army", "الجيش"), deed("b", "omar", "عمر"))
    assert (found.matter, found.left.value, found.right.value) == ("actor", "army", "omar")
    assert about_event(deed("a", "minister", "الوزير"), deed("b", "council", "المجلس")) == []


def test_a_doer_whom_the_other_article_names_too_is_not_disputed() -> None:
    other = retold("b", [Deed("قصف عمر مستودع الأدوية في بلدة صغيرة فأحرق نصف المخزون", "قصف", actors=("omar",))],
                   text="ونفت قيادة الجيش علمها بالأمر")  # fmt: skip
    assert about_event(deed("a", "army", "الجيش"), other) == []


def test_an_unsure_reading_disputes_nobody() -> None:
    assert about_event(deed("a", "army", "الجيش"), deed("b", "omar", "عمر", more={"confidence": 0.5})) == []


def test_two_days_written_out() -> None:
    def on(article: str, word: str, day: str) -> Telling:
        sentence = f"قصف الجيش يوم {word} مستودع الأدوية في بلدة صغيرة فأحرق المخزون"
        return retold(article, [Deed(sentence, "قصف", actors=("army",), day=day)], times=[(word, day)])

    [found] = about_event(on("a", "الجمعة", "2021-02-05"), on("b", "السبت", "2021-02-06"))
    assert (found.matter, found.left.value, found.right.value) == ("date", "2021-02-05", "2021-02-06")
    assert about_event(on("a", "اليوم", "2021-02-05"), on("b", "أمس", "2021-02-06")) == []


def test_happened_and_denied() -> None:
    [found] = about_event(deed("a", "army", "الجيش"), deed("b", "army", "الجيش", more={"status": "denied"}))
    assert (found.matter, {found.left.value, found.right.value}) == ("status", {"happened", "denied"})


QUOTE = "سنسحب قواتنا من المرفأ خلال عشرة أيام و{} الطريق الساحلي أمام جميع القوافل دون شروط"


def worded(*texts: str, speakers: Sequence[str] = ("omar", "omar")) -> list[Disagreement]:
    tellings = [
        retold(a, (), [Speech(text, who)], publisher=a) for a, text, who in zip("ab", texts, speakers, strict=True)
    ]
    said = [s for t in tellings for s in t.said]
    return wording(quotation("quotation-1", said, {}), said, {t.article: t for t in tellings}.__getitem__, sides=SIDES)


@pytest.mark.parametrize(
    ("one", "other", "rule", "values"),
    [
        (QUOTE.format("نفتح"), QUOTE.format("لا نفتح"), "negation", {"", "لا"}),
        (QUOTE.format("نفتح"), QUOTE.format("نفتح").replace("عشرة", "تسعة"), "number", {"عشرة", "تسعة"}),
        (QUOTE.format("يفتح"), QUOTE.format("قد يفتح"), "modal", {"", "قد"}),
        ("دعونا في الرسالة الأخيرة عمر إلى توقيع الاتفاق فورا", "دعونا في الرسالة الأخيرة سلمى إلى توقيع الاتفاق فورا", "name", {"عمر", "سلمى"}),
    ],
)  # fmt: skip
def test_wordings_that_differ_in_content(one: str, other: str, rule: str, values: set[str]) -> None:
    [found] = worded(one, other)
    assert (found.about, found.matter, found.rule) == ("quotation-1", "wording", rule)
    assert {found.left.value.removeprefix("و"), found.right.value.removeprefix("و")} == values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (QUOTE.format("نفتح"), QUOTE.format("نفتح")),
        (QUOTE.format("نفتح"), QUOTE.format("نفتح").replace("القوافل", "الشاحنات")),
        (QUOTE.format("نفتح"), QUOTE.format("نفتح").replace("عشرة", "10")),
        (QUOTE.format("نفتح"), "سنسحب قواتنا من المرفأ خلال عشرة أيام"),
        ("هذا القرار قد حرم الفلاحين من الماء سنة كاملة", "هذا القرار حرم الفلاحين من الماء سنة كاملة"),
    ],
    ids=["same", "synonym", "digits", "cut", "past"],
)
def test_wordings_that_do_not(one: str, other: str) -> None:
    assert worded(one, other) == []


def test_an_article_that_is_missing_is_named() -> None:
    reports = [blast("a", "12").reports[0], blast("b", "17").reports[0]]
    with pytest.raises(KeyError, match="b"):
        disagreements(merged("e", reports, {}), reports, {"a": blast("a", "12")}.__getitem__)


def test_the_demo_shows_what_its_articles_contradict() -> None:
    tellings, stories, _ = demo()
    events = Events()
    of = dict(pair for t in tellings for pair in events.add(t, stories[t.article]))
    found: dict[str, list[Disagreement]] = {}
    for story in dict.fromkeys(stories.values()):
        found[story] = of_story(story, [t for t in tellings if stories[t.article] == story], of)
    numbers = {(d.unit, frozenset((d.left.value, d.right.value))) for ds in found.values() for d in ds if d.unit}
    assert {
        ("wounded", frozenset(("13", "20"))),
        ("containers", frozenset(("4", "6"))),
        ("fields", frozenset(("2", "3"))),
    } <= numbers
    denials = {(story, d.right.publishers) for story, ds in found.items() for d in ds if d.matter == "status"}
    assert {("sfax-truce", ("rayat-wahat",)), ("arms-ship", ("bawabat-marmara",))} <= denials
    assert sum(map(len, found.values())) <= 8
