"""French: the words that report."""

from __future__ import annotations

from analysis.languages import Language
from analysis.languages.frames import Frames
from analysis.types import Act


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SAY = _words(
    "accuser admettre affirmer ajouter alerter annoncer appeler arguer articuler assurer avancer avertir avouer certifier clamer commenter conclure concéder "
    "confier confirmer considérer constater contester continuer crier critiquer déclarer décrire demander démentir dénoncer déplorer détailler dire écrire "
    "estimer exiger expliquer exprimer faire fustiger garantir glisser hasarder indiquer insister interroger ironiser jurer juger jeter lancer lire marteler "
    "menacer mentionner murmurer nier noter nuancer objecter observer plaider pointer poursuivre préciser prédire prétendre prévenir prévoir "
    "proclamer promettre "
    "proposer protester raconter railler rapporter rappeler reconnaître redouter regretter rejeter relativiser relever remarquer répéter répliquer répondre "
    "rétorquer révéler résumer réclamer s'alarmer s'indigner soupirer souligner soupçonner soutenir spéculer suggérer tempêter témoigner tonner "
    "trancher tweeter "
    "réitérer réaffirmer réfuter récuser reprocher enchaîner renchérir tempérer lâcher signaler insinuer laisser craindre marmonner grogner maintenir"
)
_THINK = _words(
    "penser croire espérer craindre savoir estimer juger considérer imaginer supposer redouter souhaiter vouloir trouver douter présumer "
    "soupçonner apprendre comprendre"
)
_INTEND = _words(
    "promettre jurer vouloir espérer compter souhaiter menacer prévoir envisager refuser accepter décider affirmer assurer dire prétendre "
    "proposer garantir engager nier estimer"
)
_URGE = _words("demander exhorter appeler inviter presser ordonner sommer conjurer enjoindre prier conseiller recommander encourager exiger réclamer")
_CONCERN = _words(
    "démentir nier rejeter réfuter contester récuser revendiquer "
    "dénoncer condamner critiquer exiger réclamer annoncer demander déplorer regretter évoquer confirmer "
    "défendre proposer promettre admettre reconnaître craindre redouter prédire saluer fustiger"
)
_CALL = _words("qualifier traiter taxer juger estimer considérer décrire parler")
_DECLINE = _words("refuser abstenir")

_DENY = "démentir nier rejeter réfuter contester récuser"
_SPECULATE = "spéculer soupçonner suggérer supposer présumer imaginer hasarder insinuer douter"
_WARN = "avertir prévenir alerter menacer craindre redouter alarmer prédire"
_COMMIT = "promettre jurer garantir engager"
_DEMAND = "demander exiger réclamer exhorter appeler inviter presser ordonner sommer conjurer enjoindre prier conseiller recommander proposer plaider"


def _verbs() -> dict[str, Act]:
    verbs = dict.fromkeys(_SAY | _THINK | _INTEND | _URGE | _CONCERN | _CALL, Act.ASSERTS)
    for words, act in ((_DENY, Act.DENIES), (_SPECULATE, Act.SPECULATES), (_WARN, Act.WARNS), (_COMMIT, Act.COMMITS), (_DEMAND, Act.DEMANDS)):
        verbs |= dict.fromkeys(words.split(), act)
    return verbs | dict.fromkeys(_DECLINE, Act.DECLINES)


LANGUAGE = Language(
    code="fr",
    cue_verbs=_verbs(),
    cue_nouns={
        **dict.fromkeys(_words("déclaration affirmation communiqué propos annonce thèse avis version argument idée hypothèse aveu"), Act.ASSERTS),
        **dict.fromkeys(_words("accusation allégation reproche"), Act.ASSERTS),
        **dict.fromkeys(_words("démenti"), Act.DENIES),
        **dict.fromkeys(_words("soupçon rumeur supposition spéculation estimation"), Act.SPECULATES),
        **dict.fromkeys(_words("avertissement crainte menace"), Act.WARNS),
        **dict.fromkeys(_words("promesse engagement"), Act.COMMITS),
        **dict.fromkeys(_words("demande appel exigence proposition requête"), Act.DEMANDS),
    },
    cue_prepositions=(
        "selon les mots de",
        "selon les termes de",
        "aux yeux de",
        "de l'avis de",
        "à en croire",
        "au dire de",
        "aux dires de",
        "d'après",
        "d’après",
        "selon",
        "pour",
        "dixit",
    ),
    complementizers=frozenset({"que", "qu'", "qu’", "de", "d'", "d’", "à"}),
    pronouns={
        "il": ("singular", "masculine"),
        "elle": ("singular", "feminine"),
        "ils": ("plural", "masculine"),
        "elles": ("plural", "feminine"),
        "lui": ("singular", "any"),
        "on": ("singular", "any"),
        "celui-ci": ("singular", "masculine"),
        "celle-ci": ("singular", "feminine"),
        "ce dernier": ("singular", "masculine"),
        "cette dernière": ("singular", "feminine"),
        "eux": ("plural", "masculine"),
        "leur": ("plural", "any"),
        "qui": ("any", "any"),
    },
    negations=_words("ne n' n’ pas aucun aucune jamais rien personne non ni sans nullement"),
    act_words={
        **dict.fromkeys(_words("doit doivent devra devront devrait devraient faut faudra faudrait"), Act.DEMANDS),
        **dict.fromkeys(_words("pourrait pourraient peut-être probablement sans doute"), Act.SPECULATES),
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
    phrasal={"appeler": _words("à"), "plaider": _words("pour")},
    expletives=frozenset({"ce", "c'", "cela", "ça"}),
    speakers=frozenset({"je", "j'", "j’", "nous", "tu", "vous"}),
    adjectives=_words("convaincu certain sûr persuadé catégorique formel confiant inquiet"),
)
