"""The namings of one article: each actor of its reading that stands for a name, with what the article tells of it."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.model import Reading
from marsad.model.woven import Naming


def namings(reading: Reading, article: str, day: str) -> Iterator[Naming]:
    """The named actors of an article (id `article`, published on `day`) in the order of their ids; descriptions give none.

    `roles` of actors of the knowledge base are its own, so they are left out: they are no evidence of the article.
    """
    company = tuple(a for a in reading.actors if not a.startswith(("found/", "unnamed/")))
    for local, actor in reading.actors.items():
        if not actor.unnamed and not local.startswith("unnamed/"):
            found = local.startswith("found/")
            yield Naming(id=f"{article}/{local}", article=article, local=local, name=actor.name_ar or actor.name, day=day, type=actor.type,
                         names=tuple(actor.names), country=actor.country, roles=tuple(actor.roles) if found else (),
                         company=tuple(a for a in company if a != local))  # fmt: skip
