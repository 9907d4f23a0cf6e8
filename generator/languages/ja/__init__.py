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
    # Words are told apart by what is not a letter, and Japanese has no spaces. So a word that is
    # looked for is a phrase as well, which is found anywhere.
    sensitive={
        "health": "診断書 手術 入院 通院 病気 癌 鬱 妊娠 流産 治療 服薬 休職 障害者 発達障害 自閉症",
        "family": "離婚 葬儀 葬式 通夜 忌引 死別 他界 介護 親権 別居",
        "pay": "給料 給与 月給 時給 年収 賞与 ボーナス 賃金 昇給 減給",
        "performance": "査定 人事評価 人事考課 業績評価 低評価",
        "discipline": "懲戒 解雇 停職 降格 始末書 パワハラ セクハラ",
    },
    sensitive_phrases={
        "health": "診断書|診断され|診断を受け|手術|入院|通院|病気|持病|闘病|癌|がん(?:の治療|になっ|だった|と診断)"
        "|鬱|うつ(?:病|になっ|で休)|抑うつ|適応障害|妊娠|流産|不妊|治療|服薬|休職|障害者|障がい|発達障害|自閉症",
        "family": "離婚|葬儀|葬式|通夜|忌引|死別|他界|亡くな|介護|親権|別居",
        "pay": "給料|給与|月給|時給|年収|賞与|ボーナス|賃金|昇給|減給|手取り|残業代",
        "performance": "査定|人事評価|人事考課|業績評価|評価面談|低評価|低い評価",
        "discipline": "懲戒|解雇|停職|降格|始末書|処分(?:を受け|され)|クビになっ|パワハラ|セクハラ|ハラスメント",
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
