"""Word classes, lemmas and mood: HanTa for German, pymorphy3 for Russian."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any, Protocol

from spacy.tokens import Span, Token

#: Longer words (noise, long addresses) are tagged by their beginning: the analysis of a word takes time quadratic in its length.
_LONGEST_WORD = 48
#: Longer "sentences" (tables, noise) are tagged word by word, without context.
_LONGEST_SENTENCE = 400
_CACHED_WORDS = 50_000

_STTS_TO_UPOS = {
    "NN": "NOUN", "NNA": "NOUN", "NNI": "NOUN", "NE": "PROPN", "VV": "VERB", "VA": "AUX", "VM": "AUX", "ADJ": "ADJ", "ADV": "ADV", "ART": "DET",
    "APPR": "ADP", "APPRART": "ADP", "APPO": "ADP", "APZR": "ADP", "CARD": "NUM", "FM": "X", "ITJ": "INTJ", "KOKOM": "CCONJ", "KON": "CCONJ",
    "KOUI": "SCONJ", "KOUS": "SCONJ", "PDAT": "DET", "PDS": "PRON", "PIAT": "DET", "PIS": "PRON", "PPER": "PRON", "PPOSAT": "DET", "PPOSS": "PRON",
    "PRELAT": "DET", "PRELS": "PRON", "PRF": "PRON", "PROAV": "ADV", "PTKA": "PART", "PTKANT": "PART", "PTKNEG": "PART", "PTKVZ": "ADP", "PTKZU": "PART",
    "PWAT": "DET", "PWAV": "ADV", "PWS": "PRON", "TRUNC": "X", "XY": "X",
}  # fmt: skip
_OPENCORPORA_TO_UPOS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADV", "VERB": "VERB", "INFN": "VERB", "PRTF": "ADJ", "PRTS": "VERB", "GRND": "VERB",
    "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PRED": "ADV", "PREP": "ADP", "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
_PUNCTUATION = {"(": "(", ")": ")", ",": ",", ".": ".", ":": ":", ";": ";", "!": "!", "?": "?"}


class Tagger(Protocol):
    """Tags one sentence in place."""

    def tag(self, sentence: Span) -> None:
        """Set tag, part of speech, lemma and morphology of the tokens of `sentence`."""


def load_tagger(code: str) -> Tagger:
    """The tagger of a language; models are loaded once a process."""
    return GermanTagger() if code == "de" else RussianTagger()


@cache
def _load_hanta() -> Any:
    from HanTa import HanoverTagger

    tagger = HanoverTagger.HanoverTagger("morphmodel_ger.pgz")
    tagger.analyze_forward = lru_cache(_CACHED_WORDS)(tagger.analyze_forward)
    return tagger


@cache
def _load_pymorphy() -> Any:
    import pymorphy3

    analyzer = pymorphy3.MorphAnalyzer()
    return lru_cache(_CACHED_WORDS)(analyzer.parse)


class GermanTagger:
    """HanTa (Wartena 2019, trained on TIGER), with mood derived from the form.

    ``tag_`` is the STTS tag in HanTa's spelling ("VV(FIN)"); ``morph`` has ``Mood=Sub`` for unambiguous forms of Konjunktiv I and ``Mood=Cnd`` for those of
    Konjunktiv II.
    """

    def __init__(self) -> None:
        self._hanta = _load_hanta()
        self._lemma = lru_cache(_CACHED_WORDS)(self._find_lemma)
        self._tag_alone = lru_cache(_CACHED_WORDS)(self._find_tag)

    def tag(self, sentence: Span) -> None:
        """Set tag, part of speech, lemma and morphology of the tokens of `sentence`."""
        tokens = [token for token in sentence if not token.is_space]
        for token in sentence:
            if token.is_space:
                token.tag_, token.pos_, token.lemma_ = "_SP", "SPACE", token.text
        words = [_for_hanta(token) for token in tokens]
        tags = self._tag_words(words) if len(words) <= _LONGEST_SENTENCE else [self._tag_alone(word) for word in words]
        for token, tag in zip(tokens, tags, strict=True):
            self._set(token, tag)
        _mend_particles(tokens)
        _mend_finite(tokens)

    def _tag_words(self, words: list[str]) -> list[str]:
        try:
            return [self._hanta.int2tag[tag] for tag in self._hanta.tag_sent_viterbi(words)]
        except (KeyError, IndexError, ValueError):  # no path through the model for these words
            return [self._tag_alone(word) for word in words]

    def _find_tag(self, word: str) -> str:
        return next((str(tag) for tag, _ in self._hanta.tag_word(word)), "XY")

    def _find_lemma(self, word: str, tag: str) -> str:
        try:
            return str(self._hanta.analyze(word, pos=tag)[0])
        except (KeyError, IndexError, ValueError, TypeError):
            return word

    def _set(self, token: Token, tag: str) -> None:
        if not any(ch.isalnum() for ch in token.text):
            token.tag_ = "$," if token.text == "," else "$." if token.text in ".:;!?…" else "$("
            token.pos_, token.lemma_ = "PUNCT", token.text
            return
        if tag.startswith("$"):
            tag = "XY"
        token.tag_ = tag
        token.pos_ = _STTS_TO_UPOS.get(tag.split("(")[0], "X")
        token.lemma_ = self._lemma(_for_hanta(token), tag) if len(token.text) <= _LONGEST_WORD else token.text
        _set_morph(token, _read_stts(tag, token))


def _read_stts(tag: str, token: Token) -> str:
    if tag.endswith(("(FIN)", "(IMP)")):
        mood = find_mood(token.text.lower(), token.lemma_)
        return f"Mood={mood}|VerbForm=Fin" if mood else "VerbForm=Fin"
    if tag.startswith("PREL"):
        return "PronType=Rel"
    return {"VV(INF)": "VerbForm=Inf", "VA(INF)": "VerbForm=Inf", "VM(INF)": "VerbForm=Inf", "VV(IZU)": "VerbForm=Inf|Voice=Zu", "VV(PP)": "VerbForm=Part"}.get(
        tag, "VerbForm=Part" if tag.endswith("(PP)") else ""
    )


def _set_morph(token: Token, features: str) -> None:
    if features:
        token.set_morph(features)  # type: ignore[attr-defined]  # missing in spaCy's stub


def _for_hanta(token: Token) -> str:
    text = token.text.replace("\u00ad", "").replace("’", "'")
    if any(ch.isalnum() for ch in text):
        return text[:_LONGEST_WORD]
    return _PUNCTUATION.get(text, "...") if text in ("...", "…") or text in _PUNCTUATION else "-" if text in "–—-‐‑" else '"'


def _mend_particles(tokens: list[Token]) -> None:
    """A preposition at the end of its clause is a verb's particle ("kündigte an,")."""
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.tag_ in ("APPR", "APZR", "APPO", "PROAV") and token.text in _PARTICLES and (following is None or following.tag_ in ("$,", "$.")):
            token.tag_ = "PTKVZ"


def _mend_finite(tokens: list[Token]) -> None:
    """A clause whose only verb was read as a participle or infinitive at its end has it as its finite verb ("Die Stadt verlangt, …")."""
    clause: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.tag_ not in ("$,", "$."):
            clause.append(token)
            continue
        verbs = [t for t in clause if t.pos_ in ("VERB", "AUX")]
        if len(verbs) == 1 and len(clause) > 1 and not any(t.tag_ in ("PTKZU", "KOUI", "KOUS", "PRELS") for t in clause):
            _make_finite(verbs[0], is_last=verbs[0].i == clause[-1].i, follows_noun=clause[-2].pos_ in ("NOUN", "PROPN", "PRON"))
        clause = []


def _make_finite(verb: Token, *, is_last: bool, follows_noun: bool) -> None:
    stem = verb.lemma_.lower()[:-2]
    singular = verb.tag_ == "VV(PP)" and verb.text in (stem + "t", stem + "et")
    plural = verb.tag_ == "VV(INF)" and is_last and follows_noun
    if singular or plural:
        verb.tag_ = "VV(FIN)"
        _set_morph(verb, "VerbForm=Fin")


_PARTICLES = frozenset({"an", "auf", "aus", "bei", "ein", "mit", "nach", "vor", "zu", "hinzu", "zurück", "ab", "um", "über", "dar", "fest", "voraus", "durch"})
_CONJUNCTIVE = {
    "sei": "Sub", "seien": "Sub", "seiest": "Sub", "habe": "Sub", "werde": "Sub", "könne": "Sub", "müsse": "Sub", "solle": "Sub", "wolle": "Sub",
    "dürfe": "Sub", "möge": "Sub", "wisse": "Sub", "tue": "Sub", "lasse": "Sub", "hätte": "Cnd", "hätten": "Cnd", "wäre": "Cnd", "wären": "Cnd",
    "würde": "Cnd", "würden": "Cnd", "könnte": "Cnd", "könnten": "Cnd", "müsste": "Cnd", "müssten": "Cnd", "dürfte": "Cnd", "dürften": "Cnd",
    "möchte": "Cnd", "möchten": "Cnd", "gäbe": "Cnd", "gäben": "Cnd", "käme": "Cnd", "kämen": "Cnd", "ließe": "Cnd", "ließen": "", "bliebe": "Cnd",
    "blieben": "", "brächte": "Cnd", "brächten": "Cnd", "ginge": "Cnd", "gingen": "", "stünde": "Cnd", "stünden": "Cnd", "bräuchte": "Cnd",
    "bräuchten": "Cnd", "wüsste": "Cnd", "wüssten": "Cnd", "müßte": "Cnd", "müßten": "Cnd", "wüßte": "Cnd",
}  # fmt: skip


def find_mood(form: str, lemma: str) -> str:
    """Konjunktiv of a finite verb form, from its letters.

    Konjunktiv I of the third person singular is the infinitive's stem with -e ("setze", "greife"); a preterite in -te ("sagte") is not, and a verb whose stem
    ends in t ("arbeite") is recognized by its lemma. Plural forms that coincide with the indicative count as none.

    Args:
        form: lower case.
        lemma: infinitive.

    Returns:
        ``Sub`` (Konjunktiv I), ``Cnd`` (Konjunktiv II) or an empty string.
    """
    if form in _CONJUNCTIVE:
        return _CONJUNCTIVE[form]
    lemma = lemma.lower()
    for ending in ("eln", "ern"):
        if lemma.endswith(ending) and form in (lemma[:-1] + "e", lemma[:-1]):
            return "Sub" if form == lemma[:-1] + "e" else ""
    if form.endswith("e") and lemma.endswith("en") and form == lemma[:-1]:
        return "Sub"
    # strong verbs with umlaut in the preterite's stem: "trügen", "fänden"
    if form.endswith(("e", "en")) and any(ch in form for ch in "äöü") and not any(ch in lemma for ch in "äöü") and not form.endswith(("te", "ten")):
        return "Cnd"
    return ""


class RussianTagger:
    """pymorphy3 (OpenCorpora dictionary), the most frequent reading of each word without regard to context; ``tag_`` is the full OpenCorpora tag."""

    def __init__(self) -> None:
        self._parse = _load_pymorphy()

    def tag(self, sentence: Span) -> None:
        """Set tag, part of speech, lemma and morphology of the tokens of `sentence`."""
        for token in sentence:
            if token.is_space:
                token.tag_, token.pos_, token.lemma_ = "_SP", "SPACE", token.text
            elif not any(ch.isalnum() for ch in token.text):
                token.tag_, token.pos_, token.lemma_ = "PNCT", "PUNCT", token.text
            else:
                parse = self._parse(token.text.replace("\u00ad", "")[:_LONGEST_WORD])[0]
                token.tag_ = str(parse.tag)
                token.pos_ = _OPENCORPORA_TO_UPOS.get(str(parse.tag.POS), "X")
                token.lemma_ = parse.normal_form
                _set_morph(token, _read_opencorpora(parse.tag, token.text))


_CASES = {"nomn": "Nom", "gent": "Gen", "datv": "Dat", "accs": "Acc", "ablt": "Ins", "loct": "Loc", "voct": "Nom", "gen2": "Gen", "acc2": "Acc", "loc2": "Loc"}


def _read_opencorpora(tag: Any, word: str) -> str:
    features = []
    # the dictionary declines "МИД" by accident of the letters
    if tag.case and not word.isupper():
        features.append(f"Case={_CASES.get(tag.case, 'Nom')}")
    if tag.POS in ("VERB", "PRED"):
        features.append("VerbForm=Fin")
    elif tag.POS in ("ADJS", "PRTS"):
        features.append("VerbForm=Pred")
    elif tag.POS == "INFN":
        features.append("VerbForm=Inf")
    elif tag.POS == "GRND":
        features.append("VerbForm=Conv")
    if tag.number:
        features.append("Number=Plur" if tag.number == "plur" else "Number=Sing")
    if tag.gender and tag.number != "plur":
        features.append(f"Gender={str(tag.gender).title()}")
    if "Anph" in tag and tag.POS == "ADJF" and "Apro" in tag:
        features.append("PronType=Rel")
    return "|".join(sorted(features))
