"""What the tag-based finder needs to know of a language beyond its reporting words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from analysis.languages import UnknownLanguageError


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word lists that steer tokens, sentences and clauses; all lower case.

    Attributes:
        abbreviations: words that keep their point, without it.
        has_ordinals: a figure with a point can be an ordinal ("15. Mai").
        sentence_openers: capitalized words behind a figure with a point that show that the point ended the sentence.
        auxiliaries: lemma → "perfect" (with a participle), "passive", "modal" or "will" (with an infinitive), "full" (also a verb of its own).
        particles: parts that separable verbs leave at the end of the clause.
        phrases: verb lemma → ((words that must stand in the clause, key in the cue verbs), …), most specific first.
        clause_negations: words that negate the reporting clause they stand in.
        negates_next_word: a negation concerns only the word behind it.
        coordinators: conjunctions that can join two reporting verbs of one subject.
        phrase_coordinators: conjunctions that join noun phrases.
        subordinators: words that open a subordinate clause.
        preposition_conjunctions: words that open one, or stand before a noun phrase ("während").
        relatives: words that can open a relative clause, in the nominative.
        as_words: "wie" in "wie X mitteilte".
        so_words: "so" in "…, so X".
        that_words: words that stand for the sentence before ("Das sagte X").
        accordingly_words: adverbs that go on with the last source ("demnach").
        weak_verbs: cue verbs that report only beside a quotation, a complementizer or the subjunctive.
        thinking_verbs: cue verbs of what one thinks; whoever lets others do so says nothing ("ließ vermuten").
        object_verbs: cue verb → preposition before a content that is a phrase; empty for a plain object.
        naming_verbs: cue verbs with two objects ("nannte X ein Y"); the content is both.
        naming_word: the word before what they call it ("bezeichnete X als Y").
        hearsay_verbs: modal verbs that with a perfect infinitive report hearsay ("soll geflohen sein").
        infinitive_object: infinitives follow the verb without a comma.
        bare_genitive: genitive attributes follow without an article.
        determiners: words that open a noun phrase besides those tagged so.
        genitive_articles: words that open a genitive attribute.
        oblique_words: words that cannot open a subject.
        subject_pronouns: pronouns that can be a subject.
        object_pronouns: pronouns that cannot.
        adverb_openers: words before a finite verb that are no subject whatever their tag.
        focus_words: words that may precede a subject ("auch").
        name_particles: small words inside names.
        attribute_prepositions: prepositions that open an attribute of the phrase before.
        place_prepositions: prepositions that do so before the name of a place.
        body_prepositions: prepositions before the source of an impersonal verb ("hieß es aus …").
        time_words: nouns and adverbs of time; no speakers.
        anyone_words: words that open a clause about anybody who does something ("Wer droht, …").
        question_words: words that open an indirect question.
        purpose_words: words that open an infinitive clause that is no content ("um zu").
        needs_complementizer: a plain clause behind a reporting verb and a comma is no content.
        preposition_phrases: first word → phrases that introduce a source, longest first.
        report_prepositions: prepositions that do so before a phrase with one of `source_nouns` ("nach einem Bericht").
        source_nouns: endings of nouns that name a report ("bericht" in "Medienbericht").
        source_links: words between such a phrase and the source ("von").
        possessives: possessives that can be a source ("seinen Worten").
        agent_prepositions: prepositions between a reporting noun and its source.
        topic_prepositions: prepositions before what somebody refuses to speak about.
        impersonal_verbs: cue verbs that need no subject ("heißen").
        has_reported_mood: reported speech has a mood of its own.
        sure_subjects: pronouns that behind a finite verb are its subject whatever stands before it.
        persons_pronouns: pronouns that mean persons where somebody speaks.
        either_pronouns: pronouns that behind it may be subject or object.
        modal_verbs: cue verbs that report behind a modal verb too ("musste einräumen").
        expletive_verbs: cue verbs that report only with "es" as their subject.
        authors_moods: subjunctive forms that authors use in their own name ("dürfte").
        cue_stems: separable reporting verbs without their particle.
    """

    abbreviations: frozenset[str]
    has_ordinals: bool = False
    sentence_openers: frozenset[str] = frozenset()
    auxiliaries: dict[str, str] = field(default_factory=dict)
    particles: frozenset[str] = frozenset()
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)
    clause_negations: frozenset[str] = frozenset()
    negates_next_word: bool = False
    coordinators: frozenset[str] = frozenset()
    phrase_coordinators: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    preposition_conjunctions: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    as_words: frozenset[str] = frozenset()
    so_words: frozenset[str] = frozenset()
    that_words: frozenset[str] = frozenset()
    accordingly_words: frozenset[str] = frozenset()
    weak_verbs: frozenset[str] = frozenset()
    thinking_verbs: frozenset[str] = frozenset()
    object_verbs: dict[str, str] = field(default_factory=dict)
    naming_verbs: frozenset[str] = frozenset()
    naming_word: str = ""
    hearsay_verbs: frozenset[str] = frozenset()
    infinitive_object: bool = False
    bare_genitive: bool = False
    determiners: frozenset[str] = frozenset()
    genitive_articles: frozenset[str] = frozenset()
    oblique_words: frozenset[str] = frozenset()
    subject_pronouns: frozenset[str] = frozenset()
    object_pronouns: frozenset[str] = frozenset()
    adverb_openers: frozenset[str] = frozenset()
    focus_words: frozenset[str] = frozenset()
    name_particles: frozenset[str] = frozenset()
    attribute_prepositions: frozenset[str] = frozenset()
    place_prepositions: frozenset[str] = frozenset()
    body_prepositions: frozenset[str] = frozenset()
    time_words: frozenset[str] = frozenset()
    anyone_words: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    purpose_words: frozenset[str] = frozenset()
    needs_complementizer: bool = False
    preposition_phrases: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    report_prepositions: frozenset[str] = frozenset()
    source_nouns: frozenset[str] = frozenset()
    source_links: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    agent_prepositions: frozenset[str] = frozenset()
    topic_prepositions: frozenset[str] = frozenset()
    impersonal_verbs: frozenset[str] = frozenset()
    has_reported_mood: bool = False
    sure_subjects: frozenset[str] = frozenset()
    persons_pronouns: frozenset[str] = frozenset()
    either_pronouns: frozenset[str] = frozenset()
    modal_verbs: frozenset[str] = frozenset()
    expletive_verbs: frozenset[str] = frozenset()
    authors_moods: frozenset[str] = frozenset()
    cue_stems: frozenset[str] = frozenset()

    @property
    def phrase_keys(self) -> frozenset[str]:
        """The cue keys that fixed phrases lead to."""
        return frozenset(key for options in self.phrases.values() for _, key in options)


def words(text: str) -> tuple[str, ...]:
    """The words of a list written as running text."""
    return tuple(text.split())


def index_phrases(phrases: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        index.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in index.items()}


@cache
def get_grammar(code: str) -> Grammar:
    """The grammar of a language read by tags.

    Raises:
        UnknownLanguageError: if there is none for `code`.
    """
    if code not in ("de", "ru"):
        raise UnknownLanguageError(f"no grammar for language {code!r}")
    grammar: Grammar = import_module(f"analysis.languages.{code}").GRAMMAR
    return grammar
