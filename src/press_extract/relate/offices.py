"""Offices: which person holds which office, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press_extract.mentions import Span
from press_extract.pack import LanguagePack
from press_extract.recognize.titles import Office, TitleLexicon, title_lexicon
from press_extract.relate.context import Document, Named, RelationDraft
from press_extract.text import fold

_FIELD_WORD = 7  # letters; shorter words and participles are common to many fields
_REACH = 160  # characters from an office to the end of its complement


@dataclass(frozen=True, slots=True)
class Holding:
    """State that a person holds an office; `span` covers the title as written, `over` the words removed with it."""

    person: Named
    office: Office
    title: Span
    over: Span
    body: Named | None


class OfficeReader:
    """Read the offices of a document by a language's title data."""

    def __init__(self, pack: LanguagePack) -> None:
        data = pack.titles
        self._lexicon: TitleLexicon = title_lexicon(data)
        self._ministry = tuple(fold(word) for word in data.ministry)
        self._joints = tuple(f" {word} " for word in pack.names.conjunctions)
        self._series = {", ", ",", *self._joints}
        of, polite = _alternatives(pack.names.of), _alternatives(pack.names.civilities)
        article = f"(?:(?:{_alternatives(pack.names.articles)}) ?)?"
        body_link = f"(?:{of}|{'|'.join(data.body_links)})"
        self._civility = re.compile(rf"(?:\s?[,:])?\s?(?:{article}(?:{polite})\s?)*")
        self._stop = re.compile(rf"[.;:!?»«\"()\n]|, | [–—-] | (?:{'|'.join(data.phrase_ends)}) ")
        self._complement = re.compile(f"(?:{of})")
        self._scoped = re.compile(rf"(?: (?:{'|'.join(data.scopes)}) [^,]{{2,20}})? ?{body_link}? ?{article}")
        self._beside = re.compile(rf"\s?[,(–—@-]\s?{article}")
        self._corporate = re.compile(rf"(?:{'|'.join(data.corporate)})(?![\w-])")
        self._link = re.compile(rf"\s?(?:[,(:–—-]|,? (?:{'|'.join(data.links)}))\s?")
        self._to_body = re.compile(rf"{body_link} ?{article}$")

    def read(self, document: Document) -> list[Holding]:
        """Return every office with its holder, in order."""
        found: list[Holding] = []
        for sentence in document.sentences:
            offices = self._lexicon.find(document.small, sentence.start, sentence.end)
            if offices:
                found += self._sentence(document, sentence, offices)
        return found

    def _sentence(self, document: Document, sentence: Span, offices: Sequence[Office]) -> Iterator[Holding]:
        mentions = document.within(sentence)
        persons = [named for named in mentions if named.type == "person" and named.kind in {"name", "acronym"}]
        if not persons:
            return
        phrases = self._phrases(document, sentence, offices, mentions)
        last: tuple[Span, Named] | None = None
        for number, (office, phrase) in enumerate(phrases):
            following = phrases[number + 1][1] if number + 1 < len(phrases) else None
            person = self._holder(document, office, phrase, persons)
            if person is None and last and document.text[last[0].end : office.left] in self._series:
                person = last[1]
            if (
                person is None
                and following
                and document.text[phrase.end : phrases[number + 1][0].left] in {", ", " et "}
            ):
                person = self._holder(document, phrases[number + 1][0], following, persons)
            if person is None:
                continue
            last = (phrase, person)
            body = self._body(document, office, phrase, person, mentions)
            over = Span(office.left, phrase.end)
            yield Holding(person, office, self._title(document, office, phrase, body), over, body)

    def _phrases(
        self, document: Document, sentence: Span, offices: Sequence[Office], mentions: Sequence[Named]
    ) -> list[tuple[Office, Span]]:
        """Return each office with the span of its phrase: core, complements and body."""
        phrases: list[tuple[Office, Span]] = []
        for office in offices:
            if phrases and office.start < phrases[-1][1].end:
                continue
            if any(named.start <= office.start < named.end for named in mentions):
                continue
            phrases.append((office, Span(office.start, self._phrase_end(document, sentence, office, mentions))))
        return phrases

    def _phrase_end(self, document: Document, sentence: Span, office: Office, mentions: Sequence[Named]) -> int:
        text = document.small
        limit = min(sentence.end, office.end + _REACH)
        at = self._lexicon.complement_end(text, office.end)
        at = max(at, office.end)
        while at < limit:
            inside = next((named for named in mentions if named.start <= at < named.end), None)
            if inside is not None:
                if inside.type == "person":
                    break
                at = inside.end
                continue
            stop = self._stop.match(text, at)
            if stop and not self._continues(text, stop, office):
                break
            at += 1
        end = at
        person = next((named for named in mentions if named.type == "person" and named.start >= office.end), None)
        if person is not None and person.start < end + 1:
            end = person.start
        return office.start + len(text[office.start : end].rstrip(" ,'"))

    def _continues(self, text: str, stop: re.Match[str], office: Office) -> bool:
        """Tell whether a field goes on over "and" or a comma ("minister of Industry and of Energy")."""
        joint = stop[0] in self._joints or (stop[0] == ", " and office.portfolio)
        return joint and self._complement.match(text, stop.end()) is not None

    def _holder(self, document: Document, office: Office, phrase: Span, persons: Sequence[Named]) -> Named | None:
        text = document.small
        after = next((named for named in persons if named.start >= phrase.end), None)
        before = next((named for named in reversed(persons) if named.end <= office.left), None)
        gap_after = text[phrase.end : after.start] if after else None
        close_after = gap_after is not None and len(gap_after) < 30 and self._civility.fullmatch(gap_after) is not None
        gap_before = text[before.end : office.left] if before else None
        close_before = gap_before is not None and len(gap_before) < 70 and self._link.fullmatch(gap_before) is not None
        if close_after and "," not in (gap_after or ""):
            return after
        if close_after and (office.article or not close_before):
            return after
        return before if close_before else None

    def _body(
        self, document: Document, office: Office, phrase: Span, person: Named, mentions: Sequence[Named]
    ) -> Named | None:
        inside = [
            named
            for named in mentions
            if office.end <= named.start and named.end <= phrase.end and named.type in {"organization", "place"}
        ]
        if office.portfolio:
            return self._ministry_of(document, phrase) or next(
                (named for named in inside if named.type == "place"), None
            )
        if inside:
            bodies = [named for named in inside if named.type == "organization"]
            return bodies[0] if bodies and not office.territorial else inside[0]
        if office.article in {"possessive", "relative"}:
            return self._antecedent(document, office.left)
        apposed = self._apposed(document, phrase, person, mentions)
        if apposed is None and self._corporate.match(document.small, office.start):
            return self._main_body(document, office.start)
        return apposed

    @staticmethod
    def _main_body(document: Document, offset: int) -> Named | None:
        """Return a mention of the organisation that the release speaks of most, for an office of its own."""
        index = document.main_body
        return next((named for named in document.before(offset, 400) if named.entity == index), None)

    @staticmethod
    def _antecedent(document: Document, offset: int) -> Named | None:
        return next((named for named in document.before(offset, 12) if named.type == "organization"), None)

    def _apposed(self, document: Document, phrase: Span, person: Named, mentions: Sequence[Named]) -> Named | None:
        """Return the body of "X, press officer, Body" or "X, press officer – Body"."""
        if person.start > phrase.start:
            return None
        following = next((named for named in mentions if named.start >= phrase.end), None)
        if following is None or following.type != "organization":
            return None
        return following if self._beside.fullmatch(document.small, phrase.end, following.start) else None

    def _ministry_of(self, document: Document, phrase: Span) -> Named | None:
        """Return the ministry that the text names with the same field as the office ("minister of X")."""
        field = _field(document.text[phrase.start : phrase.end])
        for named in document.named:
            words = fold(document.text[named.start : named.end]).split()
            if (
                named.type == "organization"
                and words
                and words[0] in self._ministry
                and field
                and _field(" ".join(words))[: len(field)] == field
            ):
                return named
        return None

    def _title(self, document: Document, office: Office, phrase: Span, body: Named | None) -> Span:
        """Return the title as written: without its body, unless more words follow that."""
        if body is None or not phrase.start <= body.start < phrase.end or office.portfolio:
            if body is not None and office.portfolio and body.type == "place" and body.start < phrase.end:
                return self._cut(document, phrase, body)
            return phrase
        tail = document.small[body.end : phrase.end].strip(" )")
        between = document.small[office.end : body.start]
        if tail and not tail.startswith(("(", ",")) and " " in tail:
            return phrase
        if self._scoped.fullmatch(between):
            return Span(phrase.start, office.end)
        return self._cut(document, phrase, body)

    def _cut(self, document: Document, phrase: Span, body: Named) -> Span:
        words = document.small[phrase.start : body.start].rstrip()
        link = self._to_body.search(words + ("" if words.endswith("'") else " ").rstrip()) or self._to_body.search(
            words
        )
        kept = words[: link.start()] if link else words
        return Span(phrase.start, phrase.start + len(kept.rstrip(" ,")))


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _field(phrase: str) -> list[str]:
    """Return the longer words of an office's or a ministry's field, folded: what tells one from another."""
    return [word for word in fold(phrase).split()[1:] if len(word) > _FIELD_WORD]


def holdings_as_relations(holdings: Sequence[Holding]) -> Iterator[RelationDraft]:
    """Yield `holds_position` for offices with a body, `member_of` for a seat on a board."""
    for holding in holdings:
        if holding.body is None or holding.body.entity == holding.person.entity:
            continue
        start = min(holding.person.start, holding.over.start, holding.body.start)
        end = max(holding.person.end, holding.over.end, holding.body.end)
        near = holding.body.start >= holding.over.start
        confidence = 0.9 if near else 0.6
        if holding.office.board and holding.body.type == "organization":
            yield RelationDraft(
                "member_of",
                holding.person.entity,
                holding.body.entity,
                Span(start, end),
                confidence,
                sources=("office",),
            )
        else:
            yield RelationDraft(
                "holds_position",
                holding.person.entity,
                holding.body.entity,
                Span(start, end),
                confidence,
                holding.title,
                sources=("office",),
            )
