"""Words that tell names from other words, in all languages: a text may be in any of them."""

from __future__ import annotations

from generator.languages import every_language
from generator.languages.language import NameWords

_OTHERS = NameWords(
    ordinary="하나 지원 사랑 나라 우리 미래 소리 보람 하늘 바다 이슬 아름 세계 진실 유리 가람 정보 한국 기술 연구 사고",
    particles="da das do dos di van e",
    honorifics="""
씨 님 군 양 선배 선생 과장 대리 부장 팀장 차장 실장 사원 주임 이사 사장
女士 小姐 老师 老師 师傅 師傅 经理 經理 总 總 工 哥 姐 同学 同學 博士 主管 大哥 大姐
""",
    honorifics_before="""
老 小 阿 คุณ พี่ น้อง ครู หมอ ป้า ลุง อาจารย์ ທ້າວ ນາງ ကို ဦး ဒေါ် လោក អ្នក
""",
    compound_family_names="""
欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫
남궁 황보 제갈 선우 독고 사공 서문 동방
""",
)
"""Of languages without a folder: Korean, Chinese, Portuguese, Dutch, Thai…"""
_ALL = (*(language.names for language in every_language()), _OTHERS)


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for each in _ALL for word in getattr(each, name).split())


TIMES = frozenset(_words("times"))
ORDINARY_WORDS = frozenset(_words("ordinary")) | TIMES
"""Names that are ordinary words too, folded: "Will you look?" does not mean Will."""
PARTICLES = frozenset(_words("particles"))
PREFIXES = _words("prefixes")
BEFORE_TIMES = frozenset(_words("before_times"))
HONORIFICS = _words("honorifics")
HONORIFICS_BEFORE = _words("honorifics_before")
OPENERS = frozenset(_words("openers"))
TITLES = frozenset(_words("titles"))
NO_NAMES = frozenset(_words("no_names"))
COMPOUND_FAMILY_NAMES = frozenset(_words("compound_family_names"))
