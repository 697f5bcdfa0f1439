"""Levels against levels: monotone, with an interval, declared beside computed, reasons for all."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from qualmap.catalogue import load
from qualmap.encoders import load_encoder
from qualmap.mapping.levels import align
from qualmap.model.framework import Framework, Reference

ENCODER = load_encoder()
NAMES = ("eqf", "kz-nqf", "uz-nqf", "kg-nqf", "tj-nqf", "ee-nqf", "fr-nqf")


def framework(name: str) -> Framework:
    entry = load().find(name, "framework")
    assert entry is not None
    value: Framework = entry.value
    return value


@pytest.mark.parametrize(("left", "right"), list(permutations(NAMES, 2)))
def test_every_pair_of_built_in_frameworks_gives_a_sensible_ladder(left: str, right: str) -> None:
    one, other = framework(left), framework(right)
    found = align(one, other, encoder=ENCODER, use_declared=False)
    order = [level.id for level in other.levels]
    places = [order.index(entry.right) for entry in found.alignments if entry.right is not None]
    assert [entry.left for entry in found.alignments] == [level.id for level in one.levels]
    assert places == sorted(places)
    for entry in found.alignments:
        assert entry.declared is None and entry.evidence
        assert 0 < entry.probability <= 1
        if entry.right is None:
            assert entry.beyond
        else:
            low, high = order.index(str(entry.right_low)), order.index(str(entry.right_high))
            assert low <= order.index(entry.right) <= high


def test_declared_referencing_wins_and_the_computed_level_stands_beside_it() -> None:
    found = align(framework("ee-nqf"), framework("fr-nqf"), encoder=ENCODER)
    declared = {entry.left: entry.declared for entry in found.alignments}
    assert {level: declared[level] for level in "2345678"} == {n: n for n in "2345678"}
    for entry in found.alignments:
        if entry.declared is not None:
            assert entry.right == entry.declared and entry.computed is not None
            assert entry.agrees in (True, False) and entry.declared_status == "official"


@pytest.mark.parametrize(("level", "wrong"), [("2", "6"), ("4", "8"), ("7", "4"), ("8", "5")])
def test_descriptors_that_contradict_a_declared_reference_are_flagged(
    level: str, wrong: str
) -> None:
    honest = framework("ee-nqf")
    levels = tuple(
        replace(one, references=(Reference("eqf", wrong, "official"),)) if one.id == level else one
        for one in honest.levels
    )
    claimed = replace(honest, levels=levels)
    found = align(claimed, framework("eqf"), encoder=ENCODER)
    flagged = [entry for entry in found.alignments if entry.agrees is False]
    assert [entry.left for entry in flagged] == [level]
    assert flagged[0].right == wrong and flagged[0].computed == level
    assert f"the descriptors point to {level}" in flagged[0].evidence[0].detail


def test_honest_references_of_built_in_frameworks_are_not_flagged() -> None:
    for name in ("ee-nqf", "fr-nqf"):
        found = align(framework(name), framework("eqf"), encoder=ENCODER)
        assert all(entry.agrees for entry in found.alignments)


def test_degrees_tell_where_two_doctoral_levels_stand_and_intervals_stay_narrow() -> None:
    found = align(framework("kg-nqf"), framework("eqf"), encoder=ENCODER)
    assert [entry.right for entry in found.alignments] == [*"12345678", "8"]
    for entry in found.alignments:
        assert int(str(entry.right_high)) - int(str(entry.right_low)) <= 1


def test_a_framework_aligns_with_itself() -> None:
    eqf = framework("eqf")
    twin = replace(eqf, id="twin")
    found = align(eqf, twin, encoder=ENCODER, use_declared=False)
    assert [entry.right for entry in found.alignments] == [level.id for level in eqf.levels]


def test_a_level_without_descriptors_is_placed_by_structure_and_says_so() -> None:
    bare = framework("uz-nqf")
    levels = tuple(replace(level, descriptors={}) for level in bare.levels)
    found = align(
        replace(bare, levels=levels), framework("eqf"), encoder=ENCODER, use_declared=False
    )
    full = align(bare, framework("eqf"), encoder=ENCODER, use_declared=False)
    for entry, complete in zip(found.alignments, full.alignments, strict=True):
        told = " ".join(reason.detail for reason in entry.evidence)
        assert "descriptor" in told or "not looked at" in told
        assert entry.probability <= complete.probability + 0.05


def test_reasons_are_few_and_in_words() -> None:
    found = align(framework("kz-nqf"), framework("eqf"), encoder=ENCODER)
    for entry in found.alignments:
        assert 1 <= len(entry.evidence) <= 8
        assert all(reason.detail for reason in entry.evidence)
