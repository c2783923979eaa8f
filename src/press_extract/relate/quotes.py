"""Quotes: direct speech and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from press_extract.mentions import Span
from press_extract.pack.relations import QuoteData
from press_extract.recognize.titles import TitleLexicon
from press_extract.relate.context import Document, QuoteDraft

_MIN_WORDS = 4  # a shorter quotation is a title or a term
_SURE_WORDS = 12  # a longer one is speech even where nobody is seen to speak
_SEEN = 0.6  # the confidence of a speaker whom the words themselves name
_REACH = 170  # characters in which an attribution stands
_VOICE_REACH = 500  # characters over which a pronoun still means who spoke last
_LONGEST = 3000


class _Speech:
    def __init__(self, data: QuoteData) -> None:
        verbs = "|".join(sorted(data.verbs, key=len, reverse=True))
        self.verb = re.compile(rf"(?<![\w-])(?:{verbs})(?![\w])")
        pronouns = "|".join(data.pronouns)
        said = "|".join(pattern.replace("{verbs}", verbs).replace("{pronouns}", pronouns) for pattern in data.inverted)
        self.inverted = re.compile(rf"(?<![\w-])(?:{said})(?!\w)")
        self.auxiliary = rf"(?:(?:{'|'.join(data.auxiliaries)}) ?)?"
        self.any_verb = re.compile(rf"(?!(?:{'|'.join(data.not_verbs)})(?![\w]))(?:{self.auxiliary})[^\W\d_'][\w'-]+ ")
        self.incise = re.compile(rf", {self.auxiliary}$")
        self.abbreviated = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, data.abbreviations))}|[^\W\d_])$")
        self.opener = re.compile(rf"(?:^|[,.;:] |\n)(?:{'|'.join(data.openers)}) ", re.IGNORECASE)
        opening = "".join(re.escape(mark[0]) for mark in data.marks)
        self.pairs = dict(data.marks)
        self.opening = re.compile(f"[{opening}]")
        self.dash = re.compile(rf"^[{re.escape(data.dashes)}] ")


@cache
def _speech(data: QuoteData) -> _Speech:
    return _Speech(data)


def find_spans(text: str, data: QuoteData) -> Iterator[Span]:
    """Yield the outermost quotations of `text`, without their marks; an unclosed one ends with its paragraph."""
    speech = _speech(data)
    at = 0
    while match := speech.opening.search(text, at):
        close = speech.pairs[match[0]]
        end = _closing(text, match.end(), match[0], close)
        if end is None:
            at = match.end()
            continue
        start = match.end() + (len(text[match.end() : end]) - len(text[match.end() : end].lstrip()))
        stop = start + len(text[start:end].rstrip())
        if stop > start:
            yield Span(start, stop)
        at = end + 1


def _closing(text: str, start: int, opening: str, close: str) -> int | None:
    depth = 1
    for at in range(start, min(len(text), start + _LONGEST)):
        char = text[at]
        if char == close:
            depth -= 1
            if depth == 0:
                return at
        elif char == opening:
            # A mark that opens each paragraph of one quotation opens it no deeper.
            depth += 0 if text[:at].rstrip(" ").endswith("\n") else 1
        elif char == "\n" and opening == close:
            return None
    return None


class QuoteReader:
    """Read quotations and attribute them."""

    def __init__(self, data: QuoteData, titles: TitleLexicon) -> None:
        self._data = data
        self._speech = _speech(data)
        self._titles = titles

    def read(self, document: Document) -> list[QuoteDraft]:
        """Return the quotations that are speech, each with its speaker if the text tells."""
        found: list[QuoteDraft] = []
        for span in find_spans(document.text, self._data):
            words = len(document.text[span.start : span.end].split())
            if words < _MIN_WORDS:
                continue
            speaker, confidence = self._speaker(document, span, found[-1] if found else None)
            headline = document.section_of(span.start) in {"headline", "subheadline"}
            # A headline quotes titles and terms as well; there somebody must be seen to speak.
            speaks = confidence >= _SEEN if headline else confidence > 0
            if speaks or (words >= _SURE_WORDS and document.text[span.end - 1] in ".!?…"):
                found.append(QuoteDraft(span.start, span.end, speaker, round(max(confidence, 0.3), 2)))
        return found

    def _speaker(self, document: Document, span: Span, last: QuoteDraft | None) -> tuple[int | None, float]:
        for reading in (self._after, self._before, self._inside):
            found = reading(document, span, last)
            if found is not None:
                return found
        if last is not None and "\n" not in document.text[last.end : span.start] and last.speaker is not None:
            # The second half of an interrupted quotation, or the next sentence of the same voice.
            return last.speaker, 0.7
        if last is not None and document.text[last.end : span.start].strip(' »”"«“.\n') == "":
            return last.speaker, 0.6
        return None, 0.0

    def _after(self, document: Document, span: Span, last: QuoteDraft | None) -> tuple[int | None, float] | None:
        """Read a verb of saying right after the closing mark: "», said X", "», she explains"."""
        line_end = document.text.find("\n", span.end)
        limit = min(span.end + _REACH, line_end if line_end >= 0 else len(document.text))
        close = re.match(r"[\s»”\".!?…]*(,?)\s*", document.small[span.end : limit])
        start = span.end + (close.end() if close else 0)
        clause = Span(start, start + _clause_end(document.small[start:limit], self._speech.abbreviated))
        words = document.small[clause.start : clause.end]
        inverted = self._speech.inverted.search(words)
        if inverted is not None and inverted.start() < 40:
            return self._pointed(document, span, last)
        verb = self._speech.verb.search(words)
        if verb is not None and verb.start() <= 60:
            named = self._named(document, clause)
            return (named, 0.92) if named is not None else self._pointed(document, span, last)
        if (
            close
            and close[1]
            and (named := self._named(document, Span(clause.start, min(clause.end, clause.start + 70)))) is not None
        ):
            # After a comma the verb of saying may be any verb at all ("», thunders X").
            return (named, 0.75) if self._speech.any_verb.match(words) else None
        return None

    def _before(self, document: Document, span: Span, last: QuoteDraft | None) -> tuple[int | None, float] | None:
        """Read the speaker before the opening mark: "X said: «", "According to X, «"."""
        start = max(0, span.start - _REACH, document.text.rfind("\n", 0, span.start) + 1)
        clause = Span(_clause_start(document.small, start, span.start, self._speech.abbreviated), span.start)
        words = document.small[clause.start : clause.end].rstrip(' «“"„')
        says = self._speech.verb.search(words) is not None or words.endswith((":", *self._data.introducers))
        opens = self._speech.opener.search(f" , {words}") is not None
        if not (says or opens):
            return None
        named = self._named(document, clause)
        if named is not None:
            return named, 0.88
        return self._pointed(document, span, last) if says else None

    def _inside(self, document: Document, span: Span, last: QuoteDraft | None) -> tuple[int | None, float] | None:
        """Read a verb of saying between commas inside the quotation: "« …, explains X, … »"."""
        for verb in self._speech.verb.finditer(document.small, span.start, span.end):
            if not self._speech.incise.search(document.small[span.start : verb.start()]):
                continue
            clause = Span(
                verb.start(),
                verb.end()
                + _clause_end(document.small[verb.end() : min(span.end, verb.end() + 80)], self._speech.abbreviated),
            )
            named = self._named(document, clause)
            if named is not None:
                return named, 0.8
        return None

    def _named(self, document: Document, clause: Span) -> int | None:
        """Return who the clause names: its first person, unless an office comes before and he is in a side clause."""
        mentions = document.within(clause)
        person = next((named for named in mentions if named.type == "person"), None)
        office = next(iter(self._titles.find(document.small, clause.start, clause.end)), None)
        if office is not None and (person is None or office.start < person.start):
            aside = person is None or re.search(r", (?:\w+ ){2}", document.small[office.end : person.start]) is not None
            if (
                aside
                and (holder := self._holder(document, document.small[office.start : office.end].split()[0])) is not None
            ):
                return holder
        if person is not None:
            return person.entity
        return next((named.entity for named in mentions if named.type == "organization"), None)

    @staticmethod
    def _holder(document: Document, word: str) -> int | None:
        """Return the last person to whom the text gives a title that opens with `word` ("said the minister")."""
        for index in range(len(document.drafts) - 1, -1, -1):
            if any(document.small.startswith(word, title.start) for title in document.drafts[index].titles):
                return index
        return None

    @staticmethod
    def _pointed(document: Document, span: Span, last: QuoteDraft | None) -> tuple[int | None, float]:
        """Return whom "she said" means: who spoke last nearby, else the subject of the sentence before."""
        if last is not None and last.speaker is not None and span.start - last.end < _VOICE_REACH:
            return last.speaker, 0.75
        previous = next((named for named in document.before(span.start, 20) if named.type == "person"), None)
        if previous is None:
            return None, 0.3
        sentence = next((s for s in reversed(document.sentences) if s.start <= previous.start), span)
        subject = next(named for named in document.within(Span(sentence.start, previous.end)) if named.type == "person")
        return subject.entity, 0.6


def _clause_end(words: str, abbreviated: re.Pattern[str]) -> int:
    """Return the length of the clause that `words` open: up to a stop that is no abbreviation's."""
    for match in re.finditer(r"[.;:«“\"]", words):
        if match[0] != "." or not abbreviated.search(words[: match.start()]):
            return match.start()
    return len(words)


def _clause_start(text: str, start: int, end: int, abbreviated: re.Pattern[str]) -> int:
    """Return where the clause that ends at `end` begins, not before `start`."""
    best = start
    for match in re.finditer(r"(?:[.!?] |» )", text[start:end].rstrip(' «“"„')):
        if not (match[0] == ". " and abbreviated.search(text[start : start + match.start()])):
            best = start + match.end()
    return best
