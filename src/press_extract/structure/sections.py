"""Sections: headline, dateline, body, boilerplate, contact and note, from the cues of a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from press_extract.pack.structure import StructureData
from press_extract.record import Section, SectionKind
from press_extract.structure.blocks import Block

_HEAD_BLOCKS = 6  # the headline and the dateline stand among the first blocks
_DATELINE_REACH = 110  # characters
_TITLE_ALONE = 40  # a shorter opener is a title that holds for the blocks after it
_TITLE_LENGTH = 160


class _Cues:
    def __init__(self, data: StructureData) -> None:
        def compiled(patterns: Sequence[str]) -> re.Pattern[str]:
            return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

        cues = data.sections
        self.banner = compiled(cues.banner)
        self.openers: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
            ("contact", compiled(cues.contact)),
            ("boilerplate", compiled(cues.boilerplate)),
            ("note", compiled(cues.note)),
        )
        self.dateline = compiled(cues.dateline)


@cache
def _cues(data: StructureData) -> _Cues:
    return _Cues(data)


def _opens(cues: _Cues, content: str, index: int) -> SectionKind | None:
    bare = content.lstrip("-–—•*▪# ")
    for kind, pattern in cues.openers:
        if pattern.match(bare) and (index > 2 or kind == "note"):
            return kind
    return None


def find_sections(text: str, blocks: Sequence[Block], data: StructureData) -> list[Section]:
    """Return the sections of `text` in order; they do not overlap, and banner lines belong to none."""
    cues = _cues(data)
    sections: list[Section] = []
    tail: SectionKind | None = None
    title_alone = False
    for index, block in enumerate(blocks):
        content = text[block.start : block.end]
        if opened := _opens(cues, content, index):
            tail, title_alone = opened, len(content) < _TITLE_ALONE
        elif tail == "note" and not title_alone and text.startswith("\n\n", block.start - 2):
            tail = None
        if tail:
            sections.append(Section(kind=tail, start=block.start, end=block.end))
        elif index < _HEAD_BLOCKS and all(section.kind != "body" for section in sections):
            sections += _head(text, block, cues, any(section.kind == "headline" for section in sections))
        else:
            sections.append(Section(kind="body", start=block.start, end=block.end))
    return _joined(sections)


def _head(text: str, block: Block, cues: _Cues, has_headline: bool) -> list[Section]:
    """Return the sections of one of the first blocks: none for a banner, two where a dateline opens the body."""
    content = text[block.start : block.end]
    if cues.banner.match(content):
        return []
    match = None if block.caps else cues.dateline.match(content[:_DATELINE_REACH])
    if match:
        cut = min(block.start + match.end(), block.end)
        rest = [Section(kind="body", start=cut, end=block.end)] if cut < block.end - 2 else []
        return [Section(kind="dateline", start=block.start, end=cut), *rest]
    title = block.heading or (not has_headline and len(content) < _TITLE_LENGTH)
    kind: SectionKind = ("subheadline" if has_headline else "headline") if title else "body"
    return [Section(kind=kind, start=block.start, end=block.end)]


def _joined(sections: list[Section]) -> list[Section]:
    joined: list[Section] = []
    for section in sections:
        if joined and joined[-1].kind == section.kind and section.kind in {"body", "boilerplate", "contact", "note"}:
            joined[-1] = Section(kind=section.kind, start=joined[-1].start, end=section.end)
        else:
            joined.append(section)
    return joined
