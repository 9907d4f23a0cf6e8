"""English."""

from generator.languages.en.coaching import WORDS
from generator.languages.language import Language, NameWords, Quotes, TypedWords, UnnamedPhrases

LANGUAGE = Language(
    "en",
    unnamed=UnnamedPhrases(
        colleagues=(
            "a colleague",
            "another colleague",
            "a third colleague",
            "a fourth colleague",
            "a fifth colleague",
            "a sixth colleague",
        ),
        colleague_number="colleague number {number}",
        of_team="{colleague} in {team}",
        role="the {role}",
    ),
    quotes=Quotes(*"“”‘’"),
    elided=r"(?:tis|twas|til|em|cause|cos|bout|round|n|neath|[0-9]0s)\b",
    sensitive={
        "health": "diagnosis diagnosed cancer surgery illness depression depressed anxiety burnout "
        "pregnant pregnancy miscarriage therapy medication disability adhd autism "
        "autistic",
        "family": "divorce divorced funeral bereavement widow widower custody miscarriage",
        "pay": "salary salaries bonus wage wages payslip overpaid underpaid",
        "performance": "underperforming underperformer underperformed appraisal",
        "discipline": "disciplinary reprimand reprimanded fired misconduct grievance",
    },
    sensitive_phrases={
        "performance": r"performance (?:rating|review|plan)|improvement plan|low rating"
    },
    sensitive_signs="performance improvement low",
    names=NameWords(
        ordinary="""
will grace mark summer may june april august autumn winter dawn eve faith hope joy rose lily
daisy violet iris ivy heather holly hazel olive ginger pepper sage basil rosemary poppy bill
jack frank art dale drew gene grant guy jean miles nick pat patty penny ray rich rob rod rusty
sue sunny tony amber ruby pearl jade crystal opal jewel bob buddy buck chance chase chuck
christian colt cliff dean dell destiny don duke earl ernest gale gay glen gus hank harmony haven
heath honor hunter jay jerry jimmy josh lance lane laurel leigh lee major marshal marina mason
max melody mercy merry misty norm paige page parker patience piper pierce piers pop prudence
quill rain randy reed reef river robin rocky roman rowan sandy scout shelley skip sky sonny star
sterling stone storm terry trinity troy tucker van victor victoria vivian wade walker ward
warren wave wells west wren young brown white green black gray grey king cook baker smith
carpenter miller field fields hill hills wood woods brook brooks bridge church day knight long
short strong small little love moon noble north park price read rice sharp singer sparks stern
swift banks best bond book bush case cross deer drum fair farmer fisher forest fox frost garner
gold good hall hand hay head house hunt hurt just keen key lake land law light link lock low
mann march marsh mills moody moss nail night offer pace pain paine palmer peace peck penn pike
pool poor post power powers quick rush sales savage sell shepherd silver sweet taylor tell
temple tower turner vale vine wall watt way weeks wise wolf worth able bell bird bishop blue
boss bow box cash chambers close cole cotton craft crane crow dance dart dash dew drake early
ember fern finch flint flower gates goode guest harper hardy hart hawk holder hook ice jet
joiner judge lamb lark leaf learn lion marble mayor meadow mint monk nest oak ocean paris pine
prince quince raven reason rider ridge robins rook sawyer sea senior shade shore slate snow song
spring squire sun tanner teal thorn tide trip true usher vision water wheeler willow winner
winters work my an so do in on to he she me no la al el di ling sung kit pip sol mat dot
""",
        openers="""
the a an i we you he she it they
then when while and but so later today yesterday now ask thanks thank after before with from for to
because if since even only also once here there this that our my her his how what why who where
""",
        titles="mr mrs ms miss mx dr prof sir madam",
        times="""
monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december
spring summer autumn winter day
""",
        before_times="""
in last next this since until till early late of by mid every each all that during before after
from through a the for over on
""",
    ),
    typed=TypedWords(
        fields={
            "date": "day when",
            "givers": "author authors from giver who mentor helper",
            "receivers": "to receiver recipient recipients mentee",
            "title": "name headline subject",
            "summary": "description",
            "kind": "type",
            "themes": "topic topics",
            "ask": "question request",
            "outcome": "result results",
            "quote": "quotation",
            "lang": "language locale",
            "image": "picture photo cover",
            "body": "text story content",
        },
        articles="the a an our my",
        both="and",
        ourselves="i me myself",
        everybody="all everyone everybody us we team",
        nobody="nobody none noone na unknown somebody someone",
        yes="yes",
        no="no",
    ),
    abbreviations=r"e\.g|i\.e|etc|vs|cf|resp|approx|ca|no|nos|dr|mr|mrs|ms|prof|st",
    speech_verbs="said|says|asked|asks|wrote|writes|replied|answered|called|shouted|told|laughed|thought|wondered|added",
    coaching=WORDS,
)
