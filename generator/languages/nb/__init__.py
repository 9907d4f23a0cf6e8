"""Norwegian Bokmål."""

from generator.languages.language import (
    Language,
    NameWords,
    Quotes,
    Separators,
    TypedWords,
    UnnamedPhrases,
)

LANGUAGE = Language(
    "nb",
    unnamed=UnnamedPhrases(
        colleagues=(
            "en kollega",
            "en annen kollega",
            "en tredje kollega",
            "en fjerde kollega",
            "en femte kollega",
        ),
        colleague_number="kollega nummer {number}",
        of_team="{colleague} i {team}",
        role="en {role}",
    ),
    quotes=Quotes(*"«»‘’"),
    separators=Separators(dash=" – "),
    sensitive={
        "health": "diagnose diagnosen diagnoser diagnostisert kreft kreften operert sykdom sykdommen sykmeldt "
        "sykmelding sykmeldingen sykemeldt sykemelding innlagt depresjon depresjonen deprimert angst angsten "
        "utbrent utbrenthet gravid graviditet spontanabort terapi medisinering ufør uføretrygd adhd autisme "
        "autist autistisk",
        "family": "skilsmisse skilsmissen separasjon samlivsbrudd begravelse begravelsen bisettelse "
        "bisettelsen dødsfall dødsfallet enke enkemann foreldrerett barnefordeling",
        "pay": "lønn lønnen lønna lønnsslipp lønnsslippen lønnsøkning lønnsforhøyelse lønnstrekk timelønn "
        "månedslønn årslønn bonus bonusen",
        "performance": "underpresterer underpresterte underprestert prestasjonsvurdering "
        "prestasjonsvurderingen",
        "discipline": "oppsagt oppsigelse oppsigelsen avskjediget suspendert personalsak personalsaken "
        "mobbing trakassering trakassert",
    },
    sensitive_phrases={
        "performance": r"(?:lav|dårlig|svak) (?:vurdering|prestasjon)|svake prestasjoner",
        "discipline": r"skriftlig advarsel|f(?:ikk|ått|år) sparken",
    },
    sensitive_signs="vurdering prestasjon prestasjoner advarsel sparken",
    names=NameWords(
        ordinary="""
dag liv stein berg even odd tone holm strand bjorn haug lie dal lund vik sol siv gro hans per ask
rune hauk gran bakke nes eng sand ness moe lien skog myr vann fjord bo li rose varg tor sten storm
sommer vinter host var
""",
        particles="af av",
        openers="""
den det en et jeg vi han hun de
sa da og men nar etter takk for med fra fordi hvis siden ogsa her
""",
        titles="fru",
    ),
    typed=TypedWords(
        fields={
            "date": "dato",
            "givers": "hvemhjalp giver",
            "receivers": "hvemfikkhjelp mottaker",
            "title": "tittel",
            "summary": "sammendrag",
            "kind": "slag",
            "themes": "tema temaer",
            "ask": "sporsmal",
            "outcome": "resultat utfall",
            "quote": "sitat",
            "consent": "samtykke",
            "lang": "sprak",
            "image": "bilde",
            "body": "historie tekst",
        },
        both="og",
        ourselves="jeg meg",
        everybody="alle",
        nobody="anonym",
        yes="ja",
        no="nei",
    ),
    abbreviations=r"bl\.a|f\.eks|o\.l|ca|dvs|jf|osv|pga|kl|nr|tlf",
    speech_verbs="sa|sier|spurte|spør|svarte|svarer|skrev|skriver|ropte|fortalte|tenkte|lo",
)
