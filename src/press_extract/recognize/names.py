"""The recogniser of names: candidates, votes, one type a name, and every place where the name stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from press_extract.mentions import NameMention, Span
from press_extract.pack import LanguagePack
from press_extract.recognize.acronyms import bracketed_after, spelled_start
from press_extract.recognize.chunks import Chunk, Chunker
from press_extract.recognize.gazetteer import load_gazetteer, load_given_names
from press_extract.recognize.lexicon import NameLexicon, name_lexicon
from press_extract.recognize.territories import acts_as
from press_extract.recognize.titles import Office, title_lexicon
from press_extract.recognize.votes import Votes, Witness, add, winner
from press_extract.recognize.words import Tagging, Word, find_words
from press_extract.record import EntityType, MentionKind
from press_extract.text import fold, lower, plain

_THRESHOLD = 1.5  # the least weight that makes a candidate a name
_CONTEXT_CAP = 7.5  # the most that all contexts of one name may add
_SURE, _SHARED = 3.0, 1.6  # a vote that speaks for neighbours in a list, and what it gives them
_ACRONYM = 10  # letters; a longer word in capitals is a name
_ITEM_OPENING = 3  # words of a list item before the name that it is about
_QUOTED_END = re.compile(r"[«“\"] ?([^«»“”\"]+?) ?[»”\"]$")
_QUOTE_CLOSE = re.compile(r"(?: ?[»”\"])?")
_GAP_WORDS = 6  # between a name and the bracket with its acronym
_HEAD_WEIGHT, _ANNOUNCED_WEIGHT = 6.0, 3.2


@dataclass(frozen=True, slots=True)
class Label(Span):
    """Hold one span that a statistical model proposed, with its label (PER, LOC, ORG or MISC)."""

    label: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """Hold what was recognised: mentions in order, and pairs of indexes that name the same thing."""

    mentions: tuple[NameMention, ...]
    pairs: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Candidate:
    chunk: Chunk
    words: Sequence[Word]
    key: str
    votes: Votes
    context: Votes
    short: Span | None = None
    full_end: int | None = None


class NameRecognizer:
    """Recognise names in texts of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        self._lexicon: NameLexicon = name_lexicon(pack.names)
        self._acting = pack.names.acting
        self._titles = title_lexicon(pack.titles)
        self._given_names = load_given_names()
        self._gazetteer = load_gazetteer()
        self._witness = Witness(self._lexicon, self._gazetteer, self._given_names)
        links = "|".join(
            sorted((re.escape(word) for word in (*pack.names.articles, *pack.names.of)), key=len, reverse=True)
        )
        joints = "|".join(map(re.escape, pack.names.conjunctions))
        # Between two members of a list: a comma, a slash or "and", an article, a bracket such as "(leader)".
        self._listed = re.compile(rf"(?: ?\([^()]{{1,40}}\))? ?(?:,|/|;|,? (?:{joints})) ?(?:(?:{links}) ?)?")
        self._skipped = self._lexicon.function_words | self._lexicon.articles | self._lexicon.of_set

    def __call__(
        self,
        text: str,
        sentences: Sequence[Span],
        caps: Sequence[Span],
        labels: Sequence[Label],
        tagging: Tagging | None,
        taken: Sequence[Span] = (),
    ) -> Recognition:
        """Return the names of `text`, the shadow.

        `caps` are the blocks all in capitals, whose shapes say nothing; `taken` are dates and figures, no names.
        """
        small = lower(text)
        candidates: list[_Candidate] = []
        blocks = _Blocks(taken)
        intro: Votes = {}
        all_words: list[list[Word]] = []
        in_caps = _Blocks(caps)
        label_at = 0
        for sentence in sentences:
            words = find_words(text, sentence, self._lexicon.spelling, tagging)
            all_words.append(words)
            while label_at < len(labels) and labels[label_at].end <= sentence.start:
                label_at += 1
            if not words or in_caps.covers(words[0]):
                continue
            inside = [label for label in labels[label_at : label_at + 200] if label.start < sentence.end]
            found = self._sentence(text, small, words, inside, blocks)
            if words[0].shape == "sign" and found and found[0].chunk.first <= _ITEM_OPENING:
                for type_, weight in intro.items():
                    add(found[0].context, type_, weight)
            elif words[0].shape != "sign":
                intro = self._lexicon.intro_votes(small[sentence.start : sentence.end])
            candidates += found
        typed = self._typed(text, candidates)
        return self._recognition(text, small, candidates, typed, all_words)

    # --- one sentence -----------------------------------------------------------------------------------------------

    def _sentence(
        self, text: str, small: str, words: list[Word], labels: Sequence[Label], blocks: _Blocks
    ) -> list[_Candidate]:
        offices = self._titles.find(small, words[0].start, words[-1].end)
        blocked = frozenset(index for index, word in enumerate(words) if blocks.covers(word)) | self._portfolios(
            words, offices
        )
        chunks = Chunker(words, self._lexicon, self._gazetteer, self._person_starts(words, labels), blocked).chunks()
        found = []
        for chunk in self._with_long_forms(text, words, chunks):
            inner = words[chunk.first : chunk.last]
            name = text[chunk.start : chunk.end]
            if fold(name) in self._lexicon.not_names or not any(char.isalpha() for char in name):
                continue
            candidate = _Candidate(chunk, inner, fold(name), {}, {})
            if chunk.head:
                weight = _ANNOUNCED_WEIGHT if chunk.announced else _HEAD_WEIGHT
                add(candidate.votes, chunk.head.group.type, weight)
            if not chunk.nominal and (chunk.head is None or chunk.announced):
                candidate.votes = self._sum(candidate.votes, self._witness.form(inner, name))
            if not self._plausible(candidate):
                continue
            if not chunk.nominal and (chunk.head is None or chunk.announced):
                self._labels(candidate, labels)
            if not chunk.nominal:
                self._context(candidate, text, small, words, offices)
            if short := self._short_form(text, chunk):
                candidate.short = Span(short[0], short[1])
                candidate.full_end = self._full_end(words, chunk, short[2])
            found.append(candidate)
        self._coordinate(text, found)
        return found

    def _coordinate(self, text: str, found: Sequence[_Candidate]) -> None:
        """Let the members of a list share their type: one that is sure speaks for a neighbour that is not."""
        pairs = [
            (one, other)
            for one, other in pairwise(found)
            if self._listed.fullmatch(text, one.chunk.end, other.chunk.start)
            and not (one.chunk.nominal or other.chunk.nominal)
        ]
        for one, other in (*pairs, *((other, one) for one, other in reversed(pairs))):
            type_, weight = self._strongest(one)
            if (
                type_ is not None
                and weight >= _SURE
                and self._strongest(other)[1] < _SURE
                and "person" not in other.context
            ):
                add(other.context, type_, _SHARED)

    def _strongest(self, candidate: _Candidate) -> tuple[EntityType | None, float]:
        total = self._sum(candidate.votes, candidate.context)
        type_, _ = winner(total)
        return type_, total[type_] if type_ else 0.0

    def _person_starts(self, words: Sequence[Word], labels: Sequence[Label]) -> frozenset[int]:
        by_offset = {word.start: index for index, word in enumerate(words)}
        starts = {
            by_offset[label.start]
            for label in labels
            if label.label == "PER" and label.start in by_offset and " " in label_text(words, label)
        }
        for index, word in enumerate(words[:-1]):
            given = word.shape == "cap" and fold(word.text.split("-")[0]) in self._given_names
            if (
                given
                and words[index + 1].shape != "sign"
                and (words[index + 1].capital or words[index + 1].lower in self._lexicon.particles)
            ):
                starts.add(index)
        return frozenset(starts)

    def _portfolios(self, words: Sequence[Word], offices: Sequence[Office]) -> frozenset[int]:
        """Return the indexes of the words that are the field of an office ("minister of Industry"), no names."""
        covered: set[int] = set()
        for office in offices:
            if not office.portfolio:
                continue
            index = next((i for i, word in enumerate(words) if word.start >= office.end), len(words))
            while index < len(words):
                word = words[index]
                linked = word.lower in self._lexicon.of_set or self._lexicon.joins(word) or word.lower in self._skipped
                listed = word.text == "," and index + 1 < len(words) and self._lexicon.of_at(words, index + 1) > 0
                field = (word.capital and word.text not in self._gazetteer) or word.lower in self._lexicon.adjectives
                if not (linked or listed or field or word.pos == "NOUN") or word.lower in self._lexicon.civilities:
                    break
                if field or word.pos == "NOUN":
                    covered.add(index)
                index += 1
        return frozenset(covered)

    def _with_long_forms(self, text: str, words: Sequence[Word], chunks: list[Chunk]) -> list[Chunk]:
        """Return the chunks, with those widened that a bracketed acronym ends."""
        widened: list[Chunk] = []
        for before, word in enumerate(words):
            short = bracketed_after(text, word.start - 1) if word.text == "(" and before else None
            if short is None:
                continue
            first = spelled_start(words, before, text[short[0] : short[1]], self._skipped)
            if first is None or not (words[first].capital or self._lexicon.head_at(words, first)):
                first = self._headed_before(words, before, chunks)
            if first is not None:
                last = before
                while words[last - 1].shape == "sign" and last > first + 1:
                    last -= 1
                head = self._lexicon.head_at(words, first)
                quoted = first > 0 and words[first - 1].text in '«“"' and last < before
                widened.append(Chunk(words[first].start, words[last - 1].end, first, last, head, quoted=quoted))
        kept = [chunk for chunk in chunks if not any(wide.overlaps(chunk) for wide in widened)]
        return sorted((*kept, *widened), key=lambda chunk: chunk.start)

    @staticmethod
    def _headed_before(words: Sequence[Word], before: int, chunks: Sequence[Chunk]) -> int | None:
        """Return the first word of the headed name whose last words, up to the bracket, the chunker left out."""
        for chunk in reversed(chunks):
            if chunk.last < before and chunk.head and not chunk.announced:
                gap = words[chunk.last : before]
                tight = len(gap) <= _GAP_WORDS and all(
                    word.shape != "sign" and word.pos not in {"VERB", "AUX"} for word in gap
                )
                return chunk.first if tight else None
        return None

    def _full_end(self, words: Sequence[Word], chunk: Chunk, bracket_end: int) -> int | None:
        """Return where a headed name ends that goes on after its bracketed acronym ("agency (A) of X"), if it does."""
        at = next((index for index, word in enumerate(words) if word.start >= bracket_end), len(words))
        if chunk.head is None or at >= len(words):
            return None
        target = at + self._lexicon.of_at(words, at)
        end = target
        while (
            end < len(words)
            and words[end].shape in {"cap", "upper"}
            and words[end].lower not in self._skipped | self._lexicon.civilities
        ):
            end += 1
        return words[end - 1].end if end > target else None

    def _labels(self, candidate: _Candidate, labels: Sequence[Label]) -> None:
        chunk = candidate.chunk
        for label in labels:
            if chunk.overlaps(label):
                shared = min(chunk.end, label.end) - max(chunk.start, label.start)
                if 2 * shared >= chunk.end - chunk.start:
                    exact = label.start == chunk.start and label.end == chunk.end
                    self._witness.label(candidate.votes, label.label, exact, len(candidate.words))

    def _context(
        self, candidate: _Candidate, text: str, small: str, words: Sequence[Word], offices: Sequence[Office]
    ) -> None:
        chunk = candidate.chunk
        floor = words[0].start
        start = (
            chunk.start - 2
            if chunk.quoted and text[chunk.start - 1 : chunk.start] in (" ", "")
            else chunk.start - (1 if chunk.quoted else 0)
        )
        for type_, weight in self._lexicon.context_votes(small, max(floor, start), chunk.end, floor).items():
            add(candidate.context, type_, weight)
        if chunk.quoted:
            add(candidate.context, "project", 3.0)
        elif self._apposed_noun(words, chunk, offices):
            add(candidate.context, "project", 1.6)
        if len(candidate.words) > 1 and self._titled(small, chunk, words, offices):
            add(candidate.context, "person", 2.6)

    def _apposed_noun(self, words: Sequence[Word], chunk: Chunk, offices: Sequence[Office]) -> bool:
        """Tell whether the name follows its kind, article and noun, directly ("the helmet X")."""
        if chunk.first < 2 or chunk.head:
            return False
        article, noun = words[chunk.first - 2], words[chunk.first - 1]
        if noun.shape != "low" or noun.pos != "NOUN" or article.lower not in self._lexicon.articles:
            return False
        return not any(office.start <= noun.start < office.end for office in offices)

    def _titled(self, small: str, chunk: Chunk, words: Sequence[Word], offices: Sequence[Office]) -> bool:
        """Tell whether an office stands before the name, as its holder's, or follows it as an apposition."""
        previous = words[chunk.first - 1] if chunk.first else None
        for office in offices:
            if office.end <= chunk.start:
                between = [word for word in words[: chunk.first] if word.start >= office.end]
                holds = previous is not None and previous.lower not in self._skipped and len(between) < 25
                if holds and not any(word.pos in {"VERB", "AUX"} or word.text in ".;:!?»«" for word in between):
                    return True
            elif small[chunk.end : office.left] in {", ", " (", " – ", " - ", " — ", ": ", " : "}:
                return office.article in {"", "article"}
        return False

    @staticmethod
    def _short_form(text: str, chunk: Chunk) -> tuple[int, int, int] | None:
        """Return the bracketed short form after a name, over a quotation mark that closes it."""
        end = chunk.end
        if chunk.quoted:
            end += len(_QUOTE_CLOSE.match(text, end)[0])  # type: ignore[index]
        return bracketed_after(text, end)

    def _plausible(self, candidate: _Candidate) -> bool:
        chunk, words = candidate.chunk, candidate.words
        if words[0].lower in self._lexicon.not_names and len(words) > 1 and words[1].shape == "num":
            return False
        if chunk.head or len(words) > 1 or chunk.quoted:
            return True
        word = words[0]
        if word.initial and word.shape == "cap":
            return (
                word.pos == "PROPN"
                or candidate.votes.get("place", 0.0) > 0
                or candidate.votes.get("organization", 0.0) > 0
            )
        return len(word.text) > 1

    # --- the whole document -----------------------------------------------------------------------------------------

    @staticmethod
    def _sum(one: Votes, other: Votes) -> Votes:
        total = dict(one)
        for type_, weight in other.items():
            add(total, type_, weight)
        return total

    def _typed(self, text: str, candidates: Sequence[_Candidate]) -> dict[str, tuple[EntityType, float]]:
        """Return one type and confidence for each name, from all its candidates together.

        A name and its bracketed short form vote together; a part of a name that stands alone has the whole's type.
        """
        form: dict[str, Votes] = {}
        context: dict[str, Votes] = {}
        wholes: dict[str, str] = {}
        named = [candidate for candidate in candidates if not candidate.chunk.nominal]
        for candidate in named:
            for part in self._parts(text, candidate):
                wholes.setdefault(part, candidate.key)
        for candidate in named:
            key = wholes.get(candidate.key, candidate.key)
            known = form.setdefault(key, {})
            for type_, weight in candidate.votes.items():
                known[type_] = max(known.get(type_, weight), weight)
            for type_, weight in candidate.context.items():
                add(context.setdefault(key, {}), type_, weight)
        typed = {}
        for key, votes in form.items():
            total = self._sum(votes, {t: min(w, _CONTEXT_CAP) for t, w in context.get(key, {}).items()})
            best, confidence = winner(total)
            if best is not None and total[best] >= _THRESHOLD:
                typed[key] = (best, confidence)
        return typed | {part: typed[whole] for part, whole in wholes.items() if whole in typed}

    def _parts(self, text: str, candidate: _Candidate) -> Iterator[str]:
        """Yield the keys of what may stand for a name: acronym, quoted part, it without head or legal form."""
        chunk, words = candidate.chunk, candidate.words
        if candidate.short:
            yield fold(text[candidate.short.start : candidate.short.end])
        if chunk.head and not chunk.announced:
            if part := _quoted_part(text, chunk):
                yield fold(text[part.start : part.end])
            rest = words[chunk.head.length :]
            if not words[0].capital and rest and rest[0].capital and not chunk.head.group.acts:
                yield fold(text[rest[0].start : chunk.end])
        elif len(words) > 1 and words[-1].lower in self._lexicon.legal_forms:
            yield fold(text[chunk.start : words[-2].end])

    def _recognition(
        self,
        text: str,
        small: str,
        candidates: Sequence[_Candidate],
        typed: dict[str, tuple[EntityType, float]],
        all_words: Sequence[Sequence[Word]],
    ) -> Recognition:
        mentions: list[NameMention] = []
        pairs: list[tuple[int, int]] = []
        # A territory that acts once is a body wherever nothing says that it is a place.
        territories = [c for c in candidates if c.chunk.head and c.chunk.head.group.acts and not c.chunk.announced]
        acting = {c.key for c in territories if acts_as(text, small, c.chunk, self._acting) == "organization"}
        for candidate in candidates:
            chunk = candidate.chunk
            if chunk.nominal and chunk.head:
                mentions.append(
                    NameMention(
                        chunk.start, chunk.end, chunk.head.group.type, "nominal", 0.5, "head", chunk.head.group.subtype
                    )
                )
                continue
            if candidate.key not in typed:
                continue
            type_, confidence = typed[candidate.key]
            if chunk.head and chunk.head.group.acts and not chunk.announced:
                type_ = acts_as(text, small, chunk, self._acting) or (
                    "organization" if candidate.key in acting else "place"
                )
            if type_ == "person" and len(candidate.words) == 1 and "person" not in candidate.context:
                continue
            subtype = chunk.head.group.subtype if chunk.head and type_ == chunk.head.group.type else None
            short = len(candidate.words) == 1 and candidate.words[0].shape == "upper" and len(candidate.key) <= _ACRONYM
            kind: MentionKind = "acronym" if short else "name"
            mentions.append(NameMention(chunk.start, chunk.end, type_, kind, confidence, "rules", subtype))
            if candidate.short:
                whole = len(mentions) - 1
                pairs.append((whole, len(mentions)))
                mentions.append(
                    NameMention(
                        candidate.short.start, candidate.short.end, type_, "acronym", confidence, "bracket", subtype
                    )
                )
                if candidate.full_end:
                    pairs.append((whole, len(mentions)))
                    mentions.append(
                        NameMention(chunk.start, candidate.full_end, type_, "name", confidence, "full", subtype)
                    )
            elif chunk.head and not chunk.announced and (inner := _quoted_part(text, chunk)):
                pairs.append((len(mentions) - 1, len(mentions)))
                mentions.append(NameMention(inner.start, inner.end, type_, "name", confidence, "part", None))
        return self._propagated(text, mentions, pairs, all_words)

    def _propagated(
        self, text: str, mentions: list[NameMention], pairs: list[tuple[int, int]], all_words: Sequence[Sequence[Word]]
    ) -> Recognition:
        """Add every further place where a recognised name stands, in capitals or not, and drop what overlaps."""
        known: dict[str, list[tuple[tuple[str, ...], NameMention]]] = {}
        seen: set[tuple[str, ...]] = set()
        for mention in mentions:
            if mention.kind == "nominal":
                continue
            parts = tuple(plain(word) for word in text[mention.start : mention.end].split())
            if parts not in seen and len("".join(parts)) > 1:
                seen.add(parts)
                known.setdefault(parts[0], []).append((parts, mention))
        for entries in known.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        taken = sorted(Span(mention.start, mention.end) for mention in mentions)
        extra = [hit for words in all_words for hit in self._hits(text, words, known, taken)]
        kept: list[int] = []
        inner = {index for pair in pairs for index in pair}
        merged = [*mentions, *extra]
        order = sorted(range(len(merged)), key=lambda index: (merged[index].start, -merged[index].end))
        end = -1
        for index in order:
            # What a bracket or quotation marks set off inside a name is a mention of its own.
            if merged[index].start >= end or (merged[index].source in {"bracket", "part", "rules"} and index in inner):
                kept.append(index)
                end = max(end, merged[index].end)
        place = {old: new for new, old in enumerate(kept)}
        linked = tuple((place[a], place[b]) for a, b in pairs if a in place and b in place)
        return Recognition(tuple(merged[index] for index in kept), linked)

    @staticmethod
    def _hits(
        text: str,
        words: Sequence[Word],
        known: dict[str, list[tuple[tuple[str, ...], NameMention]]],
        taken: Sequence[Span],
    ) -> list[NameMention]:
        hits: list[NameMention] = []
        end = words[0].start if words else 0
        at = bisect_left(taken, Span(end, end))
        for word in words:
            while at < len(taken) and taken[at].start <= word.start:
                end = max(end, taken[at].end)
                at += 1
            if not word.capital or word.start < end:
                continue
            limit = taken[at].start if at < len(taken) else len(text)
            for parts, mention in known.get(plain(word.text), ()):
                stop = word.start + len(" ".join(parts))
                same = tuple(plain(piece) for piece in text[word.start : stop].split()) == parts
                if same and stop <= limit and not text[stop : stop + 1].isalnum():
                    hits.append(replace(mention, start=word.start, end=stop, source="repeat"))
                    end = stop
                    break
        return hits


def _quoted_part(text: str, chunk: Chunk) -> Span | None:
    """Return the part of a headed name that stands in quotation marks at its end."""
    match = _QUOTED_END.search(text, chunk.start, chunk.end)
    return Span(match.start(1), match.end(1)) if match else None


class _Blocks:
    """Tell which words lie within dates and figures, and so belong to no name."""

    def __init__(self, taken: Sequence[Span]) -> None:
        self._spans = sorted(taken, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self._spans]

    def covers(self, word: Word) -> bool:
        at = bisect_right(self._starts, word.start) - 1
        return at >= 0 and word.end <= self._spans[at].end


def label_text(words: Sequence[Word], label: Label) -> str:
    """Return the words that a label covers, joined by spaces."""
    return " ".join(word.text for word in words if label.start <= word.start and word.end <= label.end)
