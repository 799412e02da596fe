"""Where records come from: text, HTML, JSON lines and WARC files, gzipped or not, folders, globs, standard input."""

from marsad.sources.records import LIMIT, records

__all__ = ["LIMIT", "records"]
