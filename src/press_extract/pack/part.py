"""The base of every part of a language pack."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Part(BaseModel):
    """Mirror one data file of `lang/xx/`; unknown keys are refused, so that a misspelt one is seen.

    Parts are compared by identity: a pack is loaded once, and what is compiled from it is cached by it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def _any_case(pattern: object) -> object:
    return re.compile(pattern, re.IGNORECASE) if isinstance(pattern, str) else pattern


# A regular expression in the data, compiled when it is read; `AnyCase` takes small letters for capitals and back.
Expression = re.Pattern[str]
AnyCase = Annotated[re.Pattern[str], BeforeValidator(_any_case)]
