"""French."""

from generator.languages.language import (
    Language,
    NameWords,
    Quotes,
    Separators,
    TypedWords,
    UnnamedPhrases,
)

_THIN = "\u202f"

LANGUAGE = Language(
    "fr",
    unnamed=UnnamedPhrases(
        # All begin with a consonant: nothing before them has to be elided, as before "une autre".
        colleagues=(
            "quelqu’un",
            "quelqu’un d’autre",
            "la troisième personne",
            "la quatrième personne",
            "la cinquième personne",
        ),
        colleague_number="la personne numéro {number}",
        of_team="{colleague} de l’équipe {team}",
        of_no_team="{colleague} de la maison",
        role="quelqu’un ({role})",
    ),
    quotes=Quotes(f"«{_THIN}", f"{_THIN}»", "“", "”", _THIN),
    separators=Separators(colon="\u00a0: ", dash=" – "),
    first_of_month="1er",
    regional_quotes={"ch": Quotes(*"«»‹›")},
    sensitive={
        "health": "maladie cancer tumeur chimiothérapie chirurgie dépression dépressif dépressive anxiété "
        "surmenage enceinte grossesse avortement thérapie psychothérapie antidépresseurs handicap "
        "handicapé handicapée rqth invalidité autisme autiste tdah diagnostiqué diagnostiquée hospitalisé "
        "hospitalisée hospitalisation",
        "family": "divorce divorcé divorcée décès obsèques enterrement deuil endeuillé endeuillée veuf veuve",
        "pay": "salaire salaires rémunération",
        "discipline": "licenciement licenciements licencié licenciée sanction sanctions sanctionné "
        "sanctionnée harcèlement harcelé harcelée",
    },
    sensitive_phrases={
        "health": r"arrêt (?:de travail|maladie)|congé[- ](?:de )?maladie|mi-temps thérapeutique|burn[- ]?out"
        r"|fausse[- ]couche",
        "family": r"garde (?:alternée|partagée|des enfants)",
        "pay": r"(?:bulletin|fiche|feuille) de paie",
        "performance": r"entretien (?:annuel|d.évaluation)|évaluation annuelle|insuffisance professionnelle",
        "discipline": r"mise? à pied|faute (?:grave|lourde)|rupture conventionnelle|disciplinaire",
    },
    sensitive_signs="arret conge therapeutique burn burnout fausse garde bulletin fiche feuille "
    "entretien evaluation insuffisance mis mise faute rupture disciplinaire",
    names=NameWords(
        ordinary="""
pierre petit blanc noir roux rose claire constant noel aime colin grand gros marie olive fleur
clement franc gentil bon sage lion roy roi charpentier boulanger marchand berger mercier avril juin
juillet aout colombe aurore celeste reine prince comte marin soleil beau belle joli jolie leroy
brun court lefort fort doux cher barbier fournier meunier chevalier moulin fontaine rey dore maillot mai les
""",
        particles="du",
        openers="""
le la les un une je nous il elle ils elles on
puis quand et mais alors hier aujourd demain merci apres avant avec de parce si depuis ici notre
""",
        titles="monsieur madame mme mlle m",
    ),
    typed=TypedWords(
        fields={
            "date": "jour",
            "givers": "de quiaaide donneur donneurs auteur",
            "receivers": "pour quiarecu beneficiaire beneficiaires",
            "title": "titre",
            "summary": "resume",
            "kind": "type",
            "themes": "theme sujet sujets etiquettes",
            "ask": "demande question",
            "outcome": "resultat",
            "quote": "citation",
            "consent": "accord consentement",
            "lang": "langue",
            "image": "photo",
            "body": "texte histoire",
        },
        articles="le la les un une des notre",
        both="et",
        ourselves="moi je",
        everybody="tous toutes nous",
        nobody="anonyme personne",
        yes="oui",
        no="non",
    ),
    abbreviations=r"mme|mlle|p\.ex|env",
    speech_verbs="dit|a dit|demande|a demandé|répond|a répondu|écrit|a écrit|ajoute|a ajouté",
)
