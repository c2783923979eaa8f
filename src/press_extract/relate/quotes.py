"""Quotes: direct speech and who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from press_extract.mentions import Span
from press_extract.pack.relations import QuoteData
from press_extract.recognize.titles import TitleLexicon
from press_extract.relate.context import Document, Named, QuoteDraft

_MIN_WORDS = 4  # a shorter quotation is a title or a term
_SURE_WORDS = 12  # a longer one is speech even where nobody is seen to speak
_REACH = 170  # characters in which an attribution stands
_LONGEST = 3000


class _Speech:
    def __init__(self, data: QuoteData) -> None:
        verbs = "|".join(sorted(data.verbs, key=len, reverse=True))
        self.verb = re.compile(rf"(?<![\w-])(?:{verbs})(?![\w])")
        pronouns = "|".join(data.pronouns)
        self.inverted = re.compile(rf"(?<![\w-])(?:(?:a|ont|avait)-t?-?(?:{pronouns})[^.;:«]{{0,20}}|(?:{verbs})-(?:t-)?(?:{pronouns})|(?:a-t-)(?:{pronouns}) (?:{verbs}))(?![\w])")
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
            words = document.text[span.start : span.end].split()
            if len(words) < _MIN_WORDS or document.section_of(span.start) in {"headline", "subheadline"} and len(words) < _SURE_WORDS:
                continue
            speaker, confidence = self._speaker(document, span, found)
            speaks = confidence > 0 or (len(words) >= _SURE_WORDS and document.text[span.end - 1] in ".!?…")
            if speaks:
                found.append(QuoteDraft(span.start, span.end, speaker, round(max(confidence, 0.3), 2)))
        return found

    def _speaker(self, document: Document, span: Span, earlier: Sequence[QuoteDraft]) -> tuple[int | None, float]:
        after = self._after(document, span)
        if after is not None:
            return after
        before = self._before(document, span)
        if before is not None:
            return before
        last = earlier[-1] if earlier else None
        if last is not None and "\n" not in document.text[last.end : span.start] and last.speaker is not None:
            # The second half of an interrupted quotation, or the next sentence of the same voice.
            return last.speaker, 0.7
        if last is not None and document.text[last.end : span.start].strip(" »”\"«“.\n") == "":
            return last.speaker, 0.6
        return None, 0.0

    def _after(self, document: Document, span: Span) -> tuple[int | None, float] | None:
        """Read "» , a déclaré X" and "», explique-t-elle": a verb of saying right after the closing mark."""
        line_end = document.text.find("\n", span.end)
        limit = min(span.end + _REACH, line_end if line_end >= 0 else len(document.text))
        tail = document.small[span.end : limit]
        close = re.match(r"[\s»”\".!?…]*,?\s*", tail)
        head = tail[close.end() if close else 0 :]
        stop = re.search(r"[.;:«“]|\s[–—]\s", head)
        clause = head[: stop.start() if stop and not head[stop.start() - 2 : stop.start()] in {" m", "mm", "pr", "dr", " p"} else len(head)]
        clause = head[: self._clause_end(head)]
        verb = self._speech.verb.search(clause)
        inverted = self._speech.inverted.search(clause)
        if (verb is None or verb.start() > 60) and inverted is None:
            return None
        offset = span.end + (close.end() if close else 0)
        if inverted is not None and inverted.start() < 40:
            named = self._previous_person(document, span)
            return (named.entity, 0.8) if named else (None, 0.3)
        candidates = document.within(Span(offset, offset + len(clause)))
        named = next((c for c in candidates if c.type == "person"), None) or self._titled(document, clause) or next((c for c in candidates if c.type == "organization"), None)
        if named is not None:
            return (named.entity if isinstance(named, Named) else named), 0.92
        person = self._previous_person(document, span)
        return (person.entity, 0.5) if person else (None, 0.3)

    @staticmethod
    def _clause_end(head: str) -> int:
        for match in re.finditer(r"[.;:«“\"]", head):
            if match[0] == "." and re.search(r"(?<!\w)(?:m|mm|mme|pr|dr|p|mgr|me|[a-z])$", head[: match.start()]):
                continue
            return match.start()
        return len(head)

    def _titled(self, document: Document, clause: str) -> int | None:
        """Return the person whose title the clause repeats ("a affirmé la ministre")."""
        for office in self._titles.find(clause, 0, len(clause)):
            word = clause[office.start : office.end].split()[0]
            for index in range(len(document.drafts) - 1, -1, -1):
                if any(document.small[title.start : title.end].startswith(word) for title in document.drafts[index].titles):
                    return index
        return None

    def _before(self, document: Document, span: Span) -> tuple[int | None, float] | None:
        """Read "X a déclaré : «" and "Selon X, «": the speaker before the opening mark."""
        start = max(0, span.start - _REACH, document.text.rfind("\n", 0, span.start) + 1)
        head = document.small[start : span.start].rstrip(" «“\"„")
        cut = max(head.rfind(mark) for mark in (". ", "» ", "! ", "? "))
        while cut >= 0 and re.search(r"(?<!\w)(?:m|mm|mme|pr|dr|p|mgr|me|[a-z])$", head[:cut]):
            cut = max(head.rfind(mark, 0, cut) for mark in (". ", "» "))
        clause_start = start + cut + 2 if cut >= 0 else start
        clause = document.small[clause_start : span.start].rstrip(" «“\"„")
        names = [named for named in document.within(Span(clause_start, span.start)) if named.type in {"person", "organization"}]
        says = self._speech.verb.search(clause) is not None or clause.endswith((":", " que", " qu'"))
        opens = self._speech.opener.search(" , " + clause) is not None or self._speech.opener.match(clause) is not None
        if not (says or opens):
            return None
        persons = [named for named in names if named.type == "person"]
        chosen = persons[0] if persons else None
        if chosen is None and (by_title := self._titled(document, clause)) is not None:
            return by_title, 0.7
        chosen = chosen or (names[0] if names else None)
        if chosen is None:
            person = self._previous_person(document, span)
            return (person.entity, 0.5) if person and says else None
        return chosen.entity, 0.88

    @staticmethod
    def _previous_person(document: Document, span: Span) -> Named | None:
        return next((named for named in document.before(span.start, 12) if named.type == "person"), None)
