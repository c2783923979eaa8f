"""Markdown: readable text without marks, images and link targets."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from press_extract.ingest.draft import Parsed
from press_extract.ingest.front_matter import split_front_matter
from press_extract.ingest.html import visible_text

if TYPE_CHECKING:
    from markdown_it.token import Token

_LONGEST_WRAPPED = 120


def parse(source: str) -> Parsed:
    """Return the text that a reader of the rendered page would see, and the metadata of its front matter."""
    parsed = split_front_matter(source)
    return dataclasses.replace(parsed, text=_Renderer().render(_parser().parse(parsed.text)))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class _Renderer:
    """Collect the blocks of one document; list items and table rows stand on lines of their own."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._counters: list[int | None] = []
        self._bullet = ""
        self._cells: list[str] | None = None

    def render(self, tokens: Sequence[Token]) -> str:
        for token in tokens:
            match token.type:
                case "bullet_list_open":
                    self._counters.append(None)
                case "ordered_list_open":
                    self._counters.append(int(token.attrs.get("start", 1)))
                case "bullet_list_close" | "ordered_list_close":
                    self._counters.pop()
                    self._end_block()
                case "list_item_open":
                    self._bullet = self._next_bullet()
                case "tr_open":
                    self._cells = []
                case "tr_close":
                    self._add(" | ".join(self._cells or ()), tight=True)
                    self._cells = None
                case "table_close":
                    self._end_block()
                case "inline":
                    self._inline(_inline_text(token.children or ()))
                case "fence" | "code_block":
                    self._add(token.content.rstrip("\n"))
                case "html_block":
                    self._add(visible_text(token.content))
        return "".join(self._parts)

    def _inline(self, text: str) -> None:
        if self._cells is None:
            self._add(text, tight=bool(self._counters))
        else:
            self._cells.append(text)

    def _add(self, text: str, *, tight: bool = False) -> None:
        if text:
            self._parts.append(f"{self._bullet}{text}\n" if tight else f"{self._bullet}{text}\n\n")
            self._bullet = ""

    def _end_block(self) -> None:
        if not self._counters:
            self._parts.append("\n")

    def _next_bullet(self) -> str:
        number = self._counters[-1]
        if number is None:
            return "- "
        self._counters[-1] = number + 1
        return f"{number}. "


def _is_wrapped(line: str) -> bool:
    # Plain text saved as Markdown has a paragraph a line: nobody wraps so late, or always at the end of a sentence.
    return len(line) <= _LONGEST_WRAPPED and not line.rstrip().endswith((".", "!", "?", ":", "»", "…"))


def _inline_text(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        match token.type:
            case "softbreak":
                parts.append(" " if _is_wrapped(parts[-1] if parts else "") else "\n")
            case "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append("\n" if token.content.lower().startswith("<br") else "")
            case "image":
                pass
            case _:
                parts.append(token.content)
    return "".join(parts).strip()
