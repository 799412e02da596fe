"""Nothing is printed that its citations do not bear out: planted errors of every kind are stopped."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from marsad.model import Span
from marsad.views.brief.evidence import Evidence
from marsad.views.brief.gate import Gate
from marsad.views.brief.labels import Labels
from marsad.views.brief.sentences import Writer
from marsad.views.brief.told import Piece, Place, Sentence
from tests.views.brief.conftest import DISPUTE, DURRA, LATER, REPORT, SAHL, SAID, SAWWAF, SHIFT, A, B, at


def change(sentence: Sentence, part: str, of: str | None = None, **to: Any) -> Sentence:
    """The sentence with one piece changed."""
    at_ = next(i for i, p in enumerate(sentence.pieces) if p.part == part and of in (None, p.code))
    pieces = list(sentence.pieces)
    pieces[at_] = pieces[at_]._replace(**to)
    return sentence._replace(pieces=tuple(pieces))


def without(sentence: Sentence, part: str, code: str) -> Sentence:
    """The sentence without pieces of one sort."""
    return sentence._replace(pieces=tuple(p for p in sentence.pieces if (p.part, p.code) != (part, code)))


def test_true_sentences_pass(writer: Writer, gate: Gate) -> None:
    for sentence in (
        writer.report(REPORT),
        writer.said(SAID),
        *writer.dispute(DISPUTE),
        *writer.shift(SHIFT, SAID, LATER),
    ):
        assert gate.refuse(sentence) is None, sentence.text


def test_a_report_in_words(writer: Writer, labels: Labels) -> None:
    wanted = {
        "ar": "هجوم (من الجو) — الفاعل: تركيا؛ الموجَّه إليه: مصر؛ المكان: طرابلس؛ التاريخ: 3 مارس 2020؛ الوضع: مروي على أنه وقع: «",
        "en": "Assault (from the air) — by: Turkey; towards: Egypt; place: Tripoli; date: 3 March 2020; status: told as having happened: “",
    }
    text = writer.report(REPORT).text
    assert text.startswith(wanted[labels.lang])
    assert text[len(wanted[labels.lang]) : -2] == "وهاجمت تركيا مواقع مصرية في طرابلس يوم ٣ آذار ٢٠٢٠، وقتل ١٢ جنديا"


def test_names_must_be_those_of_the_role_and_stand_in_the_evidence(
    writer: Writer, gate: Gate, evidence: Evidence
) -> None:
    good = writer.report(REPORT)
    refused = {
        "another's name": change(good, "name", "actor", text="ليبيا"),
        "another actor": change(good, "name", "actor", text="ليبيا", value="LY"),
        "roles swapped": change(
            change(good, "name", "actor", text="مصر", value="EG"), "name", "recipient", text="تركيا", value="TR"
        ),
        "told in the other role": change(good, "name", "recipient", code="actor", text="تركيا", value="TR"),
    }
    for what, sentence in refused.items():
        assert gate.refuse(sentence), what
    assert gate.refuse(change(good, "name", "actor", text="Turkey")) is None
    assert gate.refuse(change(good, "name", "actor", text="تركيا")) is None
    evidence.records[REPORT.id] = structs.replace(REPORT, actors=("LY",))
    assert "is not named" in str(gate.refuse(change(good, "name", "actor", text="ليبيا", value="LY")))


def test_an_english_name_needs_an_arabic_spelling_in_a_cited_stretch(writer: Writer, gate: Gate) -> None:
    good = writer.report(REPORT)
    short = Place("a", at("وهاجمت"))
    quote = next(p for p in good.pieces if p.part == "quote")
    bare = good._replace(places=(short, *good.places[1:]), pieces=tuple(p for p in good.pieces if p is not quote))
    assert "is not named" in str(gate.refuse(bare))
    named = bare._replace(
        places=(
            short,
            Place("a", at("تركيا")),
            Place("a", at("مصرية")),
            Place("a", at("طرابلس")),
            Place("a", at("٣ آذار ٢٠٢٠")),
        )
    )
    assert gate.refuse(named) is None
    elsewhere = named._replace(places=(short, Place("b", at("التركية", B)), *named.places[2:]))
    assert gate.refuse(elsewhere) is None  # an adjective of the state, in another cited article
    half = named._replace(places=(short, Place("a", Span(at("تركيا").start + 1, at("تركيا").end)), *named.places[2:]))
    assert "is not named" in str(gate.refuse(half))


def test_a_mention_that_the_ledger_gives_to_another_does_not_name(
    writer: Writer, gate: Gate, evidence: Evidence
) -> None:
    evidence.readings["a"].mentions[1].actor = "EG"
    assert "is not named" in str(gate.refuse(writer.report(REPORT)))


def test_a_mention_in_words_that_are_no_spelling_does_not_name(writer: Writer, gate: Gate, evidence: Evidence) -> None:
    span = at("مواقع")
    evidence.readings["a"].mentions[1].start, evidence.readings["a"].mentions[1].end = span.start, span.end
    assert "is not named" in str(gate.refuse(writer.report(REPORT)))


def test_who_is_described_goes_by_his_description(writer: Writer, gate: Gate, evidence: Evidence) -> None:
    evidence.records[REPORT.id] = changed = structs.replace(REPORT, recipients=(SAHL,))
    good = writer.report(changed)
    assert "كتيبة السهل" in good.text
    assert gate.refuse(good) is None
    assert "describes him" in str(gate.refuse(change(good, "name", "recipient", text="كتيبة الجبل")))


@pytest.mark.parametrize("text", ["3 مارس 2020", "٣ آذار ٢٠٢٠", "3 March 2020", "۳ آذار ۲۰۲۰", "03 مارس 2020"])
def test_a_day_may_be_written_in_any_tradition_and_digits(writer: Writer, gate: Gate, text: str) -> None:
    assert gate.refuse(change(writer.report(REPORT), "day", "happened", text=text)) is None


@pytest.mark.parametrize(
    "text",
    ["4 مارس 2020", "3 نيسان 2020", "3 أبريل 2020", "3 مارس 2021", "مارس 2020", "٢ آذار ٢٠٢٠", "3 2020", "أمس", ""],
)
def test_another_day_is_stopped(writer: Writer, gate: Gate, text: str) -> None:
    assert gate.refuse(change(writer.report(REPORT), "day", "happened", text=text))


def test_a_resolved_day_needs_its_words_cited(writer: Writer, gate: Gate) -> None:
    good = writer.said(SAID)
    assert gate.refuse(good) is None
    uncited = good._replace(places=tuple(p for p in good.places if p.span != at("أمس")))
    assert "neither in the cited characters" in str(gate.refuse(uncited))


def test_a_day_off_by_one_in_the_record_is_stopped(
    writer: Writer, gate: Gate, evidence: Evidence, labels: Labels
) -> None:
    evidence.records[REPORT.id] = structs.replace(REPORT, event=structs.replace(REPORT.event, date="2020-03-02"))
    wrong = change(writer.report(REPORT), "day", "happened", text=labels.day("2020-03-02"), value="2020-03-02")
    assert "neither in the cited characters" in str(gate.refuse(wrong))


def test_the_day_of_publication_is_called_so(writer: Writer, gate: Gate, labels: Labels) -> None:
    good = writer.report(REPORT)
    as_event = change(good, "day", "happened", text=labels.day("2020-03-05"), value="2020-03-05")
    assert gate.refuse(as_event)
    named = change(as_event, "day", "happened", code="published")
    assert "told as happened" in str(gate.refuse(named))
    marker = next(p for p in good.pieces if p.text == labels.words("day"))
    rightly = named._replace(
        pieces=tuple(p._replace(text=labels.words("published")) if p == marker else p for p in named.pieces)
    )
    assert gate.refuse(rightly) is None


def test_numbers_must_stand_in_digits_or_words(writer: Writer, gate: Gate) -> None:
    left, right = writer.dispute(DISPUTE)
    assert gate.refuse(change(left, "number", text="١٢")) is None  # the article has ١٢
    assert gate.refuse(change(right, "number", text="7")) is None  # the article has سبعة
    for wrong in ("13", "1", "2", "120", "اثنا عشر", ""):
        assert gate.refuse(change(left, "number", text=wrong)), wrong
    assert gate.refuse(change(left, "number", text="13", value="13"))
    assert gate.refuse(change(right, "number", text="12", value="12"))  # the other side's


def test_a_number_that_only_the_record_has_is_stopped(writer: Writer, gate: Gate, evidence: Evidence) -> None:
    evidence.records[DISPUTE.id] = structs.replace(DISPUTE, left=structs.replace(DISPUTE.left, value="15"))
    assert "does not stand" in str(gate.refuse(change(writer.dispute(DISPUTE)[0], "number", text="15", value="15")))


def test_a_source_must_have_published_it(writer: Writer, gate: Gate) -> None:
    left, _ = writer.dispute(DISPUTE)
    assert "did not publish" in str(gate.refuse(change(left, "publisher", text="وكالة الميناء")))


def test_the_status_can_be_neither_turned_nor_dropped(
    writer: Writer, gate: Gate, evidence: Evidence, labels: Labels
) -> None:
    denied = structs.replace(REPORT, event=structs.replace(REPORT.event, status="denied"))
    evidence.records[REPORT.id] = denied
    good = writer.report(denied)
    assert gate.refuse(good) is None
    assert gate.refuse(change(good, "label", "status", text=labels.of("status", "happened")))
    assert gate.refuse(change(good, "label", "status", text=labels.of("status", "happened"), value="happened"))
    assert "left out" in str(gate.refuse(without(good, "label", "status")))


def test_the_speaker_can_be_neither_swapped_nor_dropped(writer: Writer, gate: Gate) -> None:
    good = writer.said(SAID)
    other = change(good, "name", "speaker", text="هاني الصواف", value=SAWWAF)._replace(
        places=(*good.places, Place("a", at("هاني الصواف")))
    )
    assert "is not the speaker" in str(gate.refuse(other))
    assert "is no name of" in str(gate.refuse(change(good, "name", "speaker", text="هاني الصواف", value=DURRA)))
    assert "left out" in str(gate.refuse(without(good, "name", "speaker")))


def test_the_force_is_the_records(writer: Writer, gate: Gate, labels: Labels) -> None:
    assert gate.refuse(change(writer.said(SAID), "label", "force", text=labels.of("force", "deny"), value="deny"))
    assert gate.refuse(change(writer.said(SAID), "label", "force", text=labels.of("force", "deny")))


def test_quotations_are_letter_for_letter(writer: Writer, gate: Gate) -> None:
    good = writer.said(SAID)
    for wrong in ("بلاده لا توقع الهدنة", "بلاده توقع", "توقع الهدنة", "بلاده توقع الهدن", "بلادها توقع الهدنة", ""):
        text = change(good, "quote", text=wrong)
        assert (gate.refuse(text) is None) is (wrong == "بلاده توقع"), wrong


def test_a_quotation_is_not_cut_behind_a_negation(writer: Writer, gate: Gate, evidence: Evidence) -> None:
    event = structs.replace(
        REPORT.event,
        trigger=at("تنف"),
        evidence=at("ولم تنف كتيبة السهل الأمر"),
        place=None,
        date=None,
        type="REJECT",
        mode=None,
    )
    evidence.records[REPORT.id] = told = structs.replace(REPORT, event=event, actors=(SAHL,), recipients=())
    good = writer.report(told)
    assert gate.refuse(good) is None
    assert "does not stand so" in str(gate.refuse(change(good, "quote", text="تنف كتيبة السهل الأمر")))


def test_words_are_those_of_templates_alone(writer: Writer, gate: Gate, labels: Labels) -> None:
    good = writer.said(SAID)
    for words in (" وخليفة حفتر ", " 12 ", " in 2021 ", " not ", " لم ", labels.words("dash") + "x"):
        assert "no words of a template" in str(gate.refuse(good._replace(pieces=(*good.pieces, Piece("words", words)))))


def test_citations_lie_in_their_article(writer: Writer, gate: Gate) -> None:
    good = writer.said(SAID)
    for span in (Span(0, len(A) + 1), Span(5, 5), Span(-1, 4)):
        assert "are not in article" in str(gate.refuse(good._replace(places=(*good.places, Place("a", span)))))
    assert gate.refuse(good._replace(places=(*good.places, Place("z", Span(0, 1)))))
    assert "are not cited" in str(gate.refuse(good._replace(places=(Place("a", at("سامي الدرة")),))))


def test_a_record_that_is_not_there_tells_nothing(writer: Writer, gate: Gate) -> None:
    assert "has no record" in str(gate.refuse(writer.said(SAID)._replace(tells="a.s9")))
    assert "has no record" in str(gate.refuse(writer.said(SAID)._replace(tells="a.s0/left")))


def test_a_change_needs_the_stance_on_the_side_it_tells(writer: Writer, gate: Gate, evidence: Evidence) -> None:
    before, after = writer.shift(SHIFT, SAID, LATER)
    flipped = change(
        before, "label", "side", text=next(p.text for p in after.pieces if p.code == "side"), value="after_minus"
    )
    assert gate.refuse(flipped)
    evidence.records[SHIFT.id] = structs.replace(SHIFT, before="-")
    assert "has no record" in str(gate.refuse(before))
