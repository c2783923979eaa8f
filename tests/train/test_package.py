from __future__ import annotations

import numpy as np
import pytest

from press_extract.train.package import fitted_curve


@pytest.mark.parametrize(("slope", "offset"), [(1.0, 0.0), (0.8, -1.2), (1.6, 0.5)])
def test_the_curve_is_found_that_the_truth_was_drawn_from(slope: float, offset: float) -> None:
    chance = np.random.default_rng(5)
    odds = chance.normal(1.5, 1.5, 4000)
    right = chance.random(4000) < 1 / (1 + np.exp(-slope * odds - offset))
    assert fitted_curve(odds.tolist(), right.tolist()) == pytest.approx((slope, offset), abs=0.2)


@pytest.mark.parametrize("right", [[], [True, True], [False]])
def test_too_few_spans_change_nothing(right: list[bool]) -> None:
    assert fitted_curve([2.0] * len(right), right) == (1.0, 0.0)


def test_the_curve_is_found_where_whole_steps_of_newton_would_run_away() -> None:
    # Few wrong spans, all far from the rest: the curve is nearly flat where the search begins.
    odds, right = [6.9] * 400 + [-4.0] * 2, [True] * 395 + [False] * 7
    slope, offset = fitted_curve(odds, right)
    assert 0 < slope < 2
    assert abs(offset) < 5
