"""Japanese."""

from generator.languages.language import (
    Language,
    NameWords,
    Quotes,
    Separators,
    TypedWords,
    UnnamedPhrases,
)

LANGUAGE = Language(
    "ja",
    unnamed=UnnamedPhrases(
        colleagues=("同僚", "別の同僚", "三人目の同僚", "四人目の同僚", "五人目の同僚"),
        colleague_number="{number}人目の同僚",
        of_team="{team}の{colleague}",
        role="{role}の同僚",
        capitals=False,
    ),
    quotes=Quotes(*"「」『』"),
    separators=Separators(comma="、", colon="："),
    # Nothing sets words apart, so each is looked for anywhere. What is beside a word keeps those out that only
    # have the same characters across two others: 調査定例 holds 査定, and 物流産業 holds 流産.
    sensitive_phrases={
        "health": r"診断書|と診断され|(?<!脆弱性)(?<!セキュリティ)(?<!企業)(?<!経営)診断を受け|手術|入院|(?<!普)通院|病気|持病|闘病"
        r"|(?<!発)癌(?!腫)|(?<![ァ-ヶー])ガン(?:の治療|になっ|だった|と診断)|がん(?:の治療|になっ|だったと|と診断)"
        r"|(?<!憂)鬱(?![陶蒼憤])|うつ(?:病|になっ|で休)|抑うつ|適応障害|妊娠|(?<![物交主電直])流産(?!業)|不妊|治療|療養|服薬|メンタル不調"
        r"|(?<![産育])休職(?![場員種])|障害者|障がい|発達障害|自閉症",
        "family": r"離婚|葬儀|葬式|(?<![共融])通夜(?!間)|忌引|喪中|死別|(?<!その)他界(?!隈)|亡くな(?:っ|り|る)|介護|親権|(?<!特)別居(?!住)",
        "pay": r"給料|(?<!需)給与|(?<!毎)月給(?![付電水食油])|(?<![臨同随定一常即])時給(?![付電水食油])|年収(?![録集穫納益支拾容束縮])"
        r"|賞与|ボーナス(?!トラック|ステージ|ポイント)|賃金|(?<!上)昇給|減給|手取り(?!足取り)|残業代|基本給",
        "performance": r"(?<![調検審監捜踏精])査定(?![期義例])|人事評価|人事考課|業績評価|評価面談|低評価|低い評価",
        "discipline": r"懲戒|譴責|戒告|解雇|停職|出勤停止|(?<!以)降格(?!納)|始末書|(?<!在庫)(?<!廃棄)処分(?:を受け|され)|クビになっ|パワハラ|セクハラ"
        r"|ハラスメント",
    },
    names=NameWords(
        ordinary="""
中国 千葉 大和 青山 高山 実 正 新 原 光 愛 海 桜 森 林 誠 学 静 南 北 東 西 中 上 下 平 本 日 一 和
""",
        honorifics="さん 様 さま 君 くん ちゃん 氏 殿 先生 先輩 部長 課長 係長 主任 社長 室長 班長 店長",
    ),
    typed=TypedWords(
        # Folded, as everything that is compared: without the marks of voiced kana.
        fields={
            "date": "日付 日にち 日時",
            "givers": "助けた人 助けてくれた人 書いた人 送り手",
            "receivers": "助けてもらった人 助けられた人 受け手 宛先",
            "title": "題名 タイトル 件名",
            "summary": "要約 概要 まとめ",
            "kind": "種類 種別",
            "themes": "テーマ タク",
            "ask": "お願い 頼んたこと 依頼 質問",
            "outcome": "結果 変わったこと 成果",
            "quote": "引用 言葉",
            "consent": "同意",
            "lang": "言語",
            "image": "画像 写真",
            "body": "本文 ストーリー 内容",
        },
        both="と",
        ourselves="私 わたし 自分 僕",
        everybody="全員 みんな 皆 皆さん",
        nobody="匿名 なし 不明 誰か",
        yes="はい",
        no="いいえ",
    ),
)
