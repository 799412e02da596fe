"""The HTTP API as an application of its own, to be mounted at /api/v1: its faults, its description, its routes."""

from __future__ import annotations

from fastapi import FastAPI

from marsad.views.desk import Desk
from marsad.views.http import decisions, documents, faults, lists, looks, openapi, overview, questions, records
from marsad.views.http.decisions import Weaver

QUESTIONS = (*lists.questions(), *records.QUESTIONS, *looks.QUESTIONS, *overview.QUESTIONS, *documents.QUESTIONS)
"""All that can be asked."""


def api(desk: Desk, weaver: Weaver | None = None) -> FastAPI:
    """The API on a desk. Whoever mounts it puts a Visitor at `request.state.visitor` (see `marsad.views.access`).

    `weaver` is shared with whatever else takes decisions on the same ledger.
    """
    app = FastAPI(title="Marsad", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    faults.install(app)
    openapi.describe(app, QUESTIONS)
    for question in QUESTIONS:
        questions.add(app.router, desk, question)
    decisions.add(app.router, desk, weaver or Weaver(desk))
    return app
