"""What a language's press releases are built from: section cues and sentence ends."""

from __future__ import annotations

from press_extract.pack.part import Part


class SectionCues(Part):
    """Hold regular expressions, matched case-insensitively at the start of a block, that open a section."""

    boilerplate: tuple[str, ...]
    contact: tuple[str, ...]
    note: tuple[str, ...]
    banner: tuple[str, ...]  # words such as a "press release" heading, which are neither headline nor body
    dateline: tuple[str, ...]  # anywhere in the head of a block


class StructureData(Part):
    """Mirror `structure.toml`."""

    sections: SectionCues
    abbreviations: tuple[str, ...]  # words before a full stop that end no sentence
    bullets: str  # characters that open a list item
    opening_quotes: str
    closing_quotes: str
