"""Arabic, and what shares its script."""

import pytest

from marsad.ingest.language import language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("قال الوزير إن بلاده ترحب بالهدنة الجديدة في المدينة", "ar"),
        ("هدنة جديدة", "ar"),
        ("قال الوزیر إن بلاده ترحب بالهدنة التي کانت مقررة في المدینة", "ar"),
        ("وزیر امور خارجه گفت که این توافق برای صلح در منطقه بسیار مهم است و باید اجرا شود", "fa"),
        ("وزیر خارجہ نے کہا ہے کہ یہ معاہدہ خطے میں امن کے لیے بہت اہم ہے اور اس پر عمل ہونا چاہیے", "ur"),
        ("وەزیری دەرەوە گوتی کە ئەم ڕێککەوتنە بۆ ئاشتی لە ناوچەکە زۆر گرنگە و دەبێت جێبەجێ بکرێت", "ckb"),
        ("The minister welcomed the truce", "other"),
        ("12345 ...", "other"),
        ("x" * 3000 + " " + "قال الوزير إن بلاده ترحب بالهدنة في المدينة " * 200, "ar"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language(text) == code
