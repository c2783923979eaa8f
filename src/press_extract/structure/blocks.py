"""Blocks: the paragraphs, headings and list items of a text, as lines joined where a line was only wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from press_extract.mentions import Span

_LINE = re.compile(r"[^\n]+")
# A line shorter than this that stops without a stop sign is a heading or an item, not a wrapped paragraph.
_WRAPPED = 45


@dataclass(frozen=True, slots=True)
class Block(Span):
    """Mark one paragraph, heading or list item.

    Attributes:
        caps: all of its letters are capitals, so that capitals say nothing about names.
        bullet: it opens with a list sign.
        heading: short and without a full stop at its end.
    """

    caps: bool
    bullet: bool
    heading: bool


def _is_caps(text: str) -> bool:
    upper = sum(map(str.isupper, text))
    return upper >= 4 and upper >= 4 * sum(map(str.islower, text))


def _merged_lines(text: str, bullets: str) -> Iterator[tuple[int, int]]:
    start = end = -1
    for line in _LINE.finditer(text):
        content = line[0].strip()
        if not content:
            continue
        wrapped = (
            start >= 0
            and line.start() == end + 1
            and content[0].islower()
            and content[0] not in bullets
            and end - text.rfind("\n", 0, end) > _WRAPPED
            and text[end - 1] not in ".!?;:"
        )
        if not wrapped:
            if start >= 0:
                yield start, end
            start = line.start() + line[0].index(content[0])
        end = line.start() + len(line[0].rstrip())
    if start >= 0:
        yield start, end


def find_blocks(text: str, bullets: str) -> list[Block]:
    """Return the blocks of `text` in order; `bullets` holds the signs that open a list item."""
    blocks = []
    for start, end in _merged_lines(text, bullets):
        content = text[start:end]
        bullet = content[0] in bullets and len(content) > 1 and (content[1] == " " or content[0] not in "-–—*")
        heading = len(content) <= 160 and content[-1] not in '.;,»”"' and not bullet
        blocks.append(Block(start, end, _is_caps(content), bullet, heading))
    return blocks
