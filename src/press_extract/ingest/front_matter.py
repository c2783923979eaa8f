"""YAML front matter: the lines between two `---` at the top of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from press_extract.ingest.draft import Parsed
from press_extract.ingest.metadata import Metadata, read_date, read_language, with_headline
from press_extract.record import Issue

_FENCED = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEYS = {
    "title": ("title",),
    "published": ("published", "date"),
    "url": ("url",),
    "language": ("language", "lang"),
    "publisher": ("publisher",),
    "byline": ("author", "byline"),
}


def split_front_matter(source: str) -> Parsed:
    """Return the text below the front matter, led by its title, and the metadata.

    What is no front matter (no mapping, or none of the known keys) stays text; what looks like one but is no valid
    YAML stays text too, with an issue.
    """
    fenced = _FENCED.match(source)
    if not fenced:
        return Parsed(source)
    try:
        # Every scalar stays a string: `no` is a language here, and 2024-02-31 must not raise.
        content = yaml.load(fenced.group(1), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Parsed(source, issues=(_broken(error),))
    if not isinstance(content, Mapping) or not any(key in content for keys in _KEYS.values() for key in keys):
        return Parsed(source)
    found = {field: _first(content, keys) for field, keys in _KEYS.items()}
    published, date_issues = read_date(found["published"])
    language, language_issues = read_language(found["language"])
    metadata = Metadata(found["title"], published, found["url"], language, found["publisher"], found["byline"])
    body = with_headline(source[fenced.end() :], metadata.title)
    return Parsed(body, metadata, (*date_issues, *language_issues))


def _first(content: Mapping[object, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = content.get(key)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = ", ".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _broken(error: Exception) -> Issue:
    place = getattr(error, "problem_mark", None)
    line = f" in line {place.line + 2}" if place else ""
    reason = getattr(error, "problem", None) or type(error).__name__
    message = f"the front matter is no valid YAML{line} ({reason}); it was read as text"
    return Issue(code="front_matter_broken", message=message)
