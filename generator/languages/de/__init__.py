"""German."""

from generator.languages.language import (
    FormsAfter,
    Language,
    NameWords,
    Quotes,
    Separators,
    TypedWords,
    UnnamedPhrases,
)

LANGUAGE = Language(
    "de",
    unnamed=UnnamedPhrases(
        # "jemand" has no gender and may stay as it is in every case, and so may "Person drei".
        colleagues=("jemand", "jemand anders", "Person drei", "Person vier", "Person fünf"),
        colleague_number="Person {number}",
        of_team="{colleague} aus {team}",
        of_no_team="{colleague} aus dem Haus",
        role="jemand ({role})",
        after=(
            FormsAfter(
                "mit|von|bei|zu|nach|seit|außer|gegenüber|dank|neben",
                {"jemand": "jemandem", "jemand anders": "jemand anderem"},
            ),
            FormsAfter(
                "für|durch|ohne|gegen|um|an",
                {"jemand": "jemanden", "jemand anders": "jemand anderen"},
            ),
        ),
    ),
    quotes=Quotes(*"„“‚‘"),
    separators=Separators(dash=" – "),
    regional_quotes={"ch": Quotes(*"«»‹›")},
    elided=r"(?:s|n|ne|ner|nen|nem)\b",
    sensitive={
        "health": "diagnose diagnosen diagnostiziert krebs krebserkrankung operiert krankheit erkrankt "
        "erkrankung krankgeschrieben krankschreibung krankmeldung krankgemeldet depression depressionen "
        "depressiv angststörung burnout schwanger schwangerschaft fehlgeburt therapie psychotherapie "
        "medikament medikamente schwerbehindert schwerbehinderung behinderung adhs autismus autist "
        "autistin autistisch",
        "family": "scheidung geschieden ehescheidung beerdigung bestattung trauerfall todesfall witwe "
        "witwer sorgerecht fehlgeburt",
        "pay": "gehalt gehälter gehaltserhöhung gehaltsabrechnung gehaltsabzug monatsgehalt jahresgehalt "
        "lohn löhne lohnerhöhung lohnabrechnung stundenlohn bonus boni abfindung unterbezahlt überbezahlt",
        "performance": "minderleistung minderleister leistungsbeurteilung leistungsbewertung "
        "mitarbeiterbeurteilung arbeitszeugnis",
        "discipline": "abmahnung abgemahnt kündigung gekündigt entlassen entlassung disziplinarverfahren "
        "suspendiert fehlverhalten mobbing gemobbt belästigung belästigt",
    },
    sensitive_phrases={
        "performance": r"(?:schwache|schlechte|mangelnde|geringe)[nr]? (?:leistung(?:en)?|beurteilung|bewertung)"
    },
    sensitive_signs="leistung leistungen beurteilung bewertung",
    names=NameWords(
        ordinary="""
stein berg koch winter klein kaiser jung schwarz weiss gross kraft ernst mai horn konig wolf vogel
fuchs hahn bauer schneider jager fischer becker richter lang lange kurz sommer herbst frost busch
baum zimmer stern graf herzog engel sturm brand feld wald bach acker hirsch lowe falke hase kranz
zimmermann schreiber schafer kramer maurer ritter voss rot blau braun gut sauer fromm stark scharf
rau heiss kalt neu alt frei edel kluge reich arm sorge freude gluck ziel beck ebert hammer nagel
sander kessel pfeiffer
""",
        particles="von der den",
        openers="""
der die das ein eine ich wir er sie es
dann als und aber heute gestern jetzt da danke nach vor mit von weil wenn seit auch hier so unser
""",
        titles="herr frau kollege kollegin",
    ),
    typed=TypedWords(
        fields={
            "date": "datum",
            "givers": "geber gebende von",
            "receivers": "empfanger an",
            "title": "titel betreff",
            "summary": "zusammenfassung",
            "kind": "typ",
            "themes": "thema themen",
            "ask": "bitte frage",
            "outcome": "ergebnis",
            "quote": "zitat",
            "consent": "einwilligung zustimmung",
            "lang": "sprache",
            "image": "bild",
            "body": "geschichte",
        },
        both="und",
        ourselves="ich",
        everybody="alle",
        nobody="anonym",
        yes="ja",
        no="nein",
    ),
    abbreviations=r"z\.b|d\.h|u\.a|bzw|usw|ca|dr|prof|nr|vgl|ggf|evtl|inkl|tel",
    speech_verbs="sagt|sagte|fragt|fragte|schreibt|schrieb|antwortet|antwortete|rief|meint|meinte|erzählte|dachte|lachte",
)
