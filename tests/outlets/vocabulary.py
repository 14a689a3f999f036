"""What invented news is made of, in four languages side by side: clauses, how they are reported, what stands between them, and parts of names.

A clause is `subject|verb as said|verb as reported|rest`; the fourth language stands at the same place in each list, so that outlets of several
languages can say the same. `{T}` is what a dispute is about, `{O}` an organization in it, `{G}` some people, `{P}` and `{Q}` its places, `{N}`, `{M}` figures.
"""

from __future__ import annotations

LANGUAGES = ("en", "de", "fr", "ru")
#: Names of things, the same in each language; all feminine where nouns have a gender.
THINGS = """the ferry line|die Fährlinie|la ligne de ferry|паромная линия
the mine|die Mine|la mine|шахта
the school|die Schule|la grande école|школа
the factory|die Fabrik|la fabrique|фабрика
the refinery|die Raffinerie|la raffinerie|нефтебаза
the clinic|die Klinik|la clinique|клиника
the library|die Bibliothek|la bibliothèque|библиотека
the coast road|die Küstenstraße|la route côtière|дорога вдоль берега
the pipeline|die Pipeline|la conduite|магистраль
the railway|die Bahnstrecke|la voie ferrée|железная дорога
the barracks|die Kaserne|la caserne|казарма
the pier|die Mole|la jetée|пристань
the market hall|die Markthalle|la halle|торговая площадка
the dam|die Talsperre|la digue|плотина
the chapel|die Kapelle|la chapelle|часовня
the farm|die Farm|la ferme|ферма
the radio station|die Funkstation|la station de radio|радиостанция
the tower|die Warte|la tour|башня
the fishing quota|die Fangquote|la quote-part de pêche|квота на рыбу
the port fee|die Hafengebühr|la taxe portuaire|портовая пошлина
the reform|die Reform|la réforme|реформа
the bank|die Bank|la banque|касса
the sewage plant|die Kläranlage|la station d’épuration|очистная станция
the bridge|die Brücke|la passerelle|переправа""".splitlines()
#: Who does something in a dispute beside those who speak.
GROUPS = """fishermen|Fischer|pêcheurs|рыбаки
soldiers|Soldaten|soldats|солдаты
nurses|Pfleger|infirmiers|медсёстры
farmers|Bauern|paysans|фермеры
divers|Taucher|plongeurs|водолазы
teachers|Lehrer|enseignants|учителя
guards|Wachleute|gardes|охранники
hunters|Jäger|chasseurs|охотники
students|Studenten|étudiants|студенты
miners|Bergleute|mineurs|шахтёры
monks|Mönche|moines|монахи
pilots|Piloten|pilotes|лётчики
smugglers|Schmuggler|contrebandiers|контрабандисты
tourists|Touristen|touristes|туристы
firefighters|Feuerwehrleute|pompiers|пожарные
drivers|Fahrer|chauffeurs|водители""".splitlines()
CLAUSES = {
    "en": """{T} of {P}|will cost|would cost|{N} million crowns
{T} of {P}|will not reopen|would not reopen|before {Y}
{T} of {P}|was sold|had been sold|to {O} for {N} million crowns
{T} of {P}|lost|had lost|{N} of its {M} workers within a year
a fire|destroyed|had destroyed|the northern wing of {T} in {P}
{O}|knew|had known|about the cracks in {T} for {N} months
{O}|paid|had paid|{N} crowns to members of the council of {P}
{N} families in {P}|must leave|had to leave|their homes because of {T}
the court in {Q}|stopped|had stopped|the works on {T} in {P}
the drinking water of {P}|contains|contained|{N} times more lead than allowed
the tests at {T} of {P}|were forged|had been forged|by an engineer from {Q}
{O}|will move|would move|its headquarters from {P} to {Q}
{G} from {P}|blocked|had blocked|the entrance to {T} for {N} hours
the contract between {P} and {Q}|expires|expired|in {Y}
{G} from {Q}|found|had found|{N} barrels of oil on the seabed off {P}
the explosion at {T} of {P}|injured|had injured|{N} people
prices in {P}|rose|had risen|by {N} percent since {T} was closed
{Q}|withholds|was withholding|the money that was promised to {P}
{G} from {P}|opened|had opened|fire on a boat from {Q}
{T}|belongs|belonged|to the municipality of {P} alone
{G} from {Q}|crossed|had crossed|the border near {P} twice
the report of {Q} on {T}|is missing|was missing|{N} pages
{O}|will dismiss|would dismiss|{N} employees in {P}
the mayor of {P}|never signed|had never signed|the permit for {T}
the flood gates at {P}|stood|had stood|open that night
half of the {G} in {P}|fell|had fallen|ill after a visit to {T}""".splitlines(),
    "de": """{T} von {P}|wird|werde|{N} Millionen Kronen kosten
{T} von {P}|wird|werde|nicht vor {Y} wieder öffnen
{T} von {P}|wurde|sei|für {N} Millionen Kronen an {O} verkauft worden
{T} von {P}|hat|habe|binnen eines Jahres {N} ihrer {M} Beschäftigten verloren
ein Feuer|hat|habe|den Nordflügel in {P} zerstört
{O}|wusste|habe|seit {N} Monaten von den Rissen in {P} gewusst
{O}|hat|habe|{N} Kronen an Mitglieder des Rates von {P} gezahlt
{N} Familien aus {P}|müssen|müssten|deswegen ihre Häuser verlassen
das Gericht in {Q}|hat|habe|die Arbeiten in {P} gestoppt
das Trinkwasser von {P}|enthält|enthalte|{N} Mal mehr Blei als erlaubt
ein Ingenieur aus {Q}|hat|habe|die Prüfberichte aus {P} gefälscht
{O}|wird|werde|den Hauptsitz von {P} nach {Q} verlegen
{G} aus {P}|haben|hätten|die Zufahrt nach {Q} {N} Stunden lang blockiert
der Vertrag zwischen {P} und {Q}|läuft|laufe|{Y} aus
{G} aus {Q}|haben|hätten|{N} Fässer Öl auf dem Meeresgrund vor {P} gefunden
die Explosion in {P}|hat|habe|{N} Menschen verletzt
die Preise in {P}|sind|seien|seither um {N} Prozent gestiegen
{Q}|hält|halte|das versprochene Geld zurück
{G} aus {P}|haben|hätten|das Feuer auf ein Boot aus {Q} eröffnet
{T}|gehört|gehöre|allein der Gemeinde {P}
{G} aus {Q}|haben|hätten|zweimal die Grenze bei {P} überschritten
in dem Bericht aus {Q}|fehlen|fehlten|{N} Seiten
{O}|wird|werde|{N} Angestellte in {P} entlassen
der Bürgermeister von {P}|hat|habe|die Genehmigung nie unterschrieben
die Fluttore von {P}|waren|seien|in jener Nacht offen gewesen
die Hälfte der {G} in {P}|ist|sei|nach einem Besuch erkrankt""".splitlines(),
    "fr": """{T} de {P}|coûtera|coûterait|{N} millions de couronnes
{T} de {P}|ne rouvrira pas|ne rouvrirait pas|avant {Y}
{T} de {P}|a été vendue|aurait été vendue|à {O} pour {N} millions de couronnes
{T} de {P}|a perdu|aurait perdu|{N} de ses {M} employés en un an
un incendie|a détruit|aurait détruit|l’aile nord à {P}
{O}|connaissait|aurait connu|les fissures de {P} depuis {N} mois
{O}|a versé|aurait versé|{N} couronnes à des membres du conseil de {P}
{N} familles de {P}|doivent quitter|devraient quitter|leurs maisons
le tribunal de {Q}|a arrêté|aurait arrêté|les travaux à {P}
l’eau potable de {P}|contient|contiendrait|{N} fois plus de plomb que permis
un ingénieur de {Q}|a falsifié|aurait falsifié|les analyses de {P}
{O}|déplacera|déplacerait|son siège de {P} à {Q}
des {G} de {P}|ont bloqué|auraient bloqué|l’accès de {Q} pendant {N} heures
le contrat entre {P} et {Q}|expire|expirerait|en {Y}
des {G} de {Q}|ont trouvé|auraient trouvé|{N} barils de pétrole au large de {P}
l’explosion de {P}|a blessé|aurait blessé|{N} personnes
les prix à {P}|ont augmenté|auraient augmenté|de {N} pour cent
{Q}|retient|retiendrait|l’argent promis à {P}
des {G} de {P}|ont ouvert|auraient ouvert|le feu sur un bateau de {Q}
{T}|appartient|appartiendrait|à la seule commune de {P}
des {G} de {Q}|ont franchi|auraient franchi|deux fois la frontière près de {P}
{N} pages du rapport de {Q}|manquent|manqueraient|encore
{O}|licenciera|licencierait|{N} salariés à {P}
le maire de {P}|n’a jamais signé|n’aurait jamais signé|le permis
les vannes de {P}|étaient|auraient été|ouvertes cette nuit-là
la moitié des {G} de {P}|est tombée|serait tombée|malade""".splitlines(),
    "ru": """{T} города {P}|обойдётся|обойдётся|в {N} миллионов крон
{T} города {P}|не откроется|не откроется|раньше {Y} года
{T} города {P}|была продана|была продана|компании {O} за {N} миллионов крон
{T} города {P}|потеряла|потеряла|{N} из {M} работников за год
пожар|уничтожил|уничтожил|северное крыло здания в городе {P}
компания {O}|знала|знала|о трещинах в городе {P} {N} месяцев
компания {O}|заплатила|заплатила|{N} крон членам совета города {P}
{N} семей из города {P}|должны покинуть|должны покинуть|свои дома
суд города {Q}|остановил|остановил|работы в городе {P}
питьевая вода города {P}|содержит|содержит|в {N} раз больше свинца, чем разрешено
инженер из города {Q}|подделал|подделал|результаты проверки в городе {P}
компания {O}|перенесёт|перенесёт|главный офис из города {P} в {Q}
{G} из города {P}|перекрыли|перекрыли|въезд в {Q} на {N} часов
договор между городами {P} и {Q}|истекает|истекает|в {Y} году
{G} из города {Q}|нашли|нашли|{N} бочек нефти на дне моря у города {P}
взрыв в городе {P}|ранил|ранил|{N} человек
цены в городе {P}|выросли|выросли|на {N} процентов
город {Q}|удерживает|удерживает|деньги, обещанные городу {P}
{G} из города {P}|открыли|открыли|огонь по лодке из города {Q}
{T}|принадлежит|принадлежит|только общине города {P}
{G} из города {Q}|пересекли|пересекли|дважды границу у города {P}
{N} страниц отчёта города {Q}|пропали|пропали|без следа
компания {O}|уволит|уволит|{N} сотрудников в городе {P}
мэр города {P}|никогда не подписывал|никогда не подписывал|разрешение
шлюзы города {P}|были|были|открыты той ночью
многие {G} в городе {P}|заболели|заболели|после посещения""".splitlines(),
}
#: `{D}` is a clause as said, with a capital; `{R}` as reported; `{W}` who says so.
FRAMES = {
    "en": """{W} said that {R}.
{W} explained that {R}.
According to {W}, {R}.
“{D},” {W} said.
“{D},” {W} told reporters in {P}.
{W} insisted that {R}.
{W} claimed that {R}.
{W} later confirmed that {R}.
{W} told the newspaper that {R}.
“{D},” said {W}, “and everybody in {P} knows it.”
{W} denied that {R}.
{W} rejected reports that {R}.
{W} disputed that {R}.""".splitlines(),
    "de": """{W} sagte, {R}.
{W} meinte, {R}.
{W} erklärte in {P}, {R}.
„{D}“, sagte {W}.
„{D}“, sagte {W} vor Journalisten in {P}.
{W} betonte, {R}.
{W} behauptete in {Q}, {R}.
{W} bestätigte später, {R}.
{W} teilte mit, {R}.
{W} berichtete, {R}.
{W} bestritt, {R}.
{W} wies die Behauptung zurück, {R}.
{W} dementierte, {R}.""".splitlines(),
    "fr": """{W} a déclaré que {R}.
{W} a dit {day} que {R}.
Selon {W}, {R}.
« {D} », a dit {W}.
« {D} », a déclaré {W} à des journalistes à {P}.
{W} a affirmé que {R}.
{W} a soutenu à {Q} que {R}.
{W} a confirmé {day} que {R}.
{W} a indiqué que {R}.
{W} a annoncé que {R}.
{W} a démenti que {R}.
{W} a nié que {R}.
{W} a contesté que {R}.""".splitlines(),
    "ru": """{W} заявил, что {R}.
{W} сказал в {day}, что {R}.
По словам {W}, {R}.
«{D}», — сказал {W}.
«{D}», — заявил журналистам {W}.
{W} утверждает, что {R}.
{W} сообщил, что {R}.
{W} подтвердил, что {R}.
{W} добавил, что {R}.
{W} подчеркнул, что {R}.
{W} опроверг сообщения о том, что {R}.
{W} отрицает, что {R}.
{W} отверг утверждение, что {R}.""".splitlines(),
}
#: So many frames at the end of each list deny.
DENIALS = 3
BETWEEN = {
    "en": """The road from {P} to {Q} is {N} kilometers long.
About {N} people live in {P}, and {M} in {Q}.
Rain fell over {P} for most of {day}.
The next session of the council is planned for {day}.
{P} and {Q} have quarreled over it since {Y2}.
A crowd of {N} stood in front of the town hall of {P}.
The archive of {Q} keeps {M} letters from {Y2}.
Work began in {Y2} and was interrupted twice.""".splitlines(),
    "de": """Die Straße von {P} nach {Q} ist {N} Kilometer lang.
In {P} leben etwa {N} Menschen, in {Q} {M}.
Über {P} regnete es fast den ganzen {day}.
Die nächste Sitzung des Rates ist für {day} geplant.
{P} und {Q} streiten seit {Y2} darüber.
Vor dem Rathaus von {P} standen {N} Menschen.
Im Archiv von {Q} liegen {M} Briefe aus dem Jahr {Y2}.
Die Arbeiten begannen {Y2} und ruhten zweimal.""".splitlines(),
    "fr": """La route de {P} à {Q} est longue de {N} kilomètres.
Environ {N} personnes vivent à {P} et {M} à {Q}.
Il a plu sur {P} presque tout le {day}.
La prochaine séance du conseil est prévue {day}.
{P} et {Q} se disputent depuis {Y2}.
Une foule de {N} personnes attendait devant la mairie de {P}.
Les archives de {Q} gardent {M} lettres de {Y2}.""".splitlines(),
    "ru": """Дорога из города {P} в {Q} имеет длину {N} километров.
В городе {P} живут около {N} человек, в городе {Q} – {M}.
Над городом {P} почти весь день шёл дождь.
Следующее заседание совета назначено на {day}.
Города {P} и {Q} спорят с {Y2} года.
Перед ратушей города {P} стояли {N} человек.""".splitlines(),
}
DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi"],
    "ru": ["понедельник", "вторник", "среду", "четверг", "пятницу"],
}
#: Who somebody is, by language; `{P}` is where from. Some speak without a name.
ROLES = """Minister {name}|Minister {name}|le ministre {name}|министр {name}
{name}, mayor of {P},|{name}, Bürgermeister von {P},|{name}, maire de {P},|мэр города {P} {name}
{name}, a spokesman for {O},|{name}, Sprecher von {O},|{name}, porte-parole de {O},|представитель компании {O} {name}
{name}, a lawyer from {Q},|{name}, Anwalt aus {Q},|{name}, avocat de {Q},|адвокат {name}
Union leader {name}|Gewerkschafter {name}|le syndicaliste {name}|лидер профсоюза {name}
{O}|{O}|{O}|{O}
the council of {P}|der Rat von {P}|le conseil de {P}|совет города {P}
the police of {Q}|die Polizei von {Q}|la police de {Q}|начальник полиции города {Q}""".splitlines()
HEADS = """Lind Ros Sker Fjord Hald Tor Brek Ul Var Eik Sand Holm Gryt Ask Nes Kval Ram Tys Od Lyng Berg Hest Kol Mo Nord Rauf Sel Tran Ven
Ørs""".split()  # noqa: SIM905
MIDDLES = ("", "er", "al", "an", "els")
TAILS = """sund mark vik nes dal voll by holm strand fjell bu stad haug moen rud lund sjø heim tofte øya""".split()  # noqa: SIM905
FIRST = """Ida Tore Olav Maren Signe Jonas Astrid Henrik Ragna Birger Solveig Einar Liv Arvid Gudrun Sverre Turid Leif Ragnhild Torstein
Karin Magne Berit Odd Aud Knut Randi Steinar Hilde Geir""".split()  # noqa: SIM905
FAMILY = """sen rud gard bakken land vold stuen sæter tvedt by lie haugen""".split()  # noqa: SIM905
KINDS = """Shipping Mining Energy Logistics Seafood Timber Steel Water Telecom Cement""".split()  # noqa: SIM905
