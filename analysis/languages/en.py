"""English: the words that report."""

from __future__ import annotations

from analysis.languages import Language
from analysis.languages.frames import Frames
from analysis.types import Act


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> dict[str, frozenset[str]]:
    return {verb.strip(): _words(particles) for verb, particles in (entry.split(":") for entry in text.split(";"))}


_SAY = _words(
    "accuse acknowledge add admit advise affirm agree allege announce answer argue assert assess assure attest aver bark bellow blog boast brag caution "
    "chuckle claim clarify comment complain concede conclude confess confide confirm contend continue counter cry declare decry disclose emphasize emphasise "
    "estimate exclaim explain fume gush hint illustrate imply indicate inform insinuate insist interject joke lament maintain mention mumble murmur mutter "
    "narrate note notify object observe opine opined order pledge plead point post predict proclaim promise propose protest quip quote react read reassure "
    "reassert recall recommend recount reflect reiterate relate remark remind repeat reply report respond restate retort reveal rule say scoff scream shout "
    "shrug sigh snap snarl sneer speculate speak stipulate state stress submit suggest summarize summarise swear tell testify text thunder tout tweet "
    "underline underscore urge utter venture verify volunteer vow warn whisper wonder write yell demand threaten deny dispute forecast project "
    "fear hear learn "
    "advocate ask beg command concur denounce joke mock moan prophesy quote reason rebut refute remember request specify assume cable chant chime "
    "reckon elaborate enthuse fire gripe grumble hail hit intone laugh muse nod offer press signal sum teach trumpet vent vouch wail weigh"
)
_THINK = _words(
    "believe think feel know hope expect consider suspect doubt understand realize realise decide determine find fear worry guess imagine judge recognize "
    "recognise presume assume trust wish figure reckon anticipate foresee hear learn discover remember forget accept agree concede show "
    "demonstrate "
    "want envision fret gather hold favor prefer notice conclude decide estimate regret sense demand require speculate calculate dream"
)
_INTEND = _words(
    "want plan hope intend vow promise pledge threaten expect seek aim offer agree decide refuse mean wish prefer propose swear undertake volunteer claim "
    "prepare resolve choose consider contemplate like love hate dare demand ask desire aspire commit vote determine"
)
_URGE = _words(
    "urge ask tell order advise encourage invite warn instruct beg implore press beseech exhort call request command direct want expect persuade remind "
    "counsel caution challenge require recommend entreat summon"
)
_CONCERN = _words(
    "deny reject dismiss dispute refute rebut repudiate criticize criticise condemn denounce slam blast praise support oppose defend discuss "
    "describe announce "
    "demand propose question acknowledge admit concede confirm mention note cite attack decry lament welcome endorse back applaud blame accuse recommend "
    "advocate tout predict forecast protest reveal disclose report explain outline suggest suspect fear doubt deplore disavow bemoan rule estimate "
    "express voice reiterate "
    "stress emphasize underline address highlight promise pledge threaten favor expect want anticipate contest hail mock ridicule request urge allege ask "
    "comment promote"
)
_CALL = _words(
    "call label brand describe dub term denounce dismiss deem consider characterize characterise portray hail condemn view see regard depict paint name"
)
_DECLINE = _words("decline refuse")
_PASSIVE = _words(
    "say report believe expect think know quote estimate suggest claim announce predict assume fear hope agree argue state note warn allege rumor "
    "accuse suspect project hear tell understand ask urge order consider see view describe require"
)
_PHRASAL = _phrases(
    "call: for on; point: out to; hit: back out; fire: back; push: back for; speak: of about out; talk: about of; go: on; weigh: in; chime: in; "
    "shoot: back; lash: out; rule: out; appeal: to for; argue: for against; complain: about of; warn: of about against; refer: to; object: to; "
    "react: to; respond: to; comment: on; agree: with to on; insist: on; hint: at; apologize: for; boast: of about; speculate: about; joke: "
    "about; worry: about; accuse: of; care: about; focus: on; press: for; campaign: for against; plead: for with; vote: for against; think: of "
    "about; believe: in; laugh: off; sum: up; fear: for; brag: about; tell: about of; ask: for about; hope: for; look: for forward; know: about "
    "of; dream: of"
)

_DENY = "deny dispute refute rebut repudiate reject dismiss disavow contest disclaim contradict scoff decry object"
_SPECULATE = (
    "speculate suspect suggest assume imagine hint imply insinuate guess wonder hypothesize fancy presume predict forecast estimate project "
    "reckon venture doubt muse"
)
_WARN = "warn caution threaten fear alert fret worry forewarn prophesy"
_COMMIT = "promise pledge vow swear undertake guarantee commit plan intend offer agree volunteer"
_DEMAND = (
    "demand urge ask order advise encourage invite instruct beg implore press beseech exhort request command direct recommend advocate plead appeal "
    "propose summon entreat counsel require seek want"
)


def _verbs() -> dict[str, Act]:
    verbs = dict.fromkeys(_SAY | _THINK | _INTEND | _URGE | _CONCERN | _CALL | _PASSIVE | frozenset(_PHRASAL), Act.ASSERTS)
    for words, act in ((_DENY, Act.DENIES), (_SPECULATE, Act.SPECULATES), (_WARN, Act.WARNS), (_COMMIT, Act.COMMITS), (_DEMAND, Act.DEMANDS)):
        verbs |= dict.fromkeys(words.split(), act)
    return verbs | dict.fromkeys(_DECLINE, Act.DECLINES)


LANGUAGE = Language(
    code="en",
    cue_verbs=_verbs(),
    cue_nouns={
        **dict.fromkeys(
            _words(
                "statement claim assertion remark comment announcement report view opinion belief conclusion argument contention admission testimony "
                "declaration finding account notion idea explanation confirmation evidence observation message tweet letter note suggestion complaint "
                "insistence "
                "impression"
            ),
            Act.ASSERTS,
        ),
        **dict.fromkeys(_words("denial rejection dismissal"), Act.DENIES),
        **dict.fromkeys(
            _words("speculation suspicion suggestion rumor rumour prediction forecast estimate assumption theory hypothesis hope doubt"), Act.SPECULATES
        ),
        **dict.fromkeys(_words("warning fear threat concern worry caution"), Act.WARNS),
        **dict.fromkeys(_words("promise pledge vow commitment plan offer intention assurance guarantee"), Act.COMMITS),
        **dict.fromkeys(_words("demand call appeal request proposal recommendation order plea advice invitation"), Act.DEMANDS),
        **dict.fromkeys(_words("allegation accusation charge"), Act.ASSERTS),
    },
    cue_prepositions=("in the words of", "in the opinion of", "in the view of", "according to", "in the eyes of"),
    complementizers=frozenset({"that", "to"}),
    pronouns={
        "he": ("singular", "masculine"),
        "she": ("singular", "feminine"),
        "it": ("singular", "neuter"),
        "they": ("any", "any"),
        "him": ("singular", "masculine"),
        "her": ("singular", "feminine"),
        "his": ("singular", "masculine"),
        "their": ("any", "any"),
        "them": ("any", "any"),
        "who": ("any", "any"),
    },
    negations=_words("not n't n’t no never none nobody nothing neither nor without hardly"),
    act_words={
        **dict.fromkeys(_words("must should ought"), Act.DEMANDS),
        **dict.fromkeys(_words("may might could perhaps possibly probably maybe apparently"), Act.SPECULATES),
    },
)
FRAMES = Frames(
    say=_SAY,
    think=_THINK,
    intend=_INTEND,
    urge=_URGE,
    concern=_CONCERN,
    call=_CALL,
    decline=_DECLINE,
    passive=_PASSIVE,
    phrasal=_PHRASAL,
    expletives=frozenset({"there", "this", "that", "which", "what"}),
    in_ones=_words("words view opinion telling account eyes estimation judgment"),
    speakers=frozenset({"i", "we", "you", "me", "us"}),
    adjectives=_words(
        "adamant certain sure confident convinced clear aware afraid worried concerned hopeful optimistic pessimistic skeptical sceptical proud doubtful "
        "positive unsure uncertain mindful alarmed glad disappointed surprised"
    ),
    refusable=_words("say comment discuss confirm answer elaborate disclose reveal specify respond draw speculate name identify"),
)
