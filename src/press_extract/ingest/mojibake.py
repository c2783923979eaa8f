"""Mojibake: text that was decoded with the wrong encoding somewhere on its way."""

from __future__ import annotations

import ftfy
from ftfy.badness import is_bad

from press_extract.record import Issue

_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
)


def mend(text: str) -> tuple[str, tuple[Issue, ...]]:
    """Return `text` with its mojibake undone, line by line, and an issue if there was any.

    Only encodings are mended: quotation marks, apostrophes and ligatures stay as they are.
    """
    if text.isascii() or not _is_bad(text):
        return text, ()
    lines = text.split("\n")
    mended = [ftfy.fix_encoding(line, _ENCODING_ONLY) if _is_bad(line) else line for line in lines]
    changed = [(before, after) for before, after in zip(lines, mended, strict=True) if before != after]
    if not changed:
        return text, ()
    before, after = changed[0]
    message = f"{len(changed)} line(s) had been decoded wrongly: {_difference(before, after)}"
    return "\n".join(mended), (Issue(code="mojibake_mended", message=message),)


def _is_bad(text: str) -> bool:
    # Alone, U+0085 is what Unicode says it is: the end of a line.
    return is_bad(text.replace("\x85", " "))


def _difference(before: str, after: str) -> str:
    first = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    start = before.rfind(" ", 0, first) + 1
    return f"{before[start : first + 12]!r} was read as {after[start : first + 12]!r}"
