"""What is written of an article: characters, not words, and only those actors that something refers to."""

from __future__ import annotations

import msgspec

from marsad.model import Reading
from tests.conftest import Read

TEXT = (
    "قال وزير الخارجية المصري سامح شكري، الثلاثاء، لقناة الجزيرة إن بلاده ترفض التدخل الأجنبي في ليبيا. "
    "والتقى شكري بالسَّراج في طرابلس، ثم انتقل وفد من البلدية إلى مصراتة."
)


def test_mentions_are_without_clitics_and_with_their_marks(read: Read) -> None:
    reading = read(TEXT, "2020-02-05")
    shown = {reading.text[m.start : m.end]: m for m in reading.mentions}
    assert shown["السَّراج"].actor == "sarraj-fayez"
    assert "بالسَّراج" not in shown
    assert shown["الجزيرة"].actor == "al-jazeera"
    assert [m.start for m in reading.mentions] == sorted(m.start for m in reading.mentions)


def test_names_and_descriptions_are_told_apart(read: Read) -> None:
    reading = read(TEXT, "2020-02-05")
    delegation = [m for m in reading.mentions if reading.text[m.start : m.end].startswith("وفد")]
    assert [(m.nominal, (m.actor or "").split("/")[0]) for m in delegation] == [(True, "unnamed")]
    assert reading.actors[delegation[0].actor or ""].unnamed
    assert not any(
        m.nominal for m in reading.mentions if m.actor == "shoukry-sameh" and reading.text[m.start : m.end] == "شكري"
    )


def test_actors_are_those_that_something_refers_to(read: Read) -> None:
    reading = read(TEXT, "2020-02-05")
    used = {m.actor for m in reading.mentions} | {s.speaker for s in reading.statements}
    used |= {a for s in reading.statements for a in (*s.addressees, s.venue)}
    used |= {a for e in reading.events for a in (*e.actors, *e.recipients, e.place)}
    assert set(reading.actors) == used - {None}
    assert list(reading.actors) == sorted(reading.actors)


def test_the_speaker_is_shown_with_his_title(read: Read) -> None:
    (said, *_) = read(TEXT, "2020-02-05").statements
    assert said.speaker_mention
    assert said.speaker_mention.of(TEXT) == "وزير الخارجية المصري سامح شكري"
    assert (said.cue.of(TEXT) if said.cue else "") == "قال"
    assert said.venue == "al-jazeera"


def test_places_have_coordinates(read: Read) -> None:
    found = {TEXT[p.start : p.end]: p for p in read(TEXT).places}
    assert {"طرابلس", "مصراتة"} <= set(found)
    assert (round(found["طرابلس"].latitude), round(found["طرابلس"].longitude)) == (33, 13)


def test_a_reading_comes_back_from_its_json(read: Read) -> None:
    reading = read(TEXT, "2020-02-05")
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


def test_an_article_without_words_has_an_empty_reading(read: Read) -> None:
    reading = read("... !")
    assert (reading.actors, reading.mentions, reading.statements, reading.events, reading.times) == ({}, [], [], [], [])
