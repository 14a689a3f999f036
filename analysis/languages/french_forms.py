"""Forms of French reporting verbs; the tagger of the French pipeline misses a third of them ("dément" as adverb, "nie" as adjective)."""

from __future__ import annotations

from collections.abc import Iterable

_ENDINGS = "e ent ait aient era eront erait eraient a èrent ant é ée és ées er".split()  # noqa: SIM905
_IR_ENDINGS = "it issent issait issaient ira iront irait iraient irent issant i ie is ies ir".split()  # noqa: SIM905
_IRREGULAR = {
    "dire": "dit disent disait disaient dira diront dirait diraient dirent disant dite dites",
    "prédire": "prédit prédisent prédisait prédisaient prédira prédiront prédirait prédirent prédisant",
    "écrire": "écrit écrivent écrivait écrivaient écrira écriront écrirait écrivit écrivirent écrivant",
    "décrire": "décrit décrivent décrivait décrivaient décrira décriront décrivit décrivant",
    "lire": "lit lisent lisait lu lut lisant",
    "démentir": "dément démentent démentait démentaient démentira démentiront démentirait démentit démentirent démentant démenti démentie",
    "prévenir": "prévient préviennent prévenait prévenaient préviendra préviendrait prévint prévinrent prévenant prévenu prévenue",
    "maintenir": "maintient maintiennent maintenait maintenaient maintiendra maintint maintinrent maintenant maintenu",
    "soutenir": "soutient soutiennent soutenait soutenaient soutiendra soutint soutinrent soutenant soutenu",
    "admettre": "admet admettent admettait admettaient admettra admit admirent admettant admis",
    "promettre": "promet promettent promettait promettaient promettra promettrait promit promirent promettant promis",
    "mettre": "met mettent mettait mettaient mettra mit mirent mettant mis",
    "reconnaître": "reconnaît reconnaissent reconnaissait reconnaissaient reconnaîtra reconnut reconnurent reconnaissant reconnu",
    "craindre": "craint craignent craignait craignaient craindra craignit craignant",
    "croire": "croit croient croyait croyaient croira crut croyant cru",
    "savoir": "sait savent savait savaient saura sut sachant su",
    "vouloir": "veut veulent voulait voulaient voudra voudrait voulut voulant voulu",
    "prévoir": "prévoit prévoient prévoyait prévoyaient prévoira prévit prévoyant prévu",
    "répondre": "répond répondent répondait répondaient répondra répondrait répondit répondirent répondant répondu",
    "prétendre": "prétend prétendent prétendait prétendaient prétendra prétendit prétendirent prétendant prétendu",
    "conclure": "conclut concluent concluait concluaient conclura conclurent concluant conclu",
    "exclure": "exclut excluent excluait excluaient exclura excluant exclu",
    "poursuivre": "poursuit poursuivent poursuivait poursuivaient poursuivra poursuivit poursuivant poursuivi",
    "apprendre": "apprend apprennent apprenait apprendra apprit apprenant appris",
    "comprendre": "comprend comprennent comprenait comprendra comprit comprenant compris",
    "faire": "fait font faisait faisaient fera fit firent faisant",
    "enjoindre": "enjoint enjoignent enjoignait enjoindra enjoignit enjoignant",
}


def conjugate(lemma: str) -> frozenset[str]:
    """The forms in which a verb reports: third person of the simple tenses, participles and, of regular verbs, the infinitive."""
    if lemma in _IRREGULAR:
        return frozenset([*_IRREGULAR[lemma].split(), lemma])
    if lemma.endswith("ir"):
        return frozenset(lemma[:-2] + ending for ending in _IR_ENDINGS)
    if not lemma.endswith("er"):
        return frozenset([lemma])
    stem = lemma[:-2]
    return frozenset(_spell(stem, ending) + ending for ending in _ENDINGS)


def _spell(stem: str, ending: str) -> str:
    """The stem as it is written before an ending (il répète, il appelle, il annonça, il exigea)."""
    if ending[0] in "aâ":
        return stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    mute = ending in ("e", "ent", "era", "eront", "erait", "eraient")
    if mute and len(stem) > 2 and stem[-2] in "ée" and stem[-1] not in "aeiouyé":
        if stem.endswith(("appel", "jet", "rappel")):
            return stem + stem[-1]
        return stem[:-2] + "è" + stem[-1] if ending in ("e", "ent") or stem[-2] == "e" else stem
    return stem


def forms_of(lemmas: Iterable[str]) -> dict[str, str]:
    """Form → lemma; where two verbs share a form, the first keeps it."""
    table: dict[str, str] = {}
    for lemma in sorted(lemmas):
        for form in sorted(conjugate(lemma)):
            table.setdefault(form, lemma)
    return table
