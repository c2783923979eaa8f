"""Places: each input gets its own path, inside the folder, on every file system."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press_extract.export.places import Places


@pytest.mark.parametrize(
    ("path", "place"),
    [
        pytest.param("x.txt", "x.txt.json", id="file"),
        pytest.param("a/b/x.txt", "a/b/x.txt.json", id="folders"),
        pytest.param("./a//x.txt", "a/x.txt.json", id="dots"),
        pytest.param("../../a/x.txt", "a/x.txt.json", id="upwards"),
        pytest.param("/etc/x.txt", "etc/x.txt.json", id="absolute"),
        pytest.param("-", "stdin.json", id="standard_input"),
        pytest.param("-#3", "-#3.json", id="row_of_the_standard_input"),
        pytest.param("a/x.jsonl#7", "a/x.jsonl/7.json", id="row"),
        pytest.param("a/x.jsonl#..", "a/x.jsonl/~5ec1f7e7.json", id="row_upwards"),
        pytest.param("x.jsonl#a/b", "x.jsonl/a_b~c14cddc0.json", id="row_with_a_slash"),
        pytest.param("communiqué d'été.html", "communiqué d'été.html.json", id="accents_and_spaces"),
        pytest.param("/", "_~8a5edab2.json", id="root"),
        pytest.param("con.txt", "con.txt~d3bde286.json", id="device"),
        pytest.param("a?b.txt", "a_b.txt~f8e3cd91.json", id="characters"),
    ],
)
def test_place(path: str, place: str) -> None:
    assert Places().claim(path).as_posix() == place


@pytest.mark.parametrize(
    ("paths", "places"),
    [
        pytest.param(["a.txt", "a.txt"], ["a.txt.json", "a.txt~2.json"], id="twice"),
        pytest.param(["a.txt", "A.txt"], ["a.txt.json", "A.txt~2.json"], id="case"),
        pytest.param(["../a.txt", "a.txt", "./a.txt"], ["a.txt.json", "a.txt~2.json", "a.txt~3.json"], id="upwards"),
        pytest.param(["x", "x.json/y"], ["x.json", "x.json~2/y.json"], id="folder_after_file"),
        pytest.param(["x.json/y", "x"], ["x.json/y.json", "x~2.json"], id="file_after_folder"),
        pytest.param(["d/x", "d/y"], ["d/x.json", "d/y.json"], id="one_folder"),
    ],
)
def test_no_two_inputs_share_a_place(paths: list[str], places: list[str]) -> None:
    claimed = Places()
    assert [claimed.claim(path).as_posix() for path in paths] == places


@given(
    st.lists(
        st.text(
            alphabet=st.sampled_from('aA.~#/\\:*é\u0301\x00"2 ') | st.characters(codec="utf-8"),
            min_size=1,
            max_size=300,
        )
    )
)
def test_any_path_is_safe(paths: list[str]) -> None:
    claimed = Places()
    places = [claimed.claim(path) for path in paths]
    assert len({place.as_posix().casefold() for place in places}) == len(paths)
    for place in places:
        assert not place.is_absolute()
        assert place.suffix == ".json"
        assert ".." not in place.parts
        assert all(len(os.fsencode(part)) <= 255 and "\x00" not in part for part in place.parts)
        assert PurePosixPath(os.path.normpath(place)) == place
