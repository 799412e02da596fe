"""Pages that the tests of search are made with, and a ledger of them on either database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from marsad.flow import add
from marsad.ledger import Ledger
from marsad.ledger.filters import Filter
from marsad.ledger.search import Hits, search
from marsad.model import Record

PAGES = {
    "withdraw": ("انسحاب من محيط العاصمة", "قال المتحدث العسكري إن القوات انسحبت من محيط المدينة يوم الاثنين. ولم يصدر رد.", "2020-06-05"),
    "own": ("تعزيزات في الغرب", "دخلت قواته البلدة بعد اجتماع طويل مع الأعيان، وبقيت فيها حتى المساء.", "2020-06-06"),
    "visit": ("جولة الوفد الأممي", "وصل الوفد صباحا. وطرابلس هي المحطة الأولى في جولته، ثم ينتقل إلى سبها.", "2020-07-01"),
    "latin": ("مقابلة صحفية", "نشرت الصحيفة مقابلة مع Khalifa Haftar في عددها الأخير، وقالت إنها أجريت هاتفيا.", "2020-07-02"),
    "arabic": ("استقبال الأعيان", "استقبل خليفة حفتر في مكتبه وفدا من أعيان القبائل، وبحث معهم الأوضاع.", "2020-07-03"),
    "year": ("مؤتمر برلين", "انعقد المؤتمر في يناير ٢٠٢٠ بحضور ممثلين عن دول كثيرة.", "2021-01-19"),
    "minister": ("لقاء دبلوماسي", "التقى وزير الخارجية نظيره، وتناول اللقاء بشكل مفصل ملف الحدود.", "2020-08-01"),
    "jar": ("سوق الفخار", "اشترى التاجر زير ماء كبيرا من سوق المدينة القديمة.", "2020-08-02"),
    "council": ("قرار دولي", "عقد مجلس الأمن الدولي جلسة مغلقة حول الملف.", "2020-09-01"),
    "guards": ("حراسة البرلمان", "تولى أمن المجلس حراسة المبنى خلال التصويت.", "2020-09-02"),
    "vowels": ("نص مشكول", "وُقِّعَ الاِتِّفَاقُ فِي مَدِينَةِ الصُّخَيْرَاتِ أمام الشهــــود.", "2020-10-01"),
    "hashtag": ("وسوم", "تصدر وسم #وقف_إطلاق_النار مواقع التواصل مساء الأربعاء.", "2020-10-02"),
    "turkish": ("تصريح تركي", "نقلت الوكالة عن Recep Tayyip Erdoğan قوله إن أنقرة مستعدة.", "2020-10-03"),
    "lavrov": ("اتصال هاتفي", "تحدث الوزير الأمريكي ولافروف هاتفيا حول إدلب.", "2020-10-04"),
    "hidden": ("علامات خفية", "أعلنت \u200fبعثة\u200e الأمم المتحدة\u00a0للدعم في ليبيا موعدا جديدا.", "2020-11-01"),
    "persian": ("حروف أخرى", "گفتگوی سياسي وكلمة کتاب بحروف فارسية في صحيفة إيرانية.", "2020-11-02"),
}  # fmt: skip


def opened(request: pytest.FixtureRequest, folder: Path) -> Iterator[Ledger]:
    """A ledger with all pages in it, on the database of the fixture's parameter, recorded on 2 January 2022."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MARSAD_DB", raising=False)
        if request.param == "postgresql":
            patch.setenv("MARSAD_DB", request.getfixturevalue("cluster").database())
        ledger = Ledger.create(folder, dossier="libya", clock=lambda: datetime(2022, 1, 2, tzinfo=UTC))
        list(add(ledger, [searched(name) for name in PAGES], by="tester"))
        yield ledger
        ledger.close()


def searched(name: str, text: str = "") -> Record:
    """A page of `PAGES`, with another text where one is given."""
    title, told, day = PAGES[name]
    return Record(
        source=f"pages:{name}", title=title, text=text or told, published=day, url=f"https://example.org/{name}",
        publisher="صوت الميناء" if day < "2020-09" else "منبر الجبل",
    )  # fmt: skip


def ask(ledger: Ledger, typed: str, *, limit: int = 20, after: str | None = None, **wanted: Any) -> Hits:
    """The answer to a query; what is left are fields of the filter."""
    with ledger.reading() as connection:
        return search(connection, typed, filters=Filter(**wanted), limit=limit, after=after)


def names(hits: Hits) -> list[str]:
    """The names of the pages found, in order."""
    return [(hit.url or "").rpartition("/")[2] for hit in hits.hits]
