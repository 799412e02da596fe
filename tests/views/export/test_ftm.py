from __future__ import annotations

from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy

from marsad.views.desk import Desk
from marsad.views.export.ftm import entity_id
from tests.views.export.conftest import Made, lines


def proxies(data: bytes) -> list[EntityProxy]:
    """The entities as FollowTheMoney reads them: cleaned, so that what it does not take is gone."""
    return [EntityProxy.from_dict(line, cleaned=False) for line in lines(data)]


def test_followthemoney_takes_every_entity_and_every_value(made: Made) -> None:
    data = made("ftm")[0]
    for raw, proxy in zip(lines(data), proxies(data), strict=True):
        assert proxy.id == raw["id"]
        assert set(raw["properties"]) <= set(proxy.schema.properties)
        for name, values in raw["properties"].items():
            assert len(proxy.get(name)) == len(values), (name, values)
        assert all(proxy.has(name) for name in proxy.schema.required)


def test_entities_lead_to_entities_that_are_there(made: Made) -> None:
    found = proxies(made("ftm")[0])
    schemata = {p.id: p.schema for p in found}
    assert len(schemata) == len(found)
    for proxy in found:
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert prop.range is not None
                assert schemata[value].is_a(prop.range), (proxy.schema.name, prop.name)


def test_events_read_back_as_the_screen_shows_them(kept: Desk, made: Made) -> None:
    found = {p.id: p for p in proxies(made("ftm")[0])}
    answer = kept.events()
    for event in answer:
        proxy = found[event.id]
        assert proxy.schema.name == "Event"
        assert set(proxy.get("organizer")) == {entity_id(a) for a in event.actors}
        assert set(proxy.get("involved")) == {entity_id(r) for r in event.recipients}
        assert set(proxy.get("proof")) == {r.partition(".")[0] for r in event.reports}
        assert {event.type, f"status: {event.status}"} <= set(proxy.get("keywords"))
        assert proxy.get("recordId") == [event.id]
        for actor in event.actors:
            name = answer.names[actor]
            assert {name.ar, name.en or name.ar} == set(found[entity_id(actor)].get("name"))
            assert actor in found[entity_id(actor)].get("notes")


def test_actors_have_their_schemata_and_articles_their_mentions(made: Made) -> None:
    found = {p.id: p for p in proxies(made("ftm")[0])}
    schemata: dict[str, Any] = {
        i: found[i].schema.name
        for i in ("haftar-khalifa", "TR", "government-of-national-accord", "libyan-national-army")
    }
    assert schemata == {
        "haftar-khalifa": "Person",
        "TR": "PublicBody",
        "government-of-national-accord": "PublicBody",
        "libyan-national-army": "PublicBody",
    }
    mentions = [p for p in found.values() if p.schema.name == "Mention" and p.get("resolved") == ["haftar-khalifa"]]
    assert len(mentions) == 3
    assert all(found[p.get("document")[0]].schema.name == "Article" for p in mentions)
    assert model.get("Event") is not None


@pytest.mark.parametrize("id_", ["haftar-khalifa", "454b100875eacc3f", "event-06ba95aea7e1", "LY"])
def test_plain_ids_stay(id_: str) -> None:
    assert entity_id(id_) == id_


@pytest.mark.parametrize("id_", ["found/اسم", "unnamed/454b/مصدر", "a b", "-x", ""])
def test_other_ids_are_hashed(id_: str) -> None:
    assert entity_id(id_).startswith("marsad-")
    assert entity_id(id_) == entity_id(id_) != entity_id(id_ + "x")
