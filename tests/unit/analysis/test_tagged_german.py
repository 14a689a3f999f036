"""Each rule of the tag-based finder on invented German sentences."""

from __future__ import annotations

import pytest

from analysis.finders.tagged import find_candidates, load_tagged_pipeline
from analysis.languages import get_language
from tests.unit.analysis.tagged import make_finder


@pytest.fixture(scope="module")
def find():
    return make_finder("de")


QUOTATIONS = [
    ("Vogt sagte: „Wir warten noch.“", [("Vogt", "sagte", "Wir warten noch")]),
    ("»Wir warten noch«, sagte Ministerin Lena Vogt.", [("Ministerin Lena Vogt", "sagte", "Wir warten noch")]),
    ("„Wer zögert“, warnte Vogt, „verliert.“", [("Vogt", "warnte", "Wer zögert … verliert")]),
    ("“Der Damm hält. Wir bleiben”, sagte er.", [("er", "sagte", "Der Damm hält. Wir bleiben")]),
    ("„Der Damm hält“, so der Ingenieur.", [("der Ingenieur", "so", "Der Damm hält")]),
    ("Vogt: „Der Damm hält seit Jahren.“", [("Vogt", "", "Der Damm hält seit Jahren")]),
    ("„Das ist gut!“, rief Amtschef Karl Brand. „Wir feiern heute.“",
     [("Amtschef Karl Brand", "rief", "Das ist gut!"), ("Amtschef Karl Brand", "", "Wir feiern heute")]),
    ("„Der Zug war leer“, berichtet eine Zeugin, die anonym bleibt, „und dann knallte es.“",
     [("eine Zeugin", "berichtet", "Der Zug war leer … und dann knallte es")]),
    ("„Wir warten seit Wochen auf Hilfe.\n\n„Keiner kommt“, klagte Bürgermeister Jan Holm.",
     [("Bürgermeister Jan Holm", "klagte", "Wir warten seit Wochen auf Hilfe. … Keiner kommt")]),
    ("Der Bauer Jan Holm zeigte auf das Feld. „Hier wächst seit Jahren nichts mehr.“", [("Der Bauer Jan Holm", "", "Hier wächst seit Jahren nichts mehr")]),
]  # fmt: skip

INDIRECT = [
    ("Vogt räumte ein, dass Fehler passiert seien.", [("Vogt", "räumte ein", "Fehler passiert seien")]),
    ("Vogt sagte, der Damm halte.", [("Vogt", "sagte", "der Damm halte")]),
    ("Der Damm halte, sagte Vogt am Montag.", [("Vogt", "sagte", "Der Damm halte")]),
    ("Der Vertrag verletzt das Recht, haben britische und US-Beamte gewarnt.",
     [("britische und US-Beamte", "haben … gewarnt", "Der Vertrag verletzt das Recht")]),
    ("Der Kreis wies den Vorwurf zurück, er habe Akten vernichtet.", [("Der Kreis", "wies … zurück", "er habe Akten vernichtet")]),
    ("Den Vorwurf, er habe Akten vernichtet, wies der Kreis zurück.", [("der Kreis", "wies … zurück", "er habe Akten vernichtet")]),
    ("Südland hat Behauptungen zurückgewiesen, dass es Waffen liefert.", [("Südland", "hat … zurückgewiesen", "es Waffen liefert")]),
    ("Die Bahn kündigte an, die Preise zu senken.", [("Die Bahn", "kündigte an", "die Preise zu senken")]),
    ("Der Rat warf der Firma vor, Verträge zu verletzen.", [("Der Rat", "warf … vor", "Verträge zu verletzen")]),
    ("Brüssel fordert Berlin auf, die Akten zu öffnen.", [("Brüssel", "fordert … auf", "die Akten zu öffnen")]),
    ("Er betonte: Es gebe keinen Grund zur Sorge.", [("Er", "betonte", "Es gebe keinen Grund zur Sorge")]),
    ("Die Partei stimme zu, wenn die Zahlen stimmten, sagte Stein.", [("Stein", "sagte", "Die Partei stimme zu, wenn die Zahlen stimmten")]),
    ("Bleibe es bei den Zahlen, sagte Stein, stimme die Partei zu.", [("Stein", "sagte", "Bleibe es bei den Zahlen … stimme die Partei zu")]),
    ("Man werde, versicherte der Direktor, niemanden entlassen.", [("der Direktor", "versicherte", "Man werde … niemanden entlassen")]),
    ("Nordland sollte „besonnen bleiben“ als Nachbar, mahnte er.", [("er", "mahnte", "Nordland sollte „besonnen bleiben“ als Nachbar")]),
    ("Es handle sich um ein Versehen, hieß es aus dem Ministerium.", [("dem Ministerium", "hieß es", "Es handle sich um ein Versehen")]),
    ("Der Verband hält es für möglich, dass die Preise steigen.", [("Der Verband", "hält … für möglich", "die Preise steigen")]),
    ("Die Stadt verlangt 200 Euro Entschädigung.", [("Die Stadt", "verlangt", "200 Euro Entschädigung")]),
    ("Vogt nannte den Plan „absurd“.", [("Vogt", "nannte", "den Plan „absurd“")]),
    ("Zu den Plänen wollte sich ein Sprecher nicht äußern.", [("ein Sprecher", "wollte sich … nicht äußern", "den Plänen")]),
    ("Das Rathaus bleibt zu. Das teilte die Stadt am Montag mit.", [("die Stadt", "teilte … mit", "Das Rathaus bleibt zu")]),
]  # fmt: skip

JOINED = [
    ("Der Damm hält, behauptete Jensen und fügte hinzu, dass niemand gehen müsse.",
     [("Jensen", "behauptete", "Der Damm hält"), ("Jensen", "fügte hinzu", "niemand gehen müsse")]),
    ("Jensen sagte, der Damm halte, und kündigte eine Prüfung an.", [("Jensen", "sagte", "der Damm halte"), ("Jensen", "kündigte … an", "eine Prüfung")]),
    ("Beifall kam von der Chefin der Werft, Bonna Jens, die sagte, dass der Kai trocken sei.",
     [("der Chefin der Werft, Bonna Jens", "sagte", "der Kai trocken sei")]),
    ("Der Chef der Werft, Hans Merten (Bund), warf dem Rat vor, das Geld zu verschwenden.",
     [("Der Chef der Werft, Hans Merten (Bund)", "warf … vor", "das Geld zu verschwenden")]),
    ("Der Kai sei trocken, sagte Bonna Jens, die Chefin der Werft.", [("Bonna Jens, die Chefin der Werft", "sagte", "Der Kai sei trocken")]),
    ("Der Kai sei trocken, sagte der Chef; die Pumpen liefen einwandfrei.",
     [("der Chef", "sagte", "Der Kai sei trocken"), ("der Chef", "", "die Pumpen liefen einwandfrei")]),
    ("Der Kai sei trocken, sagte der Chef. Die Pumpen arbeiteten wieder. Er habe sie geprüft.",
     [("der Chef", "sagte", "Der Kai sei trocken"), ("der Chef", "", "Die Pumpen arbeiteten wieder"), ("der Chef", "", "Er habe sie geprüft")]),
    ("Der Rat wies die Behauptung des Vereins zurück, der Kai sei morsch.",
     [("des Vereins", "Behauptung", "der Kai sei morsch"), ("Der Rat", "wies … zurück", "der Kai sei morsch")]),
]  # fmt: skip

PREPOSITIONS = [
    ("Laut Finanzamtschef Olaf Brink fehlen zwei Millionen.", [("Finanzamtschef Olaf Brink", "Laut", "fehlen zwei Millionen")]),
    ("Nach Angaben des Vizechefs „einigten sich beide Seiten auf mehr Kontrolle“.",
     [("des Vizechefs", "Nach Angaben", "einigten sich beide Seiten auf mehr Kontrolle")]),
    ("Nach Ansicht von Fachleuten hält die Brücke nicht.", [("Fachleuten", "Nach Ansicht", "hält die Brücke nicht")]),
    ("Dem Bürgermeister zufolge sind die Arbeiten fertig.", [("Dem Bürgermeister", "zufolge", "sind die Arbeiten fertig")]),
    ("Die Zahl der Toten ist nach Angaben der Polizei gestiegen.", [("der Polizei", "nach Angaben", "Die Zahl der Toten ist … gestiegen")]),
    ("Wie die Polizei mitteilte, wurden drei Menschen verletzt.", [("die Polizei", "mitteilte", "wurden drei Menschen verletzt")]),
    ("Drei Menschen wurden verletzt, wie Polizeichefin Ida Krug sagte.", [("Polizeichefin Ida Krug", "sagte", "Drei Menschen wurden verletzt")]),
    ("Das Gespräch habe er auf Band, so der Diplomat.", [("der Diplomat", "so", "Das Gespräch habe er auf Band")]),
    ("Laut Brink, der am Montag abreiste, ist das Geld weg.", [("Brink", "Laut", "ist das Geld weg")]),
    ("Nach Angaben der Hafenaufsicht warten acht Schiffe. Demnach ist die Zahl gesunken.",
     [("der Hafenaufsicht", "Nach Angaben", "warten acht Schiffe"), ("der Hafenaufsicht", "Demnach", "ist die Zahl gesunken")]),
]  # fmt: skip


WHO_SPEAKS = [
    ("Während des Treffens sei kein Vertrag geschlossen worden, erklärte Vogt; geplant sei das auch nie.",
     [("Vogt", "erklärte", "Während des Treffens sei kein Vertrag geschlossen worden"), ("Vogt", "", "geplant sei das auch nie")]),
    ("Die Bilanz der Firma nannte Vogt einen Witz. Den Bericht der Firma nannte sie „lächerlich“.",
     [("sie", "nannte", "Den Bericht der Firma … lächerlich")]),
    ("Die Zahl der Firma nannte sie „lächerlich“.", [("sie", "nannte", "Die Zahl der Firma … lächerlich")]),
    ("Die Ministerin nannte sie „lächerlich“.", [("Die Ministerin", "nannte", "sie „lächerlich“")]),
    ("Das Amt ließ mitteilen, dass der Damm halte.", [("Das Amt", "ließ mitteilen", "der Damm halte")]),
    ("Der Damm sei sicher, sagte Vogt. Werksleiter Jan Holm bleibt bei seiner Darstellung. Man habe das Tor nie geöffnet.",
     [("Vogt", "sagte", "Der Damm sei sicher"), ("Werksleiter Jan Holm", "", "Man habe das Tor nie geöffnet")]),
    ("Der Damm sei sicher, sagte Vogt. Das Wetter bleibt schlecht. Man habe das Tor nie geöffnet.",
     [("Vogt", "sagte", "Der Damm sei sicher"), ("Vogt", "", "Man habe das Tor nie geöffnet")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*QUOTATIONS, *INDIRECT, *JOINED, *PREPOSITIONS, *WHO_SPEAKS])
def test_finds_source_cue_and_content(find, text, expected):
    assert sorted(find(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Die beiden Chefs haben die Zusammenarbeit nicht explizit erwähnt.",
        "Das Amt äußerte sich nicht dazu.",
        "Der sogenannte „Friedensplan“ scheiterte.",
        "Der Roman „Die Flut“ erschien 1999.",
        "Der Sprecher sagte nicht, wann die Ergebnisse vorliegen.",
        "Diese Stoffe wurden auch in der Luft festgestellt, was ein Hinweis darauf ist, dass sie in Gebrauch sind.",
        "Im Saal wurde es laut.",
        "Das Treffen fand im Mai statt, was Sorge auslöste.",
        "Die Firma sei im Januar gewarnt worden.",
        "Vielen dürfte das zu spät kommen.",
        "Die vielen Soldaten im Zug lassen vermuten, dass es um Waffen geht.",
        "Daraus lässt sich folgern, dass der Damm hält.",
        "Wer der Firma droht, ohne Beweise zu haben, verliert.",
    ],
)
def test_finds_nothing_where_nobody_speaks(find, text):
    assert find(text) == []


def test_every_candidate_says_why_in_both_languages(find):
    language = get_language("de")
    text = "Vogt sagte, der Damm halte."
    (candidate,) = find_candidates(load_tagged_pipeline("de")(text), [], language)
    assert candidate.rule == "clause after verb"
    assert candidate.cue_lemma in language.cue_verbs
    assert "sagte" in candidate.why.en
    assert "Vogt" in candidate.why.de
    assert 0 < candidate.score <= 1
