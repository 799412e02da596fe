"""Where articles credit themselves, and where they only quote."""

import pytest

from marsad.ingest import article
from marsad.model import Article, Record

LEAD = "قال الوزير إن الهدنة ما زالت قائمة في كل أحياء المدينة القديمة وضواحيها الشرقية."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"عنوان الخبر الأول هنا\nرويترز- المدينة (الجزيرة): {LEAD}", ["رويترز"]),
        (f"عنوان الخبر الأول هنا\nالمدينة (CNN) -- {LEAD}", ["CNN"]),
        (f"عنوان الخبر الأول هنا\n{LEAD} (أ ف ب)", ["أ ف ب"]),
        (f"واشنطن بوست | عنوان الخبر الأول هنا\n{LEAD}", ["واشنطن بوست"]),
        (f"عنوان الخبر الأول هنا\nسامي الراوي - سبق - المدينة: {LEAD}", ["سامي الراوي"]),
        (f"عنوان الخبر الأول هنا\nمرصد الواحة- المدينة\n{LEAD}", ["مرصد الواحة"]),
        (f"عنوان الخبر الأول هنا\nكتب: سامي الراوي\n{LEAD}", ["سامي الراوي"]),
        (f"عنوان الخبر الأول هنا\n{LEAD}\n*نقلا عن صحيفة الواحة", ["الواحة"]),
        (f"عنوان الخبر الأول هنا\n{LEAD}\nالمصدر: رويترز + تاس", ["رويترز", "تاس"]),
        (f"عنوان الخبر الأول هنا\nوأضاف الوزير (رويترز) في حديثه: {LEAD}", []),
        (f"عنوان الخبر الأول هنا\n{LEAD}\nونقلت وكالة رويترز عن مصدر قوله إن الوفد وصل إلى المدينة مساء أمس.", []),
    ],
)
def test_credits(text: str, names: list[str]) -> None:
    found = article(Record(source="x", text=text))
    assert isinstance(found, Article)
    assert [c.name for c in found.credits] == names
    assert all(text[c.start : c.end] == c.name for c in found.credits)
