"""What ids and values of a record mean, in words that people read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from press_extract.record import Evidence, Figure, Record

_BOUNDS = {"exact": "", "range": "", "min": "≥ ", "max": "≤ ", "approx": "≈ "}
_THIN_SPACE = "\u202f"
_MOST_EVIDENCE = 160

# Bytes that a terminal would obey rather than show; one for one, so that offsets hold.
_CONTROLS = dict.fromkeys((*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)), "\ufffd")


def harmless(text: str) -> str:
    """Return `text`, of the same length, without characters that steer a terminal."""
    return text.translate(_CONTROLS)


def figure_in_words(figure: Figure) -> str:
    """Return bound, value and unit, as in `≥ 20 000 job`."""
    upper = "" if figure.upper is None else f" - {_grouped(figure.upper)}"
    return f"{_BOUNDS[figure.bound]}{_grouped(figure.value)}{upper} {figure.unit}"


def _grouped(number: int | float) -> str:
    whole = int(number) if float(number).is_integer() else number
    return f"{whole:,}".replace(",", _THIN_SPACE)


def evidence_in_words(evidence: Iterable[Evidence]) -> str:
    """Return the texts of the evidence on one line, cut where they are long."""
    joined = " … ".join(" ".join(item.text.split()) for item in evidence)
    return joined if len(joined) <= _MOST_EVIDENCE else f"{joined[: _MOST_EVIDENCE - 1]}…"


def forms(mentions: Sequence[Evidence]) -> str:
    """Return each distinct form once, in the order of the text."""
    return ", ".join(dict.fromkeys(" ".join(mention.text.split()) for mention in mentions))


class Wording:
    """Name the things that the ids of one record stand for."""

    def __init__(self, record: Record) -> None:
        self._words = {entity.id: entity.name for entity in record.entities}
        self._words |= {figure.id: figure_in_words(figure) for figure in record.figures}

    def of(self, reference: str | None) -> str:
        """Return the name or the value behind an id; nothing for none."""
        return self._words[reference] if reference else ""

    def of_all(self, references: Iterable[str]) -> str:
        """Return the names behind several ids."""
        return ", ".join(map(self.of, references))
