"""Plain text, with or without YAML front matter."""

from __future__ import annotations

from press_extract.ingest.draft import Parsed
from press_extract.ingest.front_matter import split_front_matter


def parse(source: str) -> Parsed:
    """Return the text and the metadata of its front matter, if it has any."""
    return split_front_matter(source)
