"""An actor's card for a terminal."""

from __future__ import annotations

from typing import BinaryIO

import msgspec
from rich.text import Text

from marsad.model.telling import Said
from marsad.views.answers import ActorCard, Answer
from marsad.views.lists import write as write_list
from marsad.views.shown import cut, shown
from marsad.views.table import cell, console

LATEST = 5
"""Statements that a card ends with."""


def write(card: ActorCard, latest: Answer[Said], shape: str, out: BinaryIO) -> None:
    """Writes who an actor is, with his latest statements; as JSON where `shape` is json or jsonl, as their CSV for csv."""
    if shape in ("json", "jsonl"):
        out.write(msgspec.json.encode({"actor": card, "statements": latest.rows}) + b"\n")
        return
    if shape == "csv":
        write_list(latest, shape, out, record=Said)
        return
    screen, text = console(out)
    try:
        screen.print(cell(shown(card.name.ar), "bold"))
        facts = (card.name.en, card.type, card.country, card.wikidata, card.id)
        screen.print(Text(" · ".join(shown(fact) for fact in facts if fact), "dim"), soft_wrap=True)
        span = f", {card.first} to {card.last}" if card.first else ""
        counts = f"{card.articles} articles{span}; {card.mentions} mentions, {card.statements} statements, {card.events} events"
        screen.print(Text(counts))
        for office in card.offices:
            held = f"{office.since or '?'} to {office.until or 'now, as far as is known'}"
            screen.print(
                Text(f"  {office.office} of {office.of}, {held}  ").append(shown(office.title_ar or "")), soft_wrap=True
            )
        for name, counted in (("spelt", card.spellings), ("called", card.roles)):
            if counted:
                screen.print(
                    Text(f"{name}: ").append("، ".join(f"{shown(word)} {n}" for word, n in counted)), soft_wrap=True
                )
        for said in latest.rows:
            screen.print(Text(f"{said.said}  {said.statement.force}  {said.id}", "dim"))
            screen.print(cell(cut(shown(said.text), 300)))
    finally:
        text.detach()
