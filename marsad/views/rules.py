"""What each rule says, in one sentence, the same on every view."""

from __future__ import annotations

WOVEN = {
    "report": "one article tells it; its record is that report",
    "merged": "reports of one type that agree in parties, place, day and story are one event",
    "single": "one article reports these words",
    "verbatim": "the same words stand in each of the articles",
    "translation": "one speaker, one day, and enough words in common: two renderings of one utterance",
    "held-on-two-days": "the side was held by two utterances or acts on two days, and then the other side in the same way",
    "toll": "two counts of the same people or things in one event cannot both hold",
    "figure": "two numbers of one unit, in sentences that tell the same, cannot both hold",
    "sole-figure": "each article of the story has one number of this unit, and the two cannot both hold",
    "denial": "one telling says that it happened, another that it did not",
    "roles": "the reports name different parties, places or days for the same event",
    "speaker": "the same words are given to two speakers",
    "negation": "one wording negates what the other affirms",
    "number": "the wordings have different numbers",
    "name": "the wordings name different actors",
    "modal": "one wording says must or will where the other says may",
    "resolve/same-name": "the names are the same or spellings of each other, and what is known of both agrees",
    "resolve/spelling": "the names are spellings of each other, and what is known of both agrees",
    "resolve/part-of-name": "one name is the other with names left out, and what is known of both agrees",
    "resolve/single-name": "one name is part of the other, and article, office or country join them",
    "resolve/office-of-another": "the article gives an office that somebody else held on that day",
    "resolve/not-his-name": "the name in the article is not one of this actor's",
    "decision": "somebody decided so in review",
    "described": "the article tells of somebody without a name",
    "knowledge": "the knowledge base has this actor",
    "title and body word for word": "the two have the same words from title to end",
    "body word for word": "the two have the same words under different titles",
    "half of all shingles": "of all runs of five words in the two articles, at least half stand in both",
    "most of one article's shingles": "most of one article's runs of five words stand in the other",
    "passages in common": "within days, other outlets share whole passages in their own order",
    "first by credit": "its credit line names the other's publisher",
    "first by day": "the other was published on an earlier day",
    "one foreign source": "both rest on one foreign agency or paper, each in its own translation",
    "a foreign source, particulars in one order": "one rests on a foreign agency or paper, and both tell the particulars in its order",
    "numbers, quotations and actors in common": "numbers, quotations and actors agree, the words do not: the same news retold",
    "first by agency": "the other is the agency's own text of the same day",
    "first by capture": "the other was captured earlier; no day of publication tells them apart",
    "first by length": "nothing tells which was first; the longer one counts as the original",
    "quotation goes on": "the quotation marks go on without a new reporting word; the speaker is that of the words before",
}
"""Rules that compare articles, and those of the reader that are no lexicon row."""
_READ = {
    "reporting": "the reporting word {row} stands in lexicon/reporting.toml",
    "attribution": "the attribution {row} stands in lexicon/reporting.toml",
}


def sentence(rule: str) -> str:
    """The sentence of a rule; of a rule of the reader, which row of which lexicon spoke."""
    if rule in WOVEN:
        return WOVEN[rule]
    family, _, row = rule.partition("/")
    if family in _READ:
        return _READ[family].format(row=row)
    if row:
        return f"the trigger {row} stands in lexicon/events/{family}.toml"
    return rule.replace("-", " ")
