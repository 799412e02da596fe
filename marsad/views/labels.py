"""What the page calls things in Arabic; the codes stand beside them."""

from __future__ import annotations

EVENTS = {
    "ACCUSE": "اتهام",
    "AGREE": "اتفاق",
    "AID": "مساعدة",
    "ASSAULT": "هجوم",
    "COERCE": "إكراه",
    "CONCEDE": "تنازل",
    "CONSULT": "تشاور",
    "COOPERATE": "تعاون",
    "MOBILIZE": "حشد",
    "PROTEST": "احتجاج",
    "REJECT": "رفض",
    "REQUEST": "مطالبة",
    "RETREAT": "انسحاب",
    "SANCTION": "عقوبة",
    "SUPPORT": "تأييد",
    "THREATEN": "تهديد",
}
STATUS = {
    "happened": "وقع",
    "ongoing": "جارٍ",
    "planned": "مزمع",
    "called_for": "مطلوب",
    "denied": "منفي",
    "alleged": "مزعوم",
}
KINDS = {
    "statement": ("تصريحات", "Statements"),
    "event": ("أحداث", "Events"),
    "name": ("أسماء", "Names"),
    "time": ("أوقات", "Times"),
}
SPOKEN = {"direct": "نصًّا", "indirect": "معنًى", "mixed": "نصًّا ومعنًى"}
TYPES = {"PER": "شخص", "ORG": "جهة", "GPE": "دولة أو مدينة", "LOC": "موضع"}
