"""A ledger of two articles that report one utterance in words of their own: made once a run."""

from __future__ import annotations

import io
import json
import tempfile
from functools import cache
from pathlib import Path

from marsad import flow
from marsad.views.desk import Desk

_KEPT = tempfile.TemporaryDirectory(prefix="marsad-retold-")  # goes with the process
_PAGES = (
    ("صحيفة المرفأ", "الدرة يرفض بقاء المرتزقة", 'قال وزير الخارجية الليبي سامي الدرة في مؤتمر صحفي بطرابلس: "لن نقبل بقاء المرتزقة الأجانب على أرضنا، وسنطلب رحيلهم جميعا قبل نهاية العام الجاري". وكان الوزير يتحدث بعد لقاء مع المبعوثة الأممية تناول وقف إطلاق النار وتوحيد المصرف المركزي.'),
    ("إذاعة الضفة", "طرابلس: مهلة للمقاتلين الأجانب", 'طالبت الحكومة برحيل المقاتلين الأجانب. وأمام صحفيين في العاصمة أعلن سامي الدرة، وزير الخارجية الليبي: "لن نقبل بقاء المرتزقة الأجانب على أراضينا، وسنطلب رحيلهم جميعا قبل نهاية العام الجاري". ولم يذكر الوزير كيف ستنفذ المهلة، فيما تستمر المشاورات بشأن الميزانية والنفط في جنيف.'),
)  # fmt: skip


@cache
def retold() -> Desk:
    """The desk on the two articles."""
    ledger = flow.init(Path(_KEPT.name) / "ledger", dossier="libya")
    lines = [
        json.dumps({"id": f"n{i}", "title": title, "text": text, "published": "2020-06-01", "publisher": publisher})
        for i, (publisher, title, text) in enumerate(_PAGES)
    ]
    assert len(list(flow.add_paths(ledger, ["-"], stdin=io.BytesIO("\n".join(lines).encode())))) == len(_PAGES)
    flow.weave(ledger)
    return Desk(ledger)
