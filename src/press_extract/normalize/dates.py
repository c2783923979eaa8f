"""Find the dates of a text and give each its value."""

from __future__ import annotations

import datetime

from press_extract.mentions import DateMention
from press_extract.normalize.date_anchor import Anchor, anchor_of
from press_extract.normalize.date_patterns import scan
from press_extract.normalize.date_readings import is_absolute, read
from press_extract.normalize.date_relative import counted, relate
from press_extract.normalize.date_scene import Scene
from press_extract.normalize.date_values import Point
from press_extract.normalize.date_years import Settled, settle
from press_extract.pack import LanguagePack

# A day of publication outside these years is a slip in the metadata, and is as good as none.
_FIRST_YEAR, _LAST_YEAR = 1500, 2500


def find_dates(text: str, published: datetime.date | None, pack: LanguagePack) -> list[DateMention]:
    """Return every date expression of `text`, in order and without overlap.

    Args:
        text: a shadow (see `press_extract.text`).
        published: the day that relative and partial dates are resolved from; without it, what the text itself
            says of its day, and where that says no year, the year stays open (`XXXX-04-30`).
        pack: the data of the language.
    """
    found = scan(text, pack)
    told = published is not None and _FIRST_YEAR <= published.year <= _LAST_YEAR
    anchor = Anchor(Point.of(published), "published") if published and told else anchor_of(text, found, pack.dates)
    scene = Scene(text, pack.dates, anchor)
    mentions = []
    for each in found:
        if is_absolute(each):
            settled = [settle(reading, scene) for reading in read(each)]
        else:
            settled = [relate(each, scene, counted(each, scene, pack.numbers))]
        for one in settled:
            if one is not None:
                mentions.append(_mention(one))
                scene = scene.after(one.reading.first, one.reading.last, one.reading.end)
    return mentions


def find_anchor(text: str, pack: LanguagePack) -> Anchor | None:
    """Return the day that `text` (a shadow) says it speaks from; its year is None where the text leaves it open."""
    return anchor_of(text, scan(text, pack), pack.dates)


def _mention(settled: Settled) -> DateMention:
    reading = settled.reading
    value = reading.literal or reading.first.iso()
    granularity = reading.granularity or reading.first.granularity()
    if reading.last is not None:
        value = f"{value}/{reading.last.iso()}"
        granularity = reading.granularity or "interval"
    return DateMention(
        reading.start, reading.end, value, granularity, settled.source, reading.confidence, settled.doubt
    )
