"""Contacts: whom the press may call or write to, from the contact sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from press_extract.mentions import Span
from press_extract.record import Contact, Section
from press_extract.resolve.entities import EntityDraft

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?:\(?\+\d{1,3}\)?[ .-]?)?(?:\(?\d{1,4}\)?[ .-]?){2,6}\d{2,4}")
_DIGITS = 8  # fewer make no telephone number


def find_contacts(text: str, sections: Sequence[Section], drafts: Sequence[EntityDraft]) -> list[Contact]:
    """Return one contact for each line of a contact section that names a person, a number or an address."""
    contacts = []
    for section in sections:
        if section.kind != "contact":
            continue
        for line in re.finditer(r"[^\n]+", text[section.start : section.end]):
            contact = _contact(text, Span(section.start + line.start(), section.start + line.end()), drafts)
            if contact is not None:
                contacts.append(contact)
    return contacts


def _contact(text: str, line: Span, drafts: Sequence[EntityDraft]) -> Contact | None:
    content = text[line.start : line.end]
    mail = _MAIL.search(content)
    telephone = next(
        (m[0].strip() for m in _TELEPHONE.finditer(content) if sum(map(str.isdigit, m[0])) >= _DIGITS), None
    )
    person = _named(line, drafts, "person")
    if not (mail or telephone or person):
        return None
    body = _named(line, drafts, "organization")
    title = next((title for title in person.titles if line.covers(title)), None) if person else None
    return Contact(
        name=person.name if person else None,
        function=text[title.start : title.end] if title else None,
        organisation=body.name if body else None,
        telephone=telephone,
        mail=mail[0] if mail else None,
    )


def _named(line: Span, drafts: Sequence[EntityDraft], type_: str) -> EntityDraft | None:
    return next((d for d in drafts if d.type == type_ and any(line.covers(mention) for mention in d.mentions)), None)
