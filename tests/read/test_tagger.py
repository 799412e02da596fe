"""The tagger: names in sentences that no list knows, clitics cut off, same answer each time."""

import pytest

from marsad.lang.ar.pack import arabic, models_folder
from marsad.model import Article, Span
from marsad.read.cast import Named
from marsad.read.name_features import Words, features, gap_class, weighed
from marsad.read.tagger import MODEL, NameTagger, known_kind, name_tagger, stretches
from marsad.read.tokens import Document


@pytest.fixture(scope="module")
def tagger() -> NameTagger:
    return name_tagger()


def document(text: str) -> Document:
    return Document(Article(id="t", source="t", text=text, language="ar", body=(Span(0, len(text)),)), arabic())


def names(tagger: NameTagger, text: str) -> list[tuple[str, str]]:
    doc = document(text)
    found = tagger.find(doc, {})
    return [(text[doc.starts[t.start] + t.cut : doc.ends[t.end - 1]], t.type) for t in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("وقال المتحدث باسم المنظمة توماس أندرسون إن القافلة وصلت صباحا", ("توماس أندرسون", "PER")),
        ("أكد وزير الخارجية النمساوي بيتر هوفمان أن المحادثات ستستأنف قريبا", ("بيتر هوفمان", "PER")),
        ("عقد الاجتماع في مدينة استوكهولم السويدية", ("استوكهولم", "GPE")),
        ("وقال المتحدث باسم حزب العمال الاشتراكي إن المفاوضات فشلت", ("حزب العمال الاشتراكي", "ORG")),
    ],
)
def test_names_that_only_their_company_gives_away(tagger: NameTagger, text: str, wanted: tuple[str, str]) -> None:
    assert wanted in names(tagger, text)


@pytest.mark.parametrize(
    "text", ["ارتفعت أسعار الخبز في الأسواق خلال الأسبوع الماضي", "قال مسؤول كبير إن الاجتماع تأجل إلى الغد"]
)
def test_plain_sentences_hold_no_name(tagger: NameTagger, text: str) -> None:
    assert names(tagger, text) == []


@pytest.mark.parametrize(
    ("word", "cut"),
    [("لاحمد", 1), ("وليد", 0), ("ويليام", 0), ("ومحمود", 1), ("بوتين", 0), ("باريس", 0), ("والقذافي", 1)],
)
def test_proclitics_before_a_name_are_cut(tagger: NameTagger, word: str, cut: int) -> None:
    assert tagger.cut(word, "PER") == cut


def test_the_same_document_reads_alike_twice(tagger: NameTagger) -> None:
    doc = document("زار كارل لوندكفيست بيروت، والتقى هناك سامر النابلسي")
    assert tagger.find(doc, {}) == tagger.find(doc, {})


def test_scores_are_probabilities_and_weak_names_are_left_out(tagger: NameTagger) -> None:
    doc = document("زار كارل لوندكفيست بيروت، والتقى هناك سامر النابلسي")
    found = tagger.find(doc, {})
    assert found
    assert all(tagger.least <= tag.confidence <= 1 for tag in found)
    assert NameTagger(tagger.tagger, least=1.1).find(doc, {}) == []


def test_stretches_join_labels_of_one_type() -> None:
    assert stretches(["O", "B-PER", "I-PER", "B-PER", "I-ORG", "O"]) == [(1, 3, "PER"), (3, 4, "PER"), (4, 5, "ORG")]


def test_tagging_nothing_gives_nothing(tagger: NameTagger) -> None:
    assert tagger.tagger.tag([]) == []


def test_features_tell_of_neighbours_marks_and_the_knowledge_base() -> None:
    words = Words({"نزار": ("7", "3", "N2")})
    first, second = features(words, ["ونزار", "سعيد"], ["", "PER"], [" ", ' "', "\n"])
    assert {"c=و+7", "n=و+N2", "^", "+w=سعيد", "+k=PER", '+g="<'} <= {f.decode() for f in first}
    assert {"-w=ونزار", "-c=و+7", "k=PER", "$", "CC+=?/$", "-CC=و+3/?"} <= {f.decode() for f in second}


def test_the_next_word_but_one_and_the_last_but_one_lend_their_classes() -> None:
    words = Words({"نزار": ("7", "3"), "سعيد": ("8", "4")})
    rows = features(words, ["نزار", "زار", "سعيد"], [""] * 3, [" "] * 4)
    assert [[f for f in row if f[1:2] == b"2"] for row in rows] == [[b"+2c=8"], [], [b"-2c=7"]]


def test_features_without_a_weight_are_not_built(tagger: NameTagger) -> None:
    known = weighed((models_folder() / MODEL).read_bytes())
    assert set(known) == set(tagger.tagger._crf.info().attributes)
    (row,) = features(tagger.tagger.words, ["كرتنبوش"], [""], [" ", " "])
    assert "w=كرتنبوش" not in known
    assert {f.decode() for f in row} - {"^", "$"} < set(known)


@pytest.mark.parametrize(
    ("gap", "kind"), [(" ", ""), (' "', '"<'), ('" ', '"'), (" (", "("), ("، ", "."), (" - ", "-")]
)
def test_gaps_fall_into_few_kinds(gap: str, kind: str) -> None:
    assert gap_class(gap) == kind


def test_the_gazetteer_and_short_names_are_trusted_less() -> None:
    sure = Named(0, 1, 0, "GPE", "LY", "knowledge", 0.97)
    assert known_kind(None) == ""
    assert known_kind(sure) == "GPE"
    assert known_kind(sure._replace(actor="geo-1")) == "city"
    assert known_kind(sure._replace(type="PER", confidence=0.9)) == "PER?"
