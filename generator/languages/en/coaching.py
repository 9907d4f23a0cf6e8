"""English phrases that the coach knows. `generator/coach/phrases.py` has the form of a list.

Why each is listed is said in the manuals of `generator/coach/`. A phrase is listed if it says little in
nearly every sentence; words that may as well be plain fact ("warm", "sweet", "smooth") stand only
beside words that make them praise.
"""

from generator.languages.language import CoachWords

WORDS = CoachWords(
    thanks="""
thank/thanks/thankful/thanking
grateful/gratitude
kudos/shoutout/shoutouts
shout out/outs
hats off
props to
appreciate/appreciated/appreciation/appreciates
""",
    praise="""
amazing/awesome/incredible/fantastic/outstanding/wonderful/stellar/phenomenal/exceptional/extraordinary/superb/invaluable/tireless
great/good/excellent/brilliant/nice/hard/best work/job/effort/efforts/team/support/help/leadership
for your/his/her/their/all/the .. help/support/work/efforts/effort/contributions/contribution/dedication/commitment/time/patience/service
making it/this possible
thank you/everyone/everybody/all/the/our
big/huge/many/special/heartfelt/great/massive/warm/million/sincere thanks
thanks for/everyone/everybody/all/so/very/again/a
thankful/kudos/grateful/gratitude/shoutout/shoutouts
appreciate your/his/her/their/you/everyone/all
shout out/outs
hats off
""",
    cliche="""
above and beyond
(the) extra mile
amazing/awesome/incredible/fantastic/outstanding/stellar/phenomenal/exceptional/extraordinary/superb/tireless/tremendous/exemplary (and) (hard) work/job/effort/efforts/contribution/contributions/leadership/support/team/teamwork/dedication/collaboration
great/excellent/brilliant/terrific/fabulous/impressive/impressively/valuable/huge/massive/immense/incredible job/effort/efforts/teamwork/team/leadership/contribution/contributions/asset
huge/incredible/tremendous/enormous/massive/insane amount of work/effort/time/energy
all your/his/her/their hard work
your/his/her/their hard work
hard work and dedication
work/job well done
keep up the great/good/amazing/awesome/excellent
tirelessly/invaluable/unwavering/relentlessly
absolutely/truly/really/totally/simply/just rock/rocks/rocked/amazing/awesome/incredible/fantastic/invaluable/outstanding
second to none
couldn't/could not/can't have done it/this without
couldn't do it/this without
would not/wouldn't have been possible without
can't/cannot thank .. enough
rose to the occasion/challenge
knocked it out of the park
crushed/nailed/smashed/killed it
game changer/changing
go to person/guy
team player
huge/true/real asset
went out of his/her/their way
set/sets/setting a/the high bar
shining/glowing example
he/she/they/you/@ was/were/is/are (also/been) instrumental/pivotal
key/top contributor
guiding star
driving force
critical/key/foundational/pivotal/vital/crucial role in
profound/tremendous/immeasurable/huge/enormous impact
absolute boss
heart and soul
enlightening/engaging/inspiring/wonderful/great/amazing/fantastic (and) (engaging/inspiring) workshop/session/talk
rolled up their/his/her/our sleeves
words cannot/can't
huge/massive/great success
outstanding/invaluable/significant/valuable/meaningful/substantial/continued/continuous/continuing contributions/contribution
meaningfully contributing
best in class
deep/strong/unwavering/steadfast/long/sustained (standing) commitment/dedication
world class
""",
    person="""
is/are/was/were/am (always) (just/truly/really/honestly/simply/genuinely) such a/an .. person/human/soul/colleague/teammate/leader/mentor/friend/guy/woman/man/individual
he/she/you/who/@ is/are/was/were (always) (so/very/incredibly/extremely/truly/really/genuinely) kind/friendly/nice/lovely/brilliant/gifted/talented/generous/humble/selfless/positive/approachable/supportive/dedicated/passionate/amazing/inspiring/wonderful
is/are/was/were so/very/incredibly/extremely/truly/really/genuinely kind/friendly/gifted/talented/generous/humble/selfless/approachable/supportive/dedicated/passionate
a/an .. kind/lovely/wonderful/amazing/great/generous/brilliant/gifted/inspiring/incredible/talented/selfless person/human/soul/individual/people/mentor/leader
kindest/nicest/smartest/brightest/friendliest (and) .. person/people/human/colleague/soul/ever/know
truly inspiring group
(a) positive/can/winning/wonderful/amazing/great/exemplary (do/leadership) attitude
work ethic
heart of gold
big heart
thought leader
role model
embodies the/our
exceptional/great/remarkable diligence/thoroughness/care/patience/passion
natural/born leader/teacher/mentor/talent
brilliant/sharp/bright/beautiful mind
a/an (true/real/absolute/total) genius/gem/angel/saint/joy/star/superstar/rockstar/treasure/legend
a/an (true/real/absolute/total) rock/pleasure to work/have/with
being a rock
team is lucky/blessed
(his/her/their/your/of) patience and kindness/support/guidance/dedication
(his/her/their/your) kindness/positivity/professionalism/enthusiasm/selflessness/humility/dedication and/is/are/to/demonstrates/shows/has/have/inspires
with .. energy/enthusiasm and passion/dedication/enthusiasm/positivity
cooperation and positivity
consistently/invariably/always (so/very/invariably) helpful/kind/patient/positive/friendly/cheerful/generous/willing
very/extremely/incredibly diligent/patient/dedicated/hardworking/knowledgeable/talented/passionate
extraordinary knowledge
enthusiastic and tenacious/passionate/dedicated
tenacious curiosity
helpful efficient and kind
""",
    hero="""
unsung/true/real/absolute/our/my/total hero/heroes
a/an (true/real/absolute/total) hero/superhero/lifesaver/saviour/savior/rockstar/superstar/ninja/wizard/guru/wizardry
is/was/are/were (a/our/my/the) hero/heroes/superhero/superheroes/lifesaver/saviour/savior
saved the day/project/release/launch/world
saved my/our/us life/lives/bacon/skin/all
(came) to the rescue
single handedly
all by himself/herself
entirely/solely responsible for
would never have happened without
heroic/heroically
lifesaver/lifesavers
rock star/stars
rockstar/rockstars/superstar/superstars
""",
    overwork="""
worked/working/stayed (up) (all/through/late) night/weekend/weekends/nights
worked/working/stayed through/all/over/every (the) night/weekend/weekends/holiday/holidays/vacation
long hours/nights
countless/endless/sleepless hours/nights/evenings/weekends
gave/sacrificed/giving/sacrificing up .. evening/evenings/weekend/weekends/holiday/sleep
sacrificed .. evening/evenings/weekend/weekends/holiday/sleep
burned/burning/burnt the midnight oil
around the clock
day and night
without sleep/sleeping/a break
late/later/extra nights/hours
blood sweat and tears
no matter how late
""",
    gendered="""
bubbly/feisty/bossy/sassy/girly/ladylike/motherly/maternal/nurturing/shrill/hysterical/manly/bitchy
abrasive
mother/mama/papa hen/bear
office/team/den mum/mom/mother/dad/wife/husband
work wife/husband/mum/mom/dad
girl/lady boss
girlboss/superwoman/supermom/supermum/superman
wonder woman
right hand man/woman
gentle giant
one of the boys/lads/girls
lovely/clever/good/nice/sweet girl/lady/ladies/girls
boys and girls
""",
    blame="""
(simply/just/so/too) careless/lazy/sloppy/incompetent/clueless/negligent/useless person/people/as/again/work/mistake/of
he/she/they/you/who is/are/was/were/'s/had (been) (so/very/simply/just/always/too/totally/being) careless/lazy/sloppy/incompetent/clueless/negligent/useless/stupid/unprofessional
@ is/was/had (been) (so/very/simply/just/always/too/totally/being) careless/lazy/sloppy/incompetent/clueless/negligent/useless/stupid/unprofessional
he's/she's/they're/you're (so/very/simply/just/always/too) careless/lazy/sloppy/incompetent/clueless/negligent/useless/stupid
it/that was (all/entirely) his/her/their/your fault
because of his/her/their/your/@ (own/usual) mistake/carelessness/incompetence/negligence/laziness/sloppiness
dropped the ball
he/she/they/you/@ screwed/messed/stuffed (it/this/that/everything) (all) up
should have known better
as usual forgot
(had) forgotten/forgot yet/once again
he/she/they/you/@ is/are/was/were (entirely/solely/only/all) to blame
the culprit was
the guilty party
""",
    offer="""
let me/us know if you (ever) need anything/something/help
let me/us know if there is/there's anything
if you (ever) need anything just
my/our door is always open
always happy to help
happy to help with anything
here if you need anything/me
anything you need
""",
    need="""
without (even) being asked/prompted
without (me/us/anyone/anybody) (even/ever) having to ask/be asked
without (me/us/anyone/anybody) asking
didn't/did not (even) have to ask
never had to ask
before i/we could/even (even) ask/asked
i/we/he/she/they/@ (really/badly/desperately) needed (some/a/any) help/hand
i/we/he/she/they/@ was/were (completely/totally/really) stuck/lost/drowning/overwhelmed
i/he/she/we/they had no idea
""",
    asked="""
ask/asked/asks/asking/question/questions/request/requested/requests/wrote/rang/called/said/says/messaged/posted
""",
    deeds="""
thank/thanks/kudos/shoutout/shoutouts/grateful/appreciate ... for (quickly/also/then/his/her/their) !being/helping/supporting/making/doing/going/having/joining/participating/contributing/everything/anything/something/nothing/coming/taking/giving/showing/keeping/continuing/checking/sticking/bearing/listening/watching/stopping *ing
shout out/outs ... for (quickly/also/then/his/her/their) !being/helping/supporting/making/doing/going/having/joining/participating/contributing/everything/anything/something/nothing/coming/taking/giving/showing/keeping/continuing/checking/sticking/bearing/listening/watching/stopping *ing
props ... for (quickly/also/then/his/her/their) !being/helping/supporting/making/doing/going/having/joining/participating/contributing/everything/anything/something/nothing/coming/taking/giving/showing/keeping/continuing/checking/sticking/bearing/listening/watching/stopping *ing
hats off ... for (quickly/also/then/his/her/their) !being/helping/supporting/making/doing/going/having/joining/participating/contributing/everything/anything/something/nothing/coming/taking/giving/showing/keeping/continuing/checking/sticking/bearing/listening/watching/stopping *ing
""",
    effect="""
so that
so i/we/he/she/they/you/it/the/nobody/everybody/everyone/@
to help/helping me/us/others
the fix/patch
fixed/patched/solved/resolved
we/i got/have/had/now
which/that meant/means/makes/made/let/lets/saved/saves/allowed/allows/enabled/enables/improves/improved/will/ensures/ensured/helps/helped
because of/it
as a result
resulting in
no longer
since then
from then on
in/on time
instead of
for the first time
able to
can/could/can't/couldn't
allow/allows/allowed/allowing/enable/enables/enabled/enabling
helping/helps/helped to/us/me/them/others/people/build/strengthen/shape/everybody/everyone
made/makes/making/make (it/this/them/things/us/everything) easier/possible/faster/simpler/clearer/safer/quicker/better/faster
easier/faster/quicker/simpler/clearer/safer/smoother/sooner/earlier
save/saved/saves/saving
unblock/unblocks/unblocked/unblocking
shipped/ship/ships
reduce/reduces/reduced/reducing
improve/improves/improved/improving/improvement/improvements
benefit/benefits/benefiting/benefitting
ensure/ensured/ensures/ensuring
prevent/prevented/prevents/preventing
thanks/thank to his/her/their/this/that
now
today
learned/learnt/understood
finally
without
ease/eases/easing
to support/avoid/fix/prevent
works/work again
""",
    always="""
always there/willing/ready/happy/available/around
always helping/helps/volunteering/volunteers/supporting/supports/answering/answers
consistently/constantly/invariably/continually volunteering/volunteers/helping/helps/working/works/there/available/supporting/supports/going/willing
never fails/fail/failed to
whenever .. need/needs/needed/asks/asked
day in and day
day in day
time and again
time and time
every single time/day
""",
    vague="""
thank thanks thankful thanking grateful gratitude kudos shout shoutout shoutouts outs props hats off
appreciate appreciated appreciation appreciates congratulations congrats bravo cheers big huge massive
enormous special heartfelt sincere warm million extra additional particular especially
amazing awesome incredible great good excellent fantastic outstanding wonderful brilliant superb stellar
phenomenal exceptional extraordinary remarkable terrific fabulous tremendous impressive inspiring
invaluable valuable immense immensely essential vital pivotal instrumental critical crucial key important
significant substantial major best better nice lovely successful success successfully true truly really
extremely incredibly seriously absolutely exemplary tireless tirelessly relentless relentlessly
continuous continued consistent consistently constantly diligent diligently dedicated dedication committed
commitment hard hardworking passionate passion energy enthusiasm enthusiastic tenacious proud thrilled
happy excited glad lucky fortunate pleased pleasure fun kind kindness friendly positive positivity patience
patient generous generosity talented talent
work works worked working job effort efforts help helps helped helping helpful support supported supporting
supportive supports contribution contributions contribute contributes contributed contributing contributor
contributors involvement involved input insight insights guidance leadership expertise
knowledge experience service participation participate participated participants participating participant
engagement attention cooperation collaboration teamwork presence hours interest willing willingness attitude
asset rock rocks star hero heroes mile beyond above extensive deep long standing sustained impact
team teams people folks everyone everybody anyone members member colleagues colleague community volunteers
volunteer project projects organisation organization company department group guys crew family
world individual individuals one ones person friend friends
make made making do did does done doing go went gone going get got give gives gave given giving take takes
took taken come came keep kept show showed join joined joining want wanted wants like would say express
extend recognise recognize acknowledge celebrate possible happen happened continue continues step stepped
stepping wish love loved know
year years month months week weeks day days time times today yesterday always throughout cycle process event
past last recent recently many several various multiple numerous areas ways things thing everything
something anything part role journey fronts etc far forward future together
lot lots bunch full whole entire entirely such bring brings brought new number value mission simply bit meet welcome
feedback
""",
    function="""
a an the and or but nor so as at by for from in into of off on onto out over to up with without within upon
about across after again against all also among around because before behind between both during each either
every few further here how if just more most much my neither no not now only other our ours own per same
she he it its we they them their theirs his her hers him me i you your yours us this that these those there
then than through too under until very was were is are am be been being has have had having will would can
could should shall may might must what when where which while who whom whose why yet y'all i'm i've i'd it's
we're we've they've you've you're that's don't couldn't can't didn't wouldn't who's he's she's let's
""",
)
