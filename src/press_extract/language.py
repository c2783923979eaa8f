"""Language identification, of a whole text and of each of its blocks."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Literal

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException
from pydantic import BaseModel

OTHER = "other"

_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_READ = 400  # characters of a block: the beginning of a very long one tells its language
_LONG = 25  # letters: a shorter block, as a heading, says little by itself
_SLICES, _SLICE = 4, 100  # characters: what the statistics see of a text, spread evenly over it
_TRIALS = 3  # of langdetect, which takes the mean of several random samples
_PRIOR = 5  # how many times likelier than any other a language is that the caller knows

Script = Literal["latin", "arabic", "unknown"]


class IdentifyData(BaseModel, frozen=True, extra="forbid"):
    """Mirror `lang/identify.toml`."""

    known: tuple[str, ...]
    profiles: tuple[str, ...]
    arabic_letters: re.Pattern[str]
    latin_letters: re.Pattern[str]
    words: dict[str, str]

    @cached_property
    def speakers(self) -> Mapping[str, tuple[str, ...]]:
        """Return for each word the languages that it is frequent in."""
        index: dict[str, tuple[str, ...]] = {}
        for language, words in self.words.items():
            for word in set(words.split()):
                index[word] = (*index.get(word, ()), language)
        return index


@dataclass(frozen=True, slots=True)
class Block:
    """Mark one line of the text that is not blank, with its language (ISO 639-1, or `other`)."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class LanguageReading:
    """Give the main language (ISO 639-1, or `other`), how sure that is (0 to 1), and the language of each block."""

    language: str
    confidence: float
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    head: str
    words: tuple[str, ...]
    letters: int
    script: Script
    hits: Counter[str]

    @property
    def telling(self) -> bool:
        return self.letters >= _LONG and not self.head.isupper()

    @property
    def leader(self) -> str | None:
        """Return the language that most of the frequent words speak for, if two do and none draws level."""
        (first, most), (_, next_most) = (*self.hits.most_common(2), ("", 0), ("", 0))[:2]
        return first if most >= 2 and most > next_most else None


def known_languages() -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that a record may name, sorted; any other one is `other`."""
    return tuple(sorted(_data().known))


def identify(text: str, *, known: Sequence[str], hint: str | None = None) -> LanguageReading:
    """Return the main language of `text` and that of each line; the same text always gives the same reading.

    A `hint` (ISO 639-1) decides the main language and leaves the lines to be read. A language that is not in `known`
    is `other`. A text without letters is `other` with confidence 0.
    """
    lines = [_line(found.start(), found.group().rstrip()) for found in _LINE.finditer(text)]
    if hint is not None:
        main, confidence = (hint if hint in known else OTHER), 1.0
    else:
        main, confidence = _read(lines, known)
    languages = _line_languages(lines, main, known)
    blocks = tuple(Block(line.start, line.end, languages[line.start]) for line in lines)
    return LanguageReading(main, round(confidence, 3), blocks)


def _line(start: int, text: str) -> _Line:
    data, head = _data(), text[:_READ]
    words = tuple(_WORD.findall(head))
    letters = sum(map(len, words))
    scripts: Counter[Script] = Counter()
    scripts["latin"] = len(data.latin_letters.findall(head))
    scripts["arabic"] = len(data.arabic_letters.findall(head))
    scripts["unknown"] = letters - scripts["latin"] - scripts["arabic"]
    hits = Counter(language for word in words for language in data.speakers.get(word.lower(), ()))
    return _Line(start, start + len(text), head, words, letters, scripts.most_common(1)[0][0], hits)


def _read(lines: Sequence[_Line], known: Sequence[str]) -> tuple[str, float]:
    """Merge what the frequent words of each line and the statistics of the whole say."""
    lines = [line for line in lines if line.telling] or [line for line in lines if line.letters]
    total = sum(line.letters for line in lines)
    if not total:
        return OTHER, 0.0
    votes: Counter[str] = Counter()
    for line in lines:
        if line.leader:
            votes[line.leader] += line.letters
    # Statistics err on a line or two, where the words that are counted can be trusted more.
    share = (0.5 if total >= 200 else 0.7) / total
    trust = share * votes.total()
    merged = dict.fromkeys((*known, OTHER), 0.0)
    for language, letters in votes.items():
        merged[language if language in known else OTHER] += share * letters
    for language, probability in _statistics(_sample(lines), known).items():
        merged[language if language in known else OTHER] += (1 - trust) * probability
    best = max(merged, key=lambda language: merged[language])
    return best, min(1.0, merged[best])


def _line_languages(lines: Sequence[_Line], main: str, known: Sequence[str]) -> dict[int, str]:
    """Return the language of each line by its start; lines of one script are each other's neighbours."""
    written: Counter[Script] = Counter()
    for line in lines:
        written[line.script] += line.letters
    leading = max(written, key=lambda script: written[script], default=None)
    languages: dict[int, str] = {}
    for script in written:
        alike = [line for line in lines if (line.script if line.letters else leading) == script]
        fallback = main if script == leading else None
        own = [_own_language(line, fallback, known) if line.telling else None for line in alike]
        before = _latest(own)
        after = _latest(own[::-1])[::-1]
        for line, language, *around in zip(alike, own, after, before, strict=True):
            languages[line.start] = language or _short_language(line, around, fallback, known)
    return languages


def _latest(languages: Sequence[str | None]) -> list[str | None]:
    def carry(latest: str | None, language: str | None) -> str | None:
        return language or latest

    return list(accumulate(languages, carry))


def _own_language(line: _Line, main: str | None, known: Sequence[str]) -> str:
    if main is not None and not _doubtful(line, main, known):
        return main
    language, confidence = _read([line], known)
    return language if main is None or confidence >= 0.6 else main


def _short_language(line: _Line, around: Sequence[str | None], main: str | None, known: Sequence[str]) -> str:
    if line.leader in known and not (main and line.hits[main]):
        return str(line.leader)
    neighbours = [language for language in around if language]
    if neighbours:
        # Of two that disagree the following one counts, as a heading stands above its text.
        return max(neighbours, key=lambda language: line.hits[language])
    if main is None and line.hits:
        spoken = line.hits.most_common(1)[0][0]
        return spoken if spoken in known else OTHER
    return main or OTHER


def _doubtful(line: _Line, main: str, known: Sequence[str]) -> bool:
    """Tell whether the line's words speak against `main` enough to pay for a reading of its own."""
    spoken = against = 0
    for language, hits in line.hits.items():
        if (language if language in known else OTHER) == main:
            spoken = max(spoken, hits)
        else:
            against = max(against, hits)
    if against >= spoken + 2:
        return True
    if main == OTHER or line.letters < 120 or spoken * 12 >= len(line.words):
        return False
    # A list of names has few words that tell a language.
    return sum(word[0].isupper() for word in line.words) * 2 < len(line.words)


def _sample(lines: Sequence[_Line]) -> str:
    # langdetect passes over words in capitals.
    text = " ".join(line.head.lower() if line.head.isupper() else line.head for line in lines)
    if len(text) <= _SLICES * _SLICE:
        return text
    step = (len(text) - _SLICE) / (_SLICES - 1)
    return " ".join(text[round(at * step) : round(at * step) + _SLICE] for at in range(_SLICES))


def _statistics(sample: str, known: Sequence[str]) -> dict[str, float]:
    """Return langdetect's probabilities; empty for a script that it was not asked to know."""
    detector = _detectors().create()
    detector.n_trial = _TRIALS
    detector.set_prior_map({profile: _PRIOR if profile in known else 1 for profile in _data().profiles})
    detector.append(sample)
    try:
        return {found.lang: found.prob for found in detector.get_probabilities()}
    except LangDetectException:
        return {}


@cache
def _detectors() -> DetectorFactory:
    factory = DetectorFactory()
    # langdetect draws random samples.
    factory.set_seed(0)
    factory.load_json_profile([(Path(PROFILES_DIRECTORY) / name).read_text("utf-8") for name in _data().profiles])
    return factory


@cache
def _data() -> IdentifyData:
    return IdentifyData.model_validate(
        tomllib.loads((files("press_extract.lang") / "identify.toml").read_text("utf-8"))
    )
