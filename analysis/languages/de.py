"""German: reporting words and grammar."""

from __future__ import annotations

from analysis.languages import Language
from analysis.languages.grammar import Grammar, index_phrases, words
from analysis.types import Act

_ASSERTS = words("""
sagen erklären mitteilen betonen behaupten berichten melden äußern äussern bemerken feststellen unterstreichen bekräftigen beteuern versichern
beharren bestehen meinen finden glauben argumentieren begründen erläutern erzählen schildern schreiben twittern posten antworten erwidern entgegnen
kontern ergänzen hinzufügen hinzusetzen anmerken anfügen einräumen zugeben eingestehen gestehen bestätigen bekanntgeben verkünden vermelden verlauten
informieren hinweisen verweisen aufmerksam betiteln zitieren kommentieren kritisieren bemängeln monieren rügen beklagen klagen bedauern beanstanden
vorwerfen beschuldigen bezichtigen anklagen vorhalten nennen bezeichnen bewerten werten einschätzen beurteilen einstufen urteilen resümieren
verurteilen geißeln brandmarken abtun verspotten ausrichten
bilanzieren schlussfolgern folgern darlegen ausführen darstellen formulieren präzisieren konkretisieren klarstellen richtigstellen rufen schimpfen
wettern poltern spotten scherzen witzeln jubeln schwärmen loben begrüßen würdigen freuen zeigen sprechen reden aussagen aussprechen vorrechnen
vortragen wiederholen nachlegen nachschieben zusammenfassen erinnern konstatieren protestieren diagnostizieren attestieren bescheinigen unterstellen
andeuten signalisieren durchblicken dagegenhalten entgegenhalten gegenhalten einwenden einwerfen anführen anprangern verteidigen rechtfertigen herausstellen
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
        "nach schätzungen", "nach schätzung", "nach erkenntnissen", "nach berichten", "nach lesart", "nach bekunden", "aus sicht",
        "laut", "gemäß", "gemäss",
    ),
    cue_postpositions=("zufolge",),
    complementizers=frozenset({"dass", "daß", "ob", "wonach"}),
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

_PARTICLES = words("""
ab an auf aus bei ein fest hinzu hin mit nach vor voraus zu zurück klar bekannt nahe dar entgegen dagegen dabei kund deutlich richtig bloß weiter über durch
wider heraus hervor vorher gegenüber
""")

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
    auxiliaries={
        "haben": "perfect", "sein": "none", "werden": "passive", "können": "modal", "müssen": "modal", "dürfen": "modal", "sollen": "modal",
        "mögen": "modal", "lassen": "full", "wollen": "will",
    },
    particles=frozenset(_PARTICLES),
    phrases={
        "halten": ((("für", "möglich"), "für möglich halten"), (("für", "denkbar"), "für möglich halten"), (("für", "wahrscheinlich"), "für möglich halten")),
        "ausschließen": ((("nicht",), "nicht ausschließen"),),
        "schließen": ((("nicht", "aus"), "nicht ausschließen"),),
        "bleiben": ((("dabei",), "dabeibleiben"),),
        "äußern": ((("wollte", "nicht"), "nicht äußern"), (("wollten", "nicht"), "nicht äußern"), (("will", "nicht"), "nicht äußern")),
        "lehnen": ((("stellungnahme", "ab"), "nicht kommentieren"), (("kommentar", "ab"), "nicht kommentieren"), (("auskunft", "ab"), "nicht sagen")),
        "ablehnen": ((("stellungnahme",), "nicht kommentieren"), (("kommentar",), "nicht kommentieren")),
        "verweigern": ((("auskunft",), "nicht sagen"), (("stellungnahme",), "nicht kommentieren"), (("kommentar",), "nicht kommentieren")),
        "kommentieren": ((("wollte", "nicht"), "nicht kommentieren"), (("wollten", "nicht"), "nicht kommentieren"), (("will", "nicht"), "nicht kommentieren")),
        "sagen": ((("wollte", "nicht"), "nicht sagen"), (("wollten", "nicht"), "nicht sagen")),
        "bestätigen": ((("wollte", "weder"), "nicht kommentieren"), (("wollte", "nicht"), "nicht kommentieren")),
        "dementieren": ((("wollte", "weder"), "nicht kommentieren"), (("wollten", "weder"), "nicht kommentieren")),
        "sein": (
            (("überzeugt",), "überzeugen"), (("zuversichtlich",), "hoffen"), (("sicher",), "überzeugen"), (("der", "meinung"), "meinen"),
            (("der", "ansicht"), "meinen"), (("der", "auffassung"), "meinen"),
        ),
        "vertreten": ((("ansicht",), "meinen"), (("auffassung",), "meinen"), (("meinung",), "meinen"), (("standpunkt",), "meinen")),
        "kommen": ((("zu", "schluss"), "schlussfolgern"), (("zum", "schluss"), "schlussfolgern"), (("zu", "ergebnis"), "schlussfolgern")),
        "zeigen": tuple(((word, "sich"), key) for word, key in (("überzeugt", "überzeugen"), ("zuversichtlich", "hoffen"), ("besorgt", "befürchten"))),
    },
    clause_negations=frozenset({"nicht", "nie", "niemals", "kein", "keine", "keinen", "nichts", "niemand", "weder"}),
    coordinators=frozenset({"und", "aber", "sowie", "doch"}),
    phrase_coordinators=frozenset({"und", "sowie", "oder"}),
    subordinators=frozenset(words("""
dass daß ob weil wenn falls sofern obwohl obgleich nachdem bevor ehe indem sodass sobald solange wie warum weshalb wieso
wer wo wann was wohin woher wodurch womit wofür wogegen welche welcher welches wonach
""")),
    preposition_conjunctions=frozenset({"während", "seit", "bis"}),
    relatives=frozenset({"der", "die", "das", "welcher", "welche", "welches"}),
    as_words=frozenset({"wie"}),
    so_words=frozenset({"so"}),
    that_words=frozenset({"das", "dies", "dieses"}),
    accordingly_words=frozenset({"demnach", "demzufolge"}),
    weak_verbs=frozenset(words("""
zeigen finden wissen freuen sprechen sorgen rechnen planen werten vereinbaren zitieren anschließen lauten heißen heissen fragen reden rufen anführen
darstellen ausführen bewerten beschreiben verpflichten anbieten schreiben anzeigen ermitteln angeben erwarten schätzen annehmen begründen verweisen
nennen bezeichnen notieren befinden verurteilen geißeln
brandmarken abtun verspotten loben begrüßen würdigen verteidigen belegen informieren drängen dringen eintreten wiederholen erinnern
überzeugen drohen munkeln beantragen anordnen veröffentlichen glauben hoffen ablehnen zustimmen anklagen verraten formulieren dokumentieren übermitteln
""")),
    thinking_verbs=frozenset(words("""
spekulieren vermuten mutmaßen annehmen schätzen erwarten hoffen befürchten fürchten zweifeln bezweifeln argwöhnen meinen glauben finden folgern
schlussfolgern staunen fragen bedauern freuen
""")),
    object_verbs={"fordern": "", "verlangen": "", "pochen": "auf", "sprechen": "von", "warnen": "vor", "dementieren": "", "bestreiten": "",
        "drohen": "mit", "verweisen": "auf", "ausgehen": "von", "aufrufen": "zu", "plädieren": "für",
        "beziffern": "", "begrüßen": "", "ankündigen": "", "zusagen": "", "versprechen": "", "einfordern": ""},
    naming_verbs=frozenset(words("nennen bezeichnen kritisieren verurteilen geißeln brandmarken werten bewerten einstufen abtun verspotten loben")),
    naming_word="als",
    hearsay_verbs=frozenset({"sollen"}),
    determiners=frozenset(words("deren dessen beide beiden kein keine mehrere einige viele zahlreiche alle ein eine der die das")),
    genitive_articles=frozenset(words("des der eines einer dieser dieses seiner seines ihrer ihres deren dessen unserer solcher aller")),
    oblique_words=frozenset(words("""
den dem des einem einen eines ihm ihn ihnen seinem seinen seines ihrem ihren ihres diesem diesen keinem keinen mir mich uns sich jedem jeden allem
""")),
    subject_pronouns=frozenset(words("""
er sie es man wir ich beide dieser diese dieses letzterer letztere der die viele einige mehrere andere manche niemand jemand
""")),
    object_pronouns=frozenset(words("ihm ihn ihnen mir mich uns sich es dem den denen euch")),
    adverb_openers=frozenset(words("""
so dann auch doch jedoch dagegen zudem außerdem ferner weiter weiterhin unterdessen derweil inzwischen zugleich gleichzeitig zuvor danach später zuletzt heute
gestern bereits schon nun jetzt erneut wiederholt daraufhin darauf darüber hinaus dabei damit dafür hierzu dazu wörtlich indes indessen allerdings hingegen
schließlich anschließend offenbar angeblich nur noch erst immer sogar selbst deshalb daher deswegen demnach zunächst
""")),
    focus_words=frozenset({"auch", "sogar", "nur", "selbst", "doch", "aber", "und", "denn", "allein", "sondern"}),
    name_particles=frozenset({"von", "van", "der", "den", "de", "bin", "al", "el", "ter", "zu", "zur", "di", "da", "del", "la", "le"}),
    attribute_prepositions=frozenset({"von", "vom", "für"}),
    place_prepositions=frozenset({"in", "aus", "bei", "im"}),
    body_prepositions=frozenset({"aus", "in", "im", "bei", "von", "beim", "vom", "unter"}),
    time_words=frozenset(words("""
montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend januar februar märz april mai juni juli august september oktober november dezember
vormittag mittag nachmittag abend nacht tag woche monat jahr stunde minute wochenende montagabend mittwochabend donnerstagabend freitagabend
dienstagabend jahre jahren wochen tagen monaten
""")),
    anyone_words=frozenset({"wer"}),
    question_words=frozenset(words("ob wie warum weshalb wieso wann inwieweit inwiefern")),
    purpose_words=frozenset({"um", "ohne", "statt", "anstatt"}),
    preposition_phrases=index_phrases(LANGUAGE.cue_prepositions),
    report_prepositions=frozenset({"nach"}),
    source_nouns=frozenset(words("""
angabe angaben bericht meldung mitteilung aussage darstellung erkenntnis information schätzung berechnung auskunft einschätzung ansicht auffassung meinung
untersuchung studie umfrage prognose worten
""")),
    source_links=frozenset({"von", "vom", "aus"}),
    possessives=frozenset(words("seine seinen seiner seinem ihre ihren ihrer ihrem deren dessen")),
    agent_prepositions=frozenset({"von", "vom"}),
    topic_prepositions=frozenset({"zu", "zum", "zur", "über"}),
    impersonal_verbs=frozenset({"heißen", "heissen", "verlauten"}),
    has_reported_mood=True,
    sure_subjects=frozenset({"er", "man", "wir", "ich"}),
    persons_pronouns=frozenset({"er", "sie"}),
    either_pronouns=frozenset({"sie"}),
    modal_verbs=frozenset({"einräumen", "zugeben", "eingestehen", "bestätigen", "zugestehen"}),
    expletive_verbs=frozenset({"heißen", "heissen"}),
    authors_moods=frozenset({"dürfte", "dürften", "könnte", "möchte", "möchten", "sollte", "sollten"}),
    cue_stems=frozenset(re_stem for verb in _VERBS for prefix in _PARTICLES if verb.startswith(prefix) and len(re_stem := verb[len(prefix) :]) > 3),
)  # fmt: skip
