"""Any number of different articles about one invented coast, in four languages, for tests of load: each has its own places, people and numbers."""

from __future__ import annotations

import random

from tests.outlets import pages


def _words(text: str) -> list[str]:
    return text.split()


PLACES = _words(
    "Lindsund Rosmark Skerry Fjordby Haldvik Tornes Brekka Ulsund Varnes Eikvoll Sandnes Holmvik Grytvik Askvoll Nesby Kvalen Ramsund Tysvik Odden Lyngvik"
)
FIRST = _words("Ida Tore Olav Maren Signe Jonas Astrid Henrik Ragna Birger Solveig Einar Liv Arvid Gudrun Sverre Turid Leif Ragnhild Torstein")
LAST = _words("Brandal Vik Moen Holt Aas Dahl Lie Berg Haug Solberg Nygaard Strand Myhre Tangen Rygg Foss Hovland Lunde Eide Kvam")
THINGS = {
    "en": _words(
        "ferry harbor bridge dredger tunnel lighthouse school hospital cable quay mine dam airport market railway refinery wharf canal pipeline museum"
    ),
    "de": _words(
        "Fähre Brücke Schule Mine Klinik Bahn Werft Mole Schleuse Fabrik Straße Leitung Kirche Bibliothek Raffinerie Anlage Halle Grube Turbine Kaserne"
    ),
    "fr": _words(
        "route gare mine digue école centrale usine ligne écluse place tour halle caserne carrière raffinerie bibliothèque clinique chapelle jetée ferme"
    ),
    "ru": _words(
        "дорога школа шахта плотина больница фабрика станция верфь линия башня церковь библиотека казарма ферма электростанция пристань таможня почта "
        "баня мельница"
    ),
}
SENTENCES = {
    "en": (
        "The {role} of {place} said on {day} that the {thing} would cost {number} million crowns.",
        "“The {thing} in {place} will not be closed before {year},” {name}, a spokeswoman for the council of {place}, told reporters.",
        "{name} denied that the {thing} had been sold to a company from {other}.",
        "According to the {role} of {other}, {number} people worked at the {thing} last winter.",
        "The union accused {place} of having hidden the report about the {thing} for {number} days.",
        "It rained over {place} for most of the week, and the {thing} stood under water.",
        "“Nobody has asked us,” {name} said. “The {thing} belongs to {other}.”",
        "Minister {name} announced that {place} would appeal against the ruling on the {thing}.",
        "The road from {place} to {other} is {number} kilometers long and passes the {thing}.",
    ),
    "de": (
        "Der Bürgermeister von {place} sagte am {day}, die {thing} werde {number} Millionen Kronen kosten.",
        "„Die {thing} in {place} wird nicht vor {year} geschlossen“, sagte {name}, Sprecherin des Rates von {place}.",
        "{name} wies zurück, dass die {thing} an eine Firma aus {other} verkauft worden sei.",
        "Nach Angaben der Behörde in {other} arbeiteten im vergangenen Winter {number} Menschen an der {thing}.",
        "Die Gewerkschaft warf {place} vor, den Bericht über die {thing} {number} Tage lang verheimlicht zu haben.",
        "Über {place} regnete es fast die ganze Woche, und die {thing} stand unter Wasser.",
        "„Uns hat niemand gefragt“, sagte {name}. „Die {thing} gehört {other}.“",
        "Minister {name} kündigte an, {place} werde gegen das Urteil zur {thing} Berufung einlegen.",
    ),
    "fr": (
        "Le maire de {place} a déclaré {day} que la {thing} coûterait {number} millions de couronnes.",
        "« La {thing} de {place} ne fermera pas avant {year} », a dit {name}, porte-parole du conseil de {place}.",
        "{name} a démenti que la {thing} ait été vendue à une société de {other}.",
        "Selon les autorités de {other}, {number} personnes travaillaient à la {thing} l’hiver dernier.",
        "Le syndicat accuse {place} d’avoir caché le rapport sur la {thing} pendant {number} jours.",
        "Il a plu sur {place} presque toute la semaine et la {thing} était sous l’eau.",
    ),
    "ru": (
        "Мэр города {place} заявил, что {thing} обойдётся в {number} миллионов крон.",
        "«Никто нас не спрашивал, {thing} не закроется до {year} года», — сказала {name}.",
        "{name} опровергла сообщения о том, что {thing} продана компании из города {other}.",
        "По данным властей города {other}, прошлой зимой здесь работали {number} человек.",
        "Почти всю неделю над городом {place} шёл дождь.",
    ),
}
DAYS = {"en": ["Monday", "Tuesday", "Friday"], "de": ["Montag", "Dienstag", "Freitag"], "fr": ["lundi", "mardi", "vendredi"], "ru": ["понедельник"]}


def make_page(number: int, shortest: int = 10, longest: int = 22) -> str:
    """The page with a number and so many sentences; the same each time. Four in ten are English, three German, two French, one Russian."""
    chance = random.Random(number)
    language = chance.choices(("en", "de", "fr", "ru"), (4, 3, 2, 1))[0]
    place, other = chance.sample(PLACES, 2)
    sentences = [_write(chance, language, place, other) for _ in range(chance.randint(shortest, longest))]
    paragraphs = tuple(" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3))
    day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return pages.article(
        title=f"{place} {number}: {chance.choice(THINGS[language])}",
        paragraphs=paragraphs,
        language=language,
        author=_name(chance),
        published=f"{day}T08:00:00+01:00",
        site=f"{other} Post",
    )


def _write(chance: random.Random, language: str, place: str, other: str) -> str:
    return chance.choice(SENTENCES[language]).format(
        place=place,
        other=other,
        name=_name(chance),
        thing=chance.choice(THINGS[language]),
        role=chance.choice(("mayor", "council", "harbor authority", "police")),
        day=chance.choice(DAYS[language]),
        number=chance.randint(2, 900),
        year=chance.randint(2025, 2060),
    )


def _name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"
