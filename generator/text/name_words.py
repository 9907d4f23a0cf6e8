"""Words that are names and ordinary words, so that "Will you look?" is not taken for Will."""

from __future__ import annotations

_ENGLISH = """
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
"""
_SPANISH = """
sol luz mar paz cruz rosa blanca consuelo dolores esperanza alba pilar angel leon rocio nieves
mercedes soledad victoria gloria clara estrella reyes santos amparo remedios concepcion salvador
jesus domingo plaza flores iglesias calle rojo moreno rubio delgado cortes guerra herrero
zapatero campo campos rios rio vega montes prado pino ramos caro bello bravo leal franco calvo
crespo luna perla linda aurora fe caridad olvido martirio socorro milagros camino lluvia marina
"""
_ARABIC = """
نور امل سلام هدي مني كريم سعيد جميل امير حسن رحمه سماء ياسمين ورده فرح هناء ندي حياه صباح ربيع
عادل امين صادق خالد ناصر طاهر شريف عزيز فضل فريد سالم صالح رشيد حكيم جمال كمال بدر نجم شمس قمر
ليل فجر هاني راضي شادي هادي مراد زاهر ماهر باسم باسل سامي عالي رامي وسيم حبيب نبيل جليل طيب
ايمان اسلام بيان حنان وفاء صفاء ضياء رجاء دعاء شيماء اماني احلام ابتسام سمر ثريا ريم غزل شهد ملك
منال وئام
"""
_TIMES = """
january february march april may june july august september october november december
spring summer autumn winter day
"""
_BEFORE_TIMES = """
in last next this since until till early late of by mid every each all that during before after
from through a the for over
"""
_PARTICLES = """
de del la las los da das do dos di du van von der den bin ibn bint al el af av y e
"""

ORDINARY_WORDS = frozenset((_ENGLISH + _SPANISH + _ARABIC).split())
"""Names that are ordinary words too, folded."""
PARTICLES = frozenset(_PARTICLES.split())
"""Words in names that are no names of their own."""
TIMES = frozenset(_TIMES.split())
BEFORE_TIMES = frozenset(_BEFORE_TIMES.split())
"""Words before a month or a season, which English writes with a capital letter, as it does names."""
