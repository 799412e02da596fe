"""Dated offices: the foreign minister of 2012 is not that of 2020."""

from __future__ import annotations

import pytest

from marsad.resolve.knowledge import Knowledge, knowledge
from marsad.resolve.offices import Held, held, office_holder


@pytest.fixture(scope="module")
def kb() -> Knowledge:
    return knowledge()


@pytest.mark.parametrize(
    ("title", "country", "day", "actor"),
    [
        ("وزير الخارجية الليبي", None, "2012-05-03", "ben-khayal-ashour"),
        ("وزيرة الخارجية الليبية", None, "2022-01-05", "mangoush-najla"),
        ("وزير الخارجية الليبي", None, "2020-05-03", None),  # two governments had one each
        ("وزير الخارجية المصري", None, "2010-05-03", "aboul-gheit-ahmed"),
        ("وزير الخارجية المصري", None, "2020-05-03", "shoukry-sameh"),
        ("وزير الخارجية", "TR", "2012-05-03", "davutoglu-ahmet"),
        ("ووزير خارجية تركيا", None, "2012-05-03", "davutoglu-ahmet"),
        ("foreign_minister", "TR", "2020-05-03", "cavusoglu-mevlut"),
        ("وزير الخارجية السابق", "TR", "2020-05-03", None),
        ("وزير الخارجية", None, "2020-05-03", None),
        ("الأمين العام للأمم المتحدة", None, "2018-03-01", "guterres-antonio"),
        ("", "EG", "2018-03-01", None),
        ("صياد", "EG", "2018-03-01", None),
    ],
)
def test_office_holder(kb: Knowledge, title: str, country: str | None, day: str, actor: str | None) -> None:
    assert office_holder(kb, title, country, day) == actor


def test_what_words_name(kb: Knowledge) -> None:
    assert held(kb, "وزير النفط العراقي") == Held("minister", "IQ", "النفط")
    assert held(kb, "الرئيس الفرنسي السابق") == Held("head_of_state", "FR", former=True)
    assert held(kb, "وزير الدفاع", "YE") == Held("defence_minister", "YE")
    assert held(kb, "وزير الدفاع الأمريكي", "YE") == Held("defence_minister", "US")
    assert held(kb, "شجرة") is None
