"""The table of word classes: what is counted of words in plain news text, and which words stand in lists of names.

Words that stand in like company fall into one class: neighbours one and two words away are counted, weighted by
positive pointwise mutual information with smoothed contexts (Levy, Goldberg and Dagan 2015), brought down to 80
dimensions and grouped by k-means, finely and coarsely. Only counts over all articles go in; no text can be had back.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, hstack
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD

from marsad.lang.ar.fold import fold

SEED = 7
CONTEXTS, LEAST, DIMENSIONS = 4000, 5, 80
GROUPS = (800, 256)
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W_\d]+|\d+[^\W_]*|[\n.،؛:\"()]")
_WEIGHTS = {-1: 1.0, 1: 1.0, -2: 0.5, 2: 0.5}

Table = dict[str, tuple[str, ...]]


def table(articles: Path, names: Path) -> Table:
    """Classes by word: fine and coarse group (`_` for a word too rare), then `N1` to `N3` by how often lists of names hold it."""
    groups = _groups(articles)
    listed = _listed(names)
    found = {}
    for word in sorted(groups.keys() | listed.keys()):
        if word.isalpha():
            own = groups.get(word, ("_",) * len(GROUPS))
            count = listed[word]
            found[word] = (*own, f"N{1 + (count > 2) + (count > 10)}") if count else own
    return found


def write(words: Table, file: Path) -> None:
    """Write a table, the same bytes each time."""
    lines = "".join("\t".join((word, *classes)) + "\n" for word, classes in words.items())
    file.write_bytes(gzip.compress(lines.encode("utf-8"), 9, mtime=0))


def _listed(folder: Path) -> Counter[str]:
    """How often each word stands in the lists of names (`*.tsv`, letters set apart with a count, or Arabic before Latin)."""
    counts: Counter[str] = Counter()
    for file in sorted(folder.glob("wikidata_names_ar_*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            _, letters, count = line.split("\t")
            counts[fold(letters.replace(" ", ""))] += int(count)
    for line in (folder / "google_ar2en_train.tsv").read_text(encoding="utf-8").splitlines():
        for word in fold(line.split("\t")[0]).split():
            counts[word] += 2
    return counts


def _articles(file: Path) -> Iterator[list[str]]:
    """The tokens of each article, lines seen before left out, numbers as `0`."""
    seen: set[str] = set()
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        for record in map(json.loads, stream):
            tokens: list[str] = []
            for line in (record["title"] or "", *record["text"].split("\n")):
                if line.strip() and line not in seen:
                    seen.add(line)
                    tokens += ["0" if word[0].isdigit() else word for word in _TOKEN.findall(fold(line))]
                    tokens.append("\n")
            yield tokens


def _groups(articles: Path) -> dict[str, tuple[str, ...]]:
    texts = list(_articles(articles))
    counts = Counter(word for tokens in texts for word in tokens)
    words = {word: i for i, word in enumerate(w for w, n in counts.most_common() if n >= LEAST)}
    contexts = {word: i for i, (word, _) in enumerate(counts.most_common(CONTEXTS))}
    weighted = hstack([weight * _mutual(texts, words, contexts, away) for away, weight in _WEIGHTS.items()]).tocsr()
    reduced = TruncatedSVD(DIMENSIONS, n_iter=4, random_state=SEED)
    vectors = reduced.fit_transform(weighted) / np.sqrt(reduced.singular_values_)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    labels = [_kmeans(vectors, k) for k in GROUPS]
    return {word: tuple(str(column[i]) for column in labels) for word, i in words.items()}


def _kmeans(vectors: Any, k: int) -> Any:
    return MiniBatchKMeans(k, random_state=SEED, n_init=2, batch_size=4096, max_iter=60).fit(vectors).labels_


def _mutual(texts: Iterable[list[str]], words: dict[str, int], contexts: dict[str, int], away: int) -> Any:
    """Positive pointwise mutual information of words with the words that stand `away` from them."""
    rows: list[int] = []
    columns: list[int] = []
    for tokens in texts:
        own = [words.get(word, -1) for word in tokens]
        near = [contexts.get(word, -1) for word in tokens]
        pairs = zip(own[max(0, -away) :], near[max(0, away) :], strict=False)
        for row, column in pairs:
            if row >= 0 and column >= 0:
                rows.append(row)
                columns.append(column)
    counted = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(words), len(contexts))).tocsr().tocoo()
    of_word = np.asarray(counted.tocsr().sum(1)).ravel()
    of_context = np.asarray(counted.tocsr().sum(0)).ravel() ** 0.75
    values = np.log(counted.data / (of_word[counted.row] * (of_context / of_context.sum())[counted.col]))
    kept = values > 0
    return coo_matrix((values[kept], (counted.row[kept], counted.col[kept])), shape=counted.shape).tocsr()
