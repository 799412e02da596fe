from __future__ import annotations

import gc
import gzip
import hashlib
import io
import json
import sys
import zipfile
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from marsad.views.desk import Desk
from marsad.views.export import wacz
from marsad.views.export.formats import export
from marsad.views.export.warc import sort_key
from tests.views.export.conftest import BODY, PAGES, WEB, Made

PATHS = [
    "archive/data.warc.gz",
    "indexes/index.cdx.gz",
    "indexes/index.idx",
    "pages/pages.jsonl",
    "datapackage.json",
    "datapackage-digest.json",
]


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def cdx(file: zipfile.ZipFile) -> list[tuple[str, str, dict[str, Any]]]:
    lines = gzip.decompress(file.read("indexes/index.cdx.gz")).decode().splitlines()
    assert lines == sorted(lines)
    return [(key, at, json.loads(told)) for key, at, told in (line.split(" ", 2) for line in lines)]


def pages(file: zipfile.ZipFile) -> list[dict[str, Any]]:
    head, *rows = (json.loads(line) for line in file.read("pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    return rows


def test_files_and_digests_are_as_the_specification_has_them(made: Made) -> None:
    file = opened(made("wacz")[0])
    assert file.testzip() is None
    assert file.namelist() == PATHS
    assert {n: file.getinfo(n).compress_type for n in PATHS if n.endswith(".gz")} == dict.fromkeys(
        PATHS[:2], zipfile.ZIP_STORED
    )
    package = json.loads(file.read("datapackage.json"))
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    assert [r["path"] for r in package["resources"]] == PATHS[:4]
    for resource in package["resources"]:
        data = file.read(resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
    digest = json.loads(file.read("datapackage-digest.json"))
    assert digest == {
        "path": "datapackage.json",
        "hash": f"sha256:{hashlib.sha256(file.read('datapackage.json')).hexdigest()}",
    }


def test_every_article_of_the_screen_is_a_page_that_the_index_finds(kept: Desk, made: Made) -> None:
    file = opened(made("wacz")[0])
    found = {(told["url"], at): told for _, at, told in cdx(file)}
    for page, article in zip(pages(file), kept.articles(), strict=True):
        assert (page["id"], page["title"], page["day"]) == (article.id, article.title, article.day)
        assert page["url"] == (article.url or f"urn:marsad:article:{article.id}")
        assert (page["url"], "".join(filter(str.isdigit, page["ts"]))) in found


def test_offsets_lead_to_the_bytes_that_were_archived(made: Made) -> None:
    file = opened(made("wacz")[0])
    archive = file.read("archive/data.warc.gz")
    contents = {}
    for _, _, told in cdx(file):
        member = archive[int(told["offset"]) :][: int(told["length"])]
        read = 0
        for record in ArchiveIterator(io.BytesIO(member), record_types=WarcRecordType.any_type):
            assert record.headers["WARC-Target-URI"] == told["url"]
            contents[told["url"]] = (record.record_type, told["mime"], record.reader.read())
            read += 1
        assert read == 1
    assert contents[WEB] == (WarcRecordType.response, "text/html", BODY.encode())
    kind, mime, data = contents[PAGES[0]["url"]]
    assert (kind, mime) == (WarcRecordType.resource, "application/json")
    assert json.loads(data)["text"] == PAGES[0]["text"]


def test_the_archive_is_one_warc_file(made: Made) -> None:
    archive = opened(made("wacz")[0]).read("archive/data.warc.gz")
    records = list(ArchiveIterator(io.BytesIO(archive), record_types=WarcRecordType.any_type))
    assert records[0].record_type == WarcRecordType.warcinfo
    assert len(records) == 1 + 4
    assert len({r.record_id for r in records}) == len(records)


def test_long_indexes_are_cut_in_blocks_that_their_own_index_finds(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wacz, "_BLOCK", 2)
    file = opened(made("wacz")[0])
    whole = file.read("indexes/index.cdx.gz")
    head, *lines = file.read("indexes/index.idx").decode().splitlines()
    assert head == '!meta 0 {"format":"cdxj-gzip-1.0","filename":"index.cdx.gz"}'
    assert len(lines) == 2
    for line in lines:
        key, at, told = line.split(" ", 2)
        block = json.loads(told)
        data = whole[block["offset"] :][: block["length"]]
        assert block["digest"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert gzip.decompress(data).decode().startswith(f"{key} {at} ")
    assert len(cdx(file)) == 4


class Full(io.BytesIO):
    """A disk with room for little."""

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > 2_000:
            raise OSError(28, "No space left on device")
        return super().write(data)


def test_a_full_disk_is_one_error(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)

    def attempt() -> OSError:
        with Full() as out, pytest.raises(OSError, match="No space left") as told:
            export(kept, "wacz", out)
        return told.value  # which holds the zip file until the stream is closed, as the command does

    attempt()
    gc.collect()  # a forgotten zip file would try to end itself
    assert complaints == []


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.example.org/", "org,example)/"),
        ("http://news.example.org:80/A?b=2&A=1", "org,example,news)/a?a=1&b=2"),
        ("https://example.org:8443", "org,example:8443)/"),
        ("urn:marsad:article:1", "urn:marsad:article:1"),
        ("https://مثال.example/خبر واحد", "example,مثال)/خبر%20واحد"),
        ("https://example.org/a\nb\t{}", "org,example)/ab{}"),
        ("https://[broken", "https://[broken"),
        ("https://example.org:none/", "https://example.org:none/"),
    ],
)
def test_addresses_sort_by_host_and_path(url: str, key: str) -> None:
    assert sort_key(url) == key
