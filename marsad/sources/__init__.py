"""Where records come from: text, HTML, JSON lines and WARC files, gzipped or not, folders, globs, standard input, the web.

`records` reads what is given once; `watch` follows feeds. Both ask the web through a `Fetcher` with `Manners`.
"""

from marsad.sources.coding import LIMIT
from marsad.sources.exchange import Manners
from marsad.sources.records import records
from marsad.sources.watch import watch
from marsad.sources.web import Fetcher

__all__ = ["LIMIT", "Fetcher", "Manners", "records", "watch"]
