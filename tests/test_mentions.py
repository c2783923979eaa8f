from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from press_extract.mentions import Span, SpanIndex

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(SPANS, max_size=30), SPANS)
def test_the_index_finds_what_a_look_at_all_would(spans: list[Span], span: Span) -> None:
    assert list(SpanIndex(spans).overlapping(span)) == sorted(
        (other for other in spans if other.overlaps(span)), key=lambda other: other.start
    )


def test_an_empty_index_finds_nothing() -> None:
    assert list(SpanIndex[Span]().overlapping(Span(0, 9))) == []
