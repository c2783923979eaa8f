"""Binary files: recognised by their first bytes or by what no text holds."""

from __future__ import annotations

import re

from press_extract.errors import InputError

_MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a database",
}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 65_536


def refuse_magic(raw: bytes) -> None:
    """Raise InputError if the first bytes are those of a well-known kind of file that is no text."""
    for magic, kind in _MAGIC.items():
        if raw.startswith(magic):
            raise InputError(f"is {kind}; expected text", hint="convert it to text or HTML first")


def refuse_binary(text: str) -> None:
    """Raise InputError if more than a twentieth of the first decoded characters are control characters."""
    head = text[:_HEAD]
    found = len(_CONTROL.findall(head))
    if found > 3 and found * 20 > len(head):
        message = f"is no text: {found} of its first {len(head)} characters are control characters; expected text"
        raise InputError(message, hint="convert it to text or HTML first")
