from __future__ import annotations

from marsad.views.desk import Desk
from tests.views.export.conftest import Made, lines

FIELDS = {
    "id", "has_event", "date", "enddate", "source", "recipient", "event", "event_loc", "event_text", "quad_code",
    "event_scale", "mode", "context", "link", "text_info", "cite_info", "coder",
}  # fmt: skip
OWN = {"reports", "record"}


def test_an_event_reads_back_as_the_screen_shows_it(kept: Desk, made: Made) -> None:
    written = lines(made("plover")[0])
    reports = {r.id: r for r in kept.reports()}
    for found, event in zip(written, kept.events(), strict=True):
        assert set(found) <= FIELDS | OWN
        assert found["id"] == event.id
        assert (found["event"], found.get("mode")) == ([event.type], [event.mode] if event.mode else None)
        assert [a["id"] for a in found["source"]] == list(event.actors)
        assert [r["id"] for r in found["recipient"]] == list(event.recipients)
        assert found["event_scale"] == event.score
        assert found["record"]["day"] == event.day
        assert found["record"]["status"] == event.status
        assert [r["id"] for r in found["reports"]] == list(event.reports)
        assert len(found["event_text"]) == len(event.reports)
        assert found["text_info"]["start"] == reports[event.reports[0]].event.evidence.start
        assert found.get("event_loc", {}).get("id") == event.place


def test_actors_have_both_names_their_code_and_the_office_of_the_day(made: Made) -> None:
    (found,) = (e for e in lines(made("plover")[0]) if e.get("event_loc", {}).get("id") == "cairo")
    sisi, haftar = found["source"]
    assert (sisi["actor_text"], sisi["identifier_text"]) == ("عبد الفتاح السيسي", "Abdel Fattah el-Sisi")
    assert sisi["code"] == "EGY"
    assert haftar["code"] == "LBY"
    assert "القائد العام" in haftar["office"]
    assert found["date"] == "2020-06-06"
    assert found["event_loc"]["cc3"] == "EGY"
    assert found["event_loc"]["latitude"] == 30.063
    assert found["event_text"] == ["التقى الرئيس المصري عبد الفتاح السيسي في القاهرة خليفة حفتر يوم السبت 6 يونيو 2020"]
    assert found["quad_code"] == 1


def test_a_month_is_its_first_day_and_its_last(made: Made) -> None:
    (found,) = (e for e in lines(made("plover")[0]) if e["record"]["day"] == "2020-06")
    assert (found["date"], found["enddate"], found["record"]["precision"]) == ("2020-06-01", "2020-06-30", "month")
