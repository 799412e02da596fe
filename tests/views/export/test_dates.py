from __future__ import annotations

import pytest

from marsad.model.woven import WovenEvent
from marsad.views.export.dates import days

TOLD = "2020-03-01"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, (TOLD, TOLD, "told")),
        ("2020-02-03", ("2020-02-03", "2020-02-03", "day")),
        ("2020-02", ("2020-02-01", "2020-02-29", "month")),
        ("2019", ("2019-01-01", "2019-12-31", "year")),
        ("680", ("0680-01-01", "0680-12-31", "year")),
        ("2020-05-27/2020-06-10", ("2020-05-27", "2020-06-10", "span")),
        ("2020-05/2020-06", ("2020-05-01", "2020-06-30", "span")),
        ("2019/2020-02", ("2019-01-01", "2020-02-29", "span")),
        ("long ago", (TOLD, TOLD, "told")),
    ],
)
def test_days(day: str | None, expected: tuple[str, str, str]) -> None:
    event = WovenEvent(
        id="e", type="AID", mode=None, quad="material_cooperation", score=10, contexts=(), actors=(), recipients=(), day=day, told=TOLD,
        place=None, status="happened", reports=(), origins=1,
    )  # fmt: skip
    assert tuple(days(event)) == expected
