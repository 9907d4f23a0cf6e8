"""Spanish."""

from generator.languages.language import Language, NameWords, Quotes, TypedWords, UnnamedPhrases

LANGUAGE = Language(
    "es",
    unnamed=UnnamedPhrases(
        colleagues=(
            "alguien",
            "otra persona",
            "una tercera persona",
            "una cuarta persona",
            "una quinta persona",
        ),
        colleague_number="la persona número {number}",
        of_team="{colleague} de {team}",
        of_no_team="{colleague} del equipo",
        role="alguien ({role})",
    ),
    quotes=Quotes(*"«»“”"),
    regional_quotes=dict.fromkeys(("419", "mx", "ar", "us"), Quotes(*"“”‘’")),
    sensitive={
        "health": "diagnóstico diagnosticado diagnosticada cáncer quimioterapia cirugía "
        "enfermedad enfermo enferma depresión ansiedad embarazada embarazo aborto terapia medicación "
        "discapacidad hospitalizado hospitalizada autismo autista tdah",
        "family": "divorcio divorciado divorciada funeral entierro duelo viuda viudo",
        "pay": "salario salarios sueldo sueldos nómina",
        "discipline": "despido despedido sanción sancionado sancionada acoso",
    },
    # Alone, "baja", "custodia", "despedida" and "expediente" are everyday words of an office.
    sensitive_phrases={
        "health": r"(?:baja|licencia) (?:m[eé]dica|por enfermedad|de maternidad|de paternidad)"
        r"|incapacidad (?:temporal|laboral|permanente)|burn[- ]?out",
        "family": r"custodia (?:compartida|de \w+ (?:hij|niñ)[oa]s)",
        "performance": r"evaluaci[oó]n de desempe[nñ]o|bajo[- ]rendimiento",
        "discipline": r"expediente disciplinario|(?:fue|sido|quedó) despedida",
    },
    sensitive_signs="baja licencia incapacidad burn burnout custodia evaluacion bajo expediente despedida",
    names=NameWords(
        ordinary="""
sol luz mar paz cruz rosa blanca consuelo dolores esperanza alba pilar angel leon rocio nieves
mercedes soledad victoria gloria clara estrella reyes santos amparo remedios concepcion salvador
jesus domingo plaza flores iglesias calle rojo moreno rubio delgado cortes guerra herrero
zapatero campo campos rios rio vega montes prado pino ramos caro bello bravo leal franco calvo
crespo luna perla linda aurora fe caridad olvido martirio socorro milagros camino lluvia marina
""",
        particles="de del la las los y",
        openers="""
el los las una lo yo nosotros ella
luego cuando y pero ayer hoy ahora gracias despues antes con de porque si desde aqui entonces
""",
        titles="don dona senor senora sr sra",
    ),
    typed=TypedWords(
        fields={
            "date": "fecha",
            "givers": "quienayudo ayudo quiendio dio donante de",
            "receivers": "quienrecibioayuda quienrecibio recibio receptor",
            "title": "titulo",
            "summary": "resumen",
            "kind": "tipo",
            "themes": "tema temas etiquetas",
            "ask": "peticion pregunta",
            "outcome": "resultado",
            "quote": "cita",
            "consent": "consentimiento",
            "lang": "idioma",
            "image": "imagen foto",
            "body": "historia texto",
        },
        articles="el los la las un una unos unas",
        both="y",
        ourselves="yo",
        everybody="todos todas",
        nobody="anonimo anonima",
        yes="sí si",
        no="no",
    ),
    abbreviations=r"sr|sra|dra|p\.ej",
    speech_verbs="dijo|preguntó|contestó|respondió|escribió",
)
