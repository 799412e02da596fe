"""Briefings: what a span of days holds, in Arabic or English, each sentence with the characters that bear it out."""

from marsad.views.brief.content import compose
from marsad.views.brief.markdown import markdown
from marsad.views.brief.web import page
from marsad.views.brief.word import document

__all__ = ["compose", "document", "markdown", "page"]
