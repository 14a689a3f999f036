"""German: reporting words and grammar."""

from __future__ import annotations

from analysis.languages import Language
from analysis.languages.grammar import Grammar, words
from analysis.types import Act

_ASSERTS = words("""
sagen erklären mitteilen betonen behaupten berichten melden äußern äussern bemerken feststellen unterstreichen bekräftigen beteuern versichern
beharren bestehen meinen finden glauben argumentieren begründen erläutern erzählen schildern schreiben twittern posten antworten erwidern entgegnen
kontern ergänzen hinzufügen hinzusetzen anmerken anfügen einräumen zugeben eingestehen gestehen bestätigen bekanntgeben verkünden vermelden verlauten
informieren hinweisen verweisen aufmerksam betiteln zitieren kommentieren kritisieren bemängeln monieren rügen beklagen klagen bedauern beanstanden
vorwerfen beschuldigen bezichtigen anklagen vorhalten nennen bezeichnen bewerten werten einschätzen beurteilen einstufen urteilen resümieren
bilanzieren schlussfolgern folgern darlegen ausführen darstellen formulieren präzisieren konkretisieren klarstellen richtigstellen rufen schimpfen
wettern poltern spotten scherzen witzeln jubeln schwärmen loben begrüßen würdigen freuen zeigen sprechen reden aussagen aussprechen vorrechnen
vortragen wiederholen nachlegen nachschieben zusammenfassen erinnern konstatieren protestieren diagnostizieren attestieren bescheinigen unterstellen
andeuten signalisieren durchblicken dagegenhalten gegenhalten einwenden einwerfen anführen anprangern verteidigen rechtfertigen herausstellen
hervorheben offenbaren enthüllen verraten ausplaudern flüstern murmeln raunen schreien brüllen stöhnen seufzen insistieren nachhaken fragen wissen
überzeugen anschließen beipflichten zustimmen dabeibleiben heißen heissen lauten anzeigen notieren mahnend veröffentlichen vermerken befinden
dokumentieren ermitteln angeben belegen beziffern übermitteln referieren belehren beschreiben empören echauffieren
""")
_DENIES = words("""
bestreiten dementieren zurückweisen leugnen abstreiten verneinen widersprechen widerlegen verwahren ablehnen
""")
_SPECULATES = words("""
spekulieren vermuten mutmaßen annehmen schätzen erwarten rechnen hoffen ausgehen zweifeln bezweifeln orakeln prognostizieren voraussagen vorhersagen
prophezeien tippen munkeln argwöhnen
""")
_WARNS = words("warnen befürchten fürchten alarmieren sorgen")
_COMMITS = words("""
ankündigen versprechen zusagen zusichern geloben schwören drohen androhen garantieren verpflichten beabsichtigen planen anbieten vereinbaren
""")
_DEMANDS = words("""
fordern verlangen auffordern aufrufen appellieren mahnen anmahnen ermahnen pochen dringen drängen bitten vorschlagen anregen empfehlen raten plädieren
einfordern beantragen befehlen anordnen gebieten ersuchen nahelegen eintreten aussprechen
""")

_VERBS: dict[str, Act] = {}
for _words, _act in (
    (_DEMANDS, Act.DEMANDS), (_COMMITS, Act.COMMITS), (_WARNS, Act.WARNS), (_SPECULATES, Act.SPECULATES), (_DENIES, Act.DENIES), (_ASSERTS, Act.ASSERTS),
):  # fmt: skip
    _VERBS.update(dict.fromkeys(_words, _act))
_VERBS |= {
    "für möglich halten": Act.SPECULATES,
    "für denkbar halten": Act.SPECULATES,
    "nicht ausschließen": Act.SPECULATES,
    "nicht äußern": Act.DECLINES,
    "nicht kommentieren": Act.DECLINES,
    "nicht sagen": Act.DECLINES,
    "wollen": Act.COMMITS,
}

_NOUNS = {
    **dict.fromkeys(
        words("""
aussage angabe mitteilung erklärung behauptung bericht meldung darstellung feststellung äußerung ansicht auffassung meinung überzeugung stellungnahme
einschätzung schilderung version kritik these argument hinweis bestätigung anschuldigung vorwurf vorhaltung beschuldigung anklage unterstellung
berechnung studie untersuchung erkenntnis bekunden bekundung wort information gerücht
"""),
        Act.ASSERTS,
    ),
    **dict.fromkeys(("dementi", "widerspruch"), Act.DENIES),
    **dict.fromkeys(words("vermutung spekulation annahme verdacht schätzung prognose erwartung hoffnung"), Act.SPECULATES),
    **dict.fromkeys(words("warnung befürchtung sorge"), Act.WARNS),
    **dict.fromkeys(words("ankündigung versprechen zusage zusicherung drohung"), Act.COMMITS),
    **dict.fromkeys(words("forderung appell aufruf aufforderung bitte vorschlag mahnung empfehlung"), Act.DEMANDS),
}

LANGUAGE = Language(
    code="de",
    cue_verbs=_VERBS,
    cue_nouns=_NOUNS,
    cue_prepositions=(
        "nach übereinstimmenden angaben", "nach offiziellen angaben", "nach bisherigen erkenntnissen", "nach ersten erkenntnissen", "nach den angaben",
        "nach angaben", "nach darstellung", "nach den worten", "nach worten", "nach ansicht", "nach auffassung", "nach meinung", "nach einschätzung",
        "nach überzeugung", "nach aussage", "nach aussagen", "nach den aussagen", "nach auskunft", "nach mitteilung", "nach informationen", "nach berechnungen",
        "nach schätzungen", "nach schätzung", "nach erkenntnissen", "nach berichten", "nach lesart", "nach bekunden", "aus sicht", "den worten",
        "laut", "gemäß", "gemäss",
    ),
    cue_postpositions=("zufolge",),
    complementizers=frozenset({"dass", "daß", "ob"}),
    pronouns={
        "er": ("singular", "masculine"), "sie": ("any", "feminine"), "es": ("singular", "neuter"), "dieser": ("singular", "masculine"),
        "diese": ("any", "feminine"), "ihm": ("singular", "masculine"), "ihr": ("singular", "feminine"), "ihnen": ("plural", "any"),
        "man": ("singular", "any"), "beide": ("plural", "any"), "letzterer": ("singular", "masculine"), "letztere": ("any", "feminine"),
        "der": ("singular", "masculine"), "die": ("any", "feminine"), "sein": ("singular", "masculine"), "seiner": ("singular", "masculine"),
        "ihrer": ("any", "feminine"), "dessen": ("singular", "masculine"), "deren": ("any", "feminine"),
    },
    negations=frozenset({"nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie", "niemals", "nichts", "niemand", "weder", "keinerlei",
        "keineswegs"}),
    act_words={
        "müsse": Act.DEMANDS, "muss": Act.DEMANDS, "müssen": Act.DEMANDS, "müssten": Act.DEMANDS, "solle": Act.DEMANDS, "sollte": Act.DEMANDS,
        "sollten": Act.DEMANDS, "möglicherweise": Act.SPECULATES, "vielleicht": Act.SPECULATES, "womöglich": Act.SPECULATES, "wohl": Act.SPECULATES,
        "denkbar": Act.SPECULATES, "könnte": Act.SPECULATES, "könnten": Act.SPECULATES, "dürfte": Act.SPECULATES, "dürften": Act.SPECULATES,
    },
)  # fmt: skip

GRAMMAR = Grammar(
    abbreviations=frozenset(
        words("""
dr prof nr st str abs art bzw ca etc evtl ggf inkl jh mio mrd max min sog usw vgl vs zz zt dipl ing hr fr frl sr jr geb gest jan feb apr jun jul aug
sep sept okt nov dez tel bd hrsg verf red anm allg amtl ehem kath ev gen lt ltd kg mag rd stellv co inc bspw
""")
    ),
    has_ordinals=True,
    sentence_openers=frozenset(
        words("""
der die das den dem des ein eine einen einem einer er sie es wir ihr ich man dies diese dieser dieses am im in an auf bei nach mit von zu aus für über
unter vor seit bis als wenn weil da dann doch aber und oder auch so nun hier dort dabei damit zudem außerdem laut wie was wer wo warum nur noch schon
erst kein keine jedoch sein seine seinen ihre ihren ihr alle viele einige mehr etwa rund darauf darunter davon insgesamt zuvor danach später
inzwischen
""")
    ),
)  # fmt: skip
