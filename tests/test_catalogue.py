"""What a name means: a country, a framework, a qualification, a path; the workspace first."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualmap.catalogue import Filters, load
from qualmap.errors import QualmapError

OWN = """\
kind: qualification
id: {id}
country: UZ
title: {{en: Baker}}
framework: uz-nqf
level: "3"
sector: agrifood
status: official-summary
source: {{reference: "No 1", checked: 2026-01-01}}
units: [{{id: U, outcomes: [{{id: A, text: {{en: bakes bread}}}}]}}]
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "qualmap.toml").write_text("", "utf-8")
    folder = tmp_path / "countries" / "uz"
    folder.mkdir(parents=True)
    (folder / "any-name.yaml").write_text(OWN.format(id="our-baker"), "utf-8")
    return tmp_path


def test_a_country_stands_for_its_framework_and_qualifications(tmp_path: Path) -> None:
    side = load(tmp_path).side("KZ")
    assert (side.label, [f.id for f in side.frameworks]) == ("Kazakhstan", ["kz-nqf"])
    assert len(side.qualifications) >= 10
    assert all(source.path.startswith("built-in:kz/") for source in side.sources)


def test_own_files_replace_the_illustrative_ones(workspace: Path) -> None:
    side = load(workspace).side("uz")
    assert [item.id for item in side.qualifications] == ["our-baker"]
    assert [f.id for f in side.frameworks] == ["uz-nqf"]  # none of their own: the built-in one
    assert "countries/uz/any-name.yaml" in {source.path for source in side.sources}


def test_an_own_qualification_is_found_by_id_whatever_its_file_is_called(workspace: Path) -> None:
    entry = load(workspace / "countries").find("our-baker")
    assert entry is not None and entry.ref.path == "countries/uz/any-name.yaml"
    assert load(workspace).find("nothing") is None


def test_a_framework_brings_its_qualifications(tmp_path: Path) -> None:
    side = load(tmp_path).side("uz-nqf")
    assert side.frameworks[0].id == "uz-nqf" and len(side.qualifications) >= 10
    assert not load(tmp_path).side("fr-nqf").qualifications


def test_one_qualification_brings_its_framework(tmp_path: Path) -> None:
    side = load(tmp_path).side("kz-tour-guide")
    assert [item.id for item in side.qualifications] == ["kz-tour-guide"]
    assert [f.id for f in side.frameworks] == ["kz-nqf"]


def test_a_country_without_a_framework_says_so(tmp_path: Path) -> None:
    side = load(tmp_path).side("tm")
    assert not side.frameworks and "none is shipped" in side.notes[0]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(isco=("51",)), 1),
        (Filters(sector=("construction",)), 2),
        (Filters(qualification=("uz-plumber",)), 1),
        (Filters(sector=("construction",), level=("3",)), 1),
        (Filters(sector=("construction",), qualification=("kz-plumber",)), 2),
    ],
)
def test_filters_narrow_a_side(tmp_path: Path, filters: Filters, count: int) -> None:
    assert len(load(tmp_path).side("uz", filters).qualifications) == count


def test_folders_and_globs(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)
    (workspace / "countries" / "uz" / "two.yaml").write_text(OWN.format(id="two"), "utf-8")
    catalogue = load(workspace)
    for name in (
        "countries/uz",
        "countries/*/*.yaml",
        "countries/**/*.yaml",
        str(workspace / "countries"),
    ):
        assert len(catalogue.side(name).qualifications) == 2, name


def test_an_id_claimed_twice_is_a_fault(workspace: Path) -> None:
    (workspace / "countries" / "uz" / "two.yaml").write_text(OWN.format(id="our-baker"), "utf-8")
    with pytest.raises(QualmapError) as caught:
        load(workspace).side("uz")
    assert "duplicate id 'our-baker'" in str(caught.value.faults[0])


def test_nothing_absolute_is_shown(workspace: Path) -> None:
    side = load(workspace).side(str(workspace / "countries" / "uz" / "any-name.yaml"))
    assert {s.path for s in side.sources} <= {"any-name.yaml", "built-in:uz/uz-nqf.yaml"}
