"""text2num (MIT): `find_numbers` in French. It turns number words into numbers, and reads neither units nor dates."""

from __future__ import annotations

import datetime
import re
from importlib import import_module
from typing import Any

from peers.protocol import Found, serve

find_numbers: Any = import_module("text_to_num").find_numbers
_TOKEN = re.compile(r"[\w-]+|[^\w\s]")


class Token:
    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end = match.span()
        self._text = match[0]

    def text(self) -> str:
        return self._text

    def nt_separated(self, _previous: Token) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def numbers(text: str, _published: datetime.date | None) -> list[Found]:
    tokens = [Token(match) for match in _TOKEN.finditer(text)]
    return [
        {"start": tokens[found.start].start, "end": tokens[found.end - 1].end, "value": found.value}
        for found in find_numbers(tokens, "fr", 1.5)  # "un" and "une" alone are articles: its own threshold says so
        if not found.is_ordinal
    ]


if __name__ == "__main__":
    serve(numbers=numbers)
