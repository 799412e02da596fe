"""Trains the model of papers that ships: `python -m training.papers.train UN_QUAD.jsonl ARTICLES.jsonl.gz`.

From sentences of Security Council papers with their quad class, and counts of words in news. Five folds tell how well the reader does
on sentences that were not learnt.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from marsad import ingest
from marsad.flow import ArticleReader
from marsad.lang.ar.pack import arabic
from marsad.model import Article, Reading, Record
from marsad.plover import quad_of
from marsad.read.papers import CLASSES, MODEL, NONE, PaperModel, features, is_paper, stem
from marsad.read.tokens import Document
from marsad.read.triggers import find_triggers

FOLDS = 5
EVERY = 3
"""Each third article is counted: more say nothing new of a register."""
SEEN = 3
"""A feature of so many sentences weighs, and a word of so many per hundred thousand of papers has a register."""
SOFT, MOST = 0.5, 3.0
"""What is added to every count of a word, and the most that one word can say, in log-odds."""
C = 2.0
ROW = 0.15
"""What a row of the lexicon counts beside the words of its sentence, which share one unit of length."""


class Sentence(NamedTuple):
    """A sentence of a paper: its text, its class, its words, the features that tell the class."""

    text: str
    quad: str
    words: list[str]
    told: dict[str, float]


def sentences(file: Path) -> Iterator[Sentence]:
    """The sentences of a file with `text` and `quad` on each line."""
    reader = ArticleReader()
    for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        article = ingest.article(Record(source=file.name, text=row["text"]))
        if isinstance(article, Article):
            doc, _, found = reader.find(article)
            triggers = find_triggers(doc, reader.pack, found.parties, wide=True)
            yield Sentence(row["text"], row["quad"].replace(" ", "_"), doc.words, features(doc.words, triggers))


def in_news(articles: Path) -> Counter[str]:
    """How often each stem stands in the news."""
    counts: Counter[str] = Counter()
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % EVERY == 0:
                article = ingest.article(Record(source="news", text=json.loads(line)["text"]))
                if isinstance(article, Article):
                    counts.update(map(stem, Document(article, arabic()).words))
    return counts


def register(papers: Sequence[Sentence], news: Counter[str]) -> dict[str, float]:
    """How much likelier each stem is in papers than in news, in log-odds."""
    counts = Counter(stem(word) for s in papers for word in s.words)
    many, more = counts.total(), news.total()
    table = {}
    for word in counts | news:
        if counts[word] + news[word] * many / more >= SEEN:
            odds = math.log((counts[word] + SOFT) / many) - math.log((news[word] + SOFT * more / many) / more)
            table[word] = max(-MOST, min(MOST, odds))
    return table


def subjects(papers: Sequence[Sentence]) -> dict[str, dict[str, float]]:
    """Weights of features by class: logistic regression, words by how rare they are, classes of one weight."""
    seen = Counter(f for s in papers for f in s.told if f)
    rare = {f: ROW if " " in f else 0.2 + math.log(len(papers) / n) / 5 for f, n in seen.items() if n >= SEEN}
    vectors = DictVectorizer()
    told = vectors.fit_transform([{f: size * rare[f] for f, size in s.told.items() if f in rare} for s in papers])
    model = LogisticRegression(C=C, class_weight="balanced", max_iter=1000).fit(told, [s.quad for s in papers])
    table: dict[str, dict[str, float]] = {"": {}}
    for of, weights, start in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        table[""][str(of)] = float(start)
        for feature, weight in zip(vectors.feature_names_, weights, strict=True):
            table.setdefault(feature, {})[str(of)] = float(weight) * rare[feature]
    return table


def train(papers: Sequence[Sentence], news: Counter[str]) -> PaperModel:
    """The model of some sentences."""
    return PaperModel(register(papers, news), subjects(papers))


def told_by(reader: ArticleReader, papers: Iterable[Sentence], model: PaperModel) -> list[str]:
    """The class of the surest event that the reader finds in each sentence by itself, with a model of papers."""
    told = []
    with patch("marsad.read.events.papers", return_value=model):
        for sentence in papers:
            found = reader.read_record(Record(source="paper", text=sentence.text))
            events = found.events if isinstance(found, Reading) else []
            told.append(quad_of(max(events, key=lambda e: e.confidence).type) if events else NONE)
    return told


def scores(told: Sequence[str], wanted: Sequence[str]) -> dict[str, float]:
    """F1 of each class, and their mean."""
    every = Counter(told) + Counter(wanted)
    right = Counter(t for t, w in zip(told, wanted, strict=True) if t == w)
    of = {c: 2 * right[c] / every[c] if every[c] else 0.0 for c in CLASSES}
    return of | {"macro": sum(of.values()) / len(of)}


def folds(papers: Sequence[Sentence], news: Counter[str]) -> dict[str, dict[str, float]]:
    """`scores` over five folds, without a model of papers and with one; and the share of sentences taken for papers."""
    reader = ArticleReader()
    before, after, known = [], [], 0
    for k in range(FOLDS):
        held = papers[k::FOLDS]
        model = train([s for i, s in enumerate(papers) if i % FOLDS != k], news)
        before += told_by(reader, held, PaperModel({}, {}))
        after += told_by(reader, held, model)
        known += sum(is_paper(s.words, model) for s in held)
    wanted = [s.quad for k in range(FOLDS) for s in papers[k::FOLDS]]
    return {"as news": scores(before, wanted), "as papers": scores(after, wanted) | {"papers": known / len(wanted)}}


def write(model: PaperModel, file: Path) -> None:
    """Rows of word and log-odds, and of feature, class and weight, in thousandths, gzipped without a date."""
    rows = [f"{word}\t{round(odds * 1000)}" for word, odds in sorted(model.register.items())]
    rows += [
        f"{feature}\t{of}\t{round(weight * 1000)}"
        for feature, weights in sorted(model.subjects.items())
        for of, weight in sorted(weights.items())
    ]
    file.write_bytes(gzip.compress("\n".join(rows).encode(), mtime=0))


def main(argv: list[str] | None = None) -> int:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("papers", type=Path, help="un_quad.jsonl")
    command.add_argument("articles", type=Path, help="articles.jsonl.gz")
    command.add_argument("--into", type=Path, default=Path("marsad/lang/ar/models"))
    given = command.parse_args(argv)
    papers, news = list(sentences(given.papers)), in_news(given.articles)
    for name, of in folds(papers, news).items():
        print(f"{name:<10} " + "  ".join(f"{c} {score:.3f}" for c, score in of.items()))
    write(train(papers, news), given.into / MODEL)
    print(f"{given.into / MODEL}: {(given.into / MODEL).stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
