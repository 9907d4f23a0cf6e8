"""Arabic."""

from generator.languages.language import (
    Language,
    NameWords,
    Quotes,
    Separators,
    TypedWords,
    UnnamedPhrases,
)

LANGUAGE = Language(
    "ar",
    unnamed=UnnamedPhrases(
        # Nothing here takes an alif in the accusative, as "زميل آخر" would.
        colleagues=(
            "أحد الزملاء",
            "أحد الزملاء الآخرين",
            "ثالث الزملاء",
            "رابع الزملاء",
            "خامس الزملاء",
        ),
        colleague_number="الزميل رقم {number}",
        of_team="{colleague} في {team}",
        role="أحد الزملاء ({role})",
        capitals=False,
    ),
    quotes=Quotes(*"«»“”"),
    separators=Separators(comma="، "),
    sensitive={
        "health": "مرض مريض سرطان جراحة اكتئاب حامل حمل علاج إعاقة",
        "family": "طلاق مطلق مطلقة جنازة وفاة أرملة أرمل حضانة",
        "pay": "راتب رواتب أجر مكافأة",
        "discipline": "فصل إنذار عقوبة",
    },
    sensitive_phrases={"performance": r"تقييم الأداء"},
    sensitive_signs="تقييم",
    names=NameWords(
        ordinary="""
نور امل سلام هدي مني كريم سعيد جميل امير حسن رحمه سماء ياسمين ورده فرح هناء ندي حياه صباح ربيع
عادل امين صادق خالد ناصر طاهر شريف عزيز فضل فريد سالم صالح رشيد حكيم جمال كمال بدر نجم شمس قمر
ليل فجر هاني راضي شادي هادي مراد زاهر ماهر باسم باسل سامي عالي رامي وسيم حبيب نبيل جليل طيب
ايمان اسلام بيان حنان وفاء صفاء ضياء رجاء دعاء شيماء اماني احلام ابتسام سمر ثريا ريم غزل شهد ملك
منال وئام نجار النجار حداد الحداد خياط الخياط صائغ بناء
""",
        particles="bin ibn bint al el",
        prefixes="وال بال كال فال ولل لل ال ول وب فل و ل ب ك ف",
        no_names="على وعلى فعلى الى إلى والى وإلى",
    ),
    typed=TypedWords(
        both="و",
        yes="نعم",
        no="لا",
    ),
)
