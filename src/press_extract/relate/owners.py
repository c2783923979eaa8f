"""Owners: which entity a figure describes, from the words around it and from what the release is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press_extract.mentions import FigureMention, Span
from press_extract.relate.context import Document, Named, RelationDraft
from press_extract.structure.blocks import Block

# What a company or body has itself, also where a release speaks of its project.
_BODY_MEASURES = frozenset({"revenue", "profit", "growth", "share"})
_HEADLINE, _LEAD = 3.0, 1.5  # what a name in the headline or the lead weighs beside one mention
_PROJECT_SHARE = 0.45  # how much of the main body's weight makes a project the topic of a release
_NEAR, _SUBJECT, _AFTER, _TOPIC, _MAIN = 0.8, 0.7, 0.6, 0.5, 0.4
_BEFORE = 24  # characters before a name in which its preposition stands
_AFTER_REACH = 70  # characters from a figure to a name behind it


def main_topics(document: Document) -> tuple[int | None, int | None]:
    """Return the project and the organisation that the release is about, each None where it names none.

    The project is None as well where it stands far behind the organisation.
    """
    weights: dict[int, float] = {}
    lead = next((section.end for section in document.sections if section.kind == "body"), len(document.text))
    lead = min(lead, next((s.end for s in document.sentences if document.section_of(s.start) == "body"), lead))
    for named in document.named:
        section = document.section_of(named.start)
        weight = _HEADLINE if section in {"headline", "subheadline"} else _LEAD if named.start < lead else 1.0
        weights[named.entity] = weights.get(named.entity, 0.0) + weight

    def heaviest(type_: str) -> int | None:
        indexes = [index for index in weights if document.drafts[index].type == type_]
        return max(indexes, key=lambda index: (weights[index], -index), default=None)

    project, body = heaviest("project"), heaviest("organization")
    if project is not None and body is not None and weights[project] < _PROJECT_SHARE * weights[body]:
        project = None
    return project, body


def read_owners(document: Document, blocks: Sequence[Block], subjects: Subjects) -> Iterator[tuple[int, RelationDraft]]:
    """Yield, for each figure that an entity owns, its index and the relation `has_figure`."""
    reader = _OwnerReader(document, subjects)
    figure_at = block_at = 0
    for sentence in document.sentences:
        while block_at + 1 < len(blocks) and blocks[block_at].end <= sentence.start:
            block_at += 1
            reader.enter(blocks[block_at])
        mentions = document.within(sentence)
        while figure_at < len(document.figures) and document.figures[figure_at].start < sentence.end:
            figure = document.figures[figure_at]
            if figure.start >= sentence.start and (owner := reader.owner(figure, sentence, mentions)) is not None:
                index, confidence, anchor = owner
                evidence = (
                    Span(min(anchor.start, figure.start), max(anchor.end, figure.end))
                    if anchor
                    else Span(figure.start, figure.end)
                )
                yield figure_at, RelationDraft("has_figure", index, figure_at, evidence, confidence, sources=("owner",))
            figure_at += 1
        reader.leave(mentions)


class Subjects:
    """Tell which mentions may be the subject of their clause, by the word before them."""

    def __init__(self, document: Document, obliques: Sequence[str]) -> None:
        self._small = document.small
        self._oblique = re.compile(rf"(?<!\w)(?:{'|'.join(obliques)}) ?(?:\w+ )?$")

    def oblique(self, named: Named) -> bool:
        """Tell whether a preposition stands before the mention."""
        return self._oblique.search(self._small[max(0, named.start - _BEFORE) : named.start]) is not None

    def last(self, bodies: Sequence[Named]) -> Named | None:
        """Return the last of `bodies` that may be a subject, else the first."""
        return next((named for named in reversed(bodies) if not self.oblique(named)), bodies[0] if bodies else None)


class _OwnerReader:
    """Keep what the text speaks of while its sentences go by."""

    def __init__(self, document: Document, subjects: Subjects) -> None:
        self._document = document
        self._subjects = subjects
        self._project, self._body = main_topics(document)
        self._site = self._headline_site()
        self._topic: int | None = None
        self._boilerplate = False

    def _headline_site(self) -> int | None:
        """Return the building or site that the headline names, for a release about no project."""
        for named in self._document.named:
            if named.type == "place" and self._document.drafts[named.entity].subtype == "site":
                return named.entity if self._document.section_of(named.start) == "headline" else None
        return None

    def enter(self, block: Block) -> None:
        """Forget the topic where a heading or a boilerplate opens."""
        self._boilerplate = self._document.section_of(block.start) == "boilerplate"
        if self._boilerplate:
            opener = next((n for n in self._document.within(block) if n.type in {"project", "organization"}), None)
            self._topic = opener.entity if opener and self._topic is None else self._topic
        elif block.heading and not block.bullet:
            self._topic = None

    def leave(self, mentions: Sequence[Named]) -> None:
        """Take a sentence's project, else its subject, for the topic of what follows."""
        project = next((named for named in mentions if named.type == "project"), None)
        if project is not None:
            self._topic = project.entity
        elif self._project is None and not self._boilerplate:
            body = next((named for named in mentions if named.entity == self._body), None)
            self._topic = body.entity if body is not None else self._topic

    def owner(
        self, figure: FigureMention, sentence: Span, mentions: Sequence[Named]
    ) -> tuple[int, float, Named | None] | None:
        """Return the owner's index, a confidence and the mention that shows it, if one does."""
        before = [named for named in mentions if named.end <= figure.start]
        projects = [named for named in before if named.type == "project"]
        bodies = [named for named in before if named.type == "organization"]
        subject = self._subjects.last(bodies)
        if figure.measure in _BODY_MEASURES or self._boilerplate:
            if subject is not None:
                return subject.entity, _SUBJECT, subject
            return self._by_topic(body_first=True)
        if projects:
            return projects[-1].entity, _NEAR, projects[-1]
        behind = next(
            (named for named in mentions if 0 <= named.start - figure.end < _AFTER_REACH and named.type == "project"),
            None,
        )
        if behind is not None:
            return behind.entity, _AFTER, behind
        if self._project is not None or (
            self._topic is not None and self._document.drafts[self._topic].type == "project"
        ):
            return self._by_topic(body_first=False)
        if self._site is not None:
            return self._site, _MAIN, None
        if subject is not None:
            return subject.entity, _SUBJECT, subject
        return self._by_topic(body_first=True)

    def _by_topic(self, *, body_first: bool) -> tuple[int, float, Named | None] | None:
        topic = self._topic
        if topic is not None and (not body_first or self._document.drafts[topic].type == "organization"):
            return topic, _TOPIC, None
        chosen = next(
            (
                index
                for index in ((self._body, self._project) if body_first else (self._project, self._body))
                if index is not None
            ),
            None,
        )
        return None if chosen is None else (chosen, _MAIN, None)
