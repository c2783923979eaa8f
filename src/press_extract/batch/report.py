"""What a run did: how much, how fast, and what failed or was left out, input by input."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from press_extract.errors import PressExtractError


@dataclass(frozen=True, slots=True)
class Failure:
    """Name one input, or one release of an input, that gave no record."""

    path: str
    kind: str
    message: str
    hint: str | None

    @classmethod
    def of(cls, error: PressExtractError) -> Failure:
        """Return what a user needs to know of `error`."""
        return cls(error.where or "", error.kind, error.message, error.hint)

    def line(self) -> str:
        """Return the failure as one line: where, what, and what to do."""
        place = f"{self.path}: " if self.path else ""
        advice = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{place}{self.message}{advice}".split())


@dataclass(frozen=True, slots=True)
class Skipped:
    """Name one file of a folder that was left out, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class Report:
    """Count what a run did; `inputs` are files and the standard input, `seconds` is the time on the clock."""

    inputs: int = 0
    records: int = 0
    seconds: float = 0.0
    failed: list[Failure] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def line(self) -> str:
        """Return the counts as one line."""
        parts = [f"{_counted(self.records, 'record')} from {_counted(self.inputs, 'input')}"]
        if self.failed:
            parts.append(f"{len(self.failed)} failed")
        if self.skipped:
            parts.append(f"{len(self.skipped)} skipped")
        return f"{', '.join(parts)} in {self.seconds:.1f} s"

    def as_json(self) -> str:
        """Return the report as indented JSON, the counts before the lists."""
        lists = {"failed": [asdict(item) for item in self.failed], "skipped": [asdict(item) for item in self.skipped]}
        counts = {
            "inputs": self.inputs,
            "records": self.records,
            "failures": len(self.failed),
            "skips": len(self.skipped),
            "seconds": round(self.seconds, 3),
        }
        return json.dumps(counts | lists, ensure_ascii=False, indent=2) + "\n"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
