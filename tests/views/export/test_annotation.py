from __future__ import annotations

import json
from typing import Any

from marsad.ledger.articles import readings
from marsad.views.desk import Desk
from tests.views.export.conftest import Made


def texts(desk: Desk) -> dict[str, str]:
    with desk.ledger.reading() as connection:
        return {id_: reading.text for id_, reading in readings(connection, [a.id for a in desk.articles()])}


def selectors(annotation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {s["type"]: s for s in annotation["target"]["selector"]}


def test_it_is_a_page_of_annotations(made: Made) -> None:
    page = json.loads(made("annotation")[0])
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len({a["id"] for a in page["items"]}) == len(page["items"])
    for annotation in page["items"]:
        assert annotation["type"] == "Annotation"
        assert annotation["target"]["type"] == "SpecificResource"
        assert all(b["type"] == "TextualBody" and b["value"] for b in annotation["body"])


def test_selectors_find_the_evidence_in_the_text(kept: Desk, made: Made) -> None:
    stored = texts(kept)
    for annotation in json.loads(made("annotation")[0])["items"]:
        article = annotation["target"]["dcterms:isPartOf"].removeprefix("urn:marsad:article:")
        found = selectors(annotation)
        at, quote = found["TextPositionSelector"], found["TextQuoteSelector"]
        text = stored[article]
        assert text[at["start"] : at["end"]] == quote["exact"] != ""
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text
        assert text.count(f"{quote['prefix']}{quote['exact']}{quote['suffix']}") == 1


def test_each_leads_to_its_record_and_its_source(kept: Desk, made: Made) -> None:
    items = {a["id"].removeprefix("urn:marsad:record:"): a for a in json.loads(made("annotation")[0])["items"]}
    assert list(items) == [r.id for r in kept.reports()] + [s.id for s in kept.statements()]
    urls = {a.id: a.url for a in kept.articles()}
    for report in kept.reports():
        found = items[report.id]
        assert found["target"]["source"] == (urls[report.article] or f"urn:marsad:article:{report.article}")
        assert found["body"][0]["value"] == report.event.type
    said = next(s for s in kept.statements() if s.speaker == "haftar-khalifa")
    values = [b["value"] for b in items[said.id]["body"]]
    assert "speaker: خليفة حفتر (Khalifa Haftar)" in values
    assert all(f"{s.issue}{s.polarity}" in values for s in said.statement.stances)
