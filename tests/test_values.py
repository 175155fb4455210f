"""The base of value classes does what ``dataclasses`` would do."""

from __future__ import annotations

import pickle

import pytest

from sphinxext_series.model.catalogue import Catalogue
from sphinxext_series.model.claims import Part, Place
from sphinxext_series.model.values import Value, field, replace


class Noted(Value, frozen=False):
    """A value that may change."""

    names: list[str] = field(default_factory=list)


HERE = Place('a', 1)
PART = Part(kind='map', series='tea', place=HERE)


def test_a_value_does_not_change() -> None:
    with pytest.raises(AttributeError):
        PART.number = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del PART.number
    with pytest.raises(AttributeError):
        _ = PART.__dict__


def test_a_value_is_compared_by_its_fields_but_for_places() -> None:
    elsewhere = Part(kind='map', series='tea', place=Place('b'))

    assert elsewhere == PART
    assert hash(elsewhere) == hash(PART)
    assert replace(PART, number=2) != PART
    assert replace(PART, number=2).place is HERE
    assert PART != ('map', 'tea')
    assert repr(PART) != repr(elsewhere)


def test_a_value_has_all_of_its_fields_and_no_others() -> None:
    with pytest.raises(TypeError, match='place, series'):
        Part(kind='map')  # type: ignore[call-arg]
    with pytest.raises(TypeError, match='colour'):
        Part(kind='map', series='tea', place=HERE, colour='red')  # type: ignore[call-arg]


def test_a_value_comes_back_from_a_pickle() -> None:
    copy = pickle.loads(pickle.dumps(PART))  # noqa: S301 (our own)

    assert copy == PART
    assert copy.place == HERE


def test_a_value_may_have_room_for_what_it_computes() -> None:
    catalogue = Catalogue()

    assert catalogue.hubs is catalogue.hubs
    assert catalogue == Catalogue()


def test_each_value_has_a_default_of_its_own() -> None:
    first, second = Noted(), Noted()

    first.names = [*first.names, 'a']
    second.names.append('b')

    assert (first.names, second.names) == (['a'], ['b'])
    assert Noted().names == []
    with pytest.raises(TypeError, match='unhashable'):
        hash(first)
