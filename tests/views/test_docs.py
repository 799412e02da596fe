from __future__ import annotations

from pathlib import Path

from marsad.views import docs


def test_the_page_of_the_command_line_is_fresh() -> None:
    page = Path(__file__).parents[2] / "docs" / "cli.md"
    assert page.read_text("utf-8") == docs.page(), "stale: python -m marsad.views.docs > docs/cli.md"
