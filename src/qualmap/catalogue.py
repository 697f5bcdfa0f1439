"""What a name on the command line means: a file, a folder, a glob, a framework or a country.

Order of looking: an explicit path, the workspace (a folder with `qualmap.toml`), built-in data.
Only the files that a name needs are read: countries stand in folders `countries/<cc>`, and a
framework or qualification in a file named after its id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from qualmap.errors import QualmapError, faulty
from qualmap.files import data_path, yaml_files
from qualmap.messages import _
from qualmap.model.mapping import Side
from qualmap.model.qualification import Qualification
from qualmap.sources.native import Loaded, level_fault
from qualmap.sources.paths import looks_like_path, read_all, read_named


@dataclass(frozen=True, slots=True)
class Filters:
    """Which qualifications of a side take part; an empty tuple lets all pass."""

    isco: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    qualification: tuple[str, ...] = ()
    level: tuple[str, ...] = ()

    def meant_for(self, ids: set[str]) -> Filters:
        """Return the filters for a side with these qualifications.

        Ids are unique, so a qualification named is usually on one side only; it says nothing on
        the other side, whose qualifications all stay.
        """
        return self if ids & set(self.qualification) else replace(self, qualification=())

    def admits(self, item: Qualification) -> bool:
        """Whether the qualification passes; ISCO codes compare by their beginning."""
        return (
            (not self.isco or item.classification.isco_08.startswith(self.isco))
            and (not self.sector or item.sector in self.sector)
            and (not self.qualification or item.id in self.qualification)
            and (not self.level or item.level in self.level)
        )


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of countries, and how its files are called in reports."""

    folder: Path
    prefix: str

    def read(self, paths: Iterable[Path]) -> list[Loaded]:
        """Return the content of files below this root."""
        return read_all(paths, self.prefix, self.folder)

    def country(self, code: str) -> list[Loaded]:
        """Return the files of a country, an empty list if there are none."""
        folder = self.folder / code
        return self.read(yaml_files(folder)) if folder.is_dir() else []

    def codes(self) -> list[str]:
        """Return the codes of its countries."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir())

    def ids(self) -> dict[str, Path]:
        """Return file name without suffix → file; by our convention that is the id."""
        return {path.stem: path for path in yaml_files(self.folder) if path.stem != "country"}


Meant = tuple[list[Loaded], str, tuple[str, ...]]
"""What a name stands for: its files, a label for people, notes."""


@dataclass(slots=True)
class Catalogue:
    """Everything in reach by name; reads lazily, and each file once."""

    roots: tuple[Root, ...]
    _countries: dict[str, list[Loaded]] = field(default_factory=dict)

    def codes(self) -> list[str]:
        """Return the codes of all countries in reach, sorted."""
        return sorted({code for root in self.roots for code in root.codes()})

    def country(self, code: str) -> list[Loaded]:
        """Return the files of a country.

        What the workspace has of a kind replaces all that is built in of it: nobody wants
        illustrative standards among their own.
        """
        if code not in self._countries:
            found: list[Loaded] = []
            for root in self.roots:
                taken = {entry.kind for entry in found}
                found += [entry for entry in root.country(code) if entry.kind not in taken]
            self._countries[code] = found
        return self._countries[code]

    def everything(self) -> list[Loaded]:
        """Return all files in reach."""
        return [entry for code in self.codes() for entry in self.country(code)]

    def find(self, name: str, kind: str = "") -> Loaded | None:
        """Return the framework or qualification with this id, or None."""
        for root in self.roots:
            if (path := root.ids().get(name)) is not None:
                entry = root.read([path])[0]
                if kind in ("", entry.kind):
                    return entry
        own = (
            entry
            for root in self.roots[:-1]
            for code in root.codes()
            for entry in root.country(code)
        )
        return next((e for e in own if e.ref.id == name and kind in ("", e.kind)), None)

    def side(self, name: str, filters: Filters = NO_FILTERS) -> Side:
        """Return what `name` stands for, filtered.

        QualmapError if it stands for nothing, if a file in it is at fault, if a qualification
        names a level that its framework lacks, or if no qualification passes the filters.
        """
        return self.side_of(name, self.resolve(name), filters)

    def side_of(self, name: str, meant: Meant, filters: Filters = NO_FILTERS) -> Side:
        """Return the side that these files make; see `side` for the errors."""
        entries, label, notes = meant
        frameworks = self._frameworks_of(entries)
        _check_levels(entries, frameworks)
        offered = [entry for entry in entries if entry.kind == "qualification"]
        filters = filters.meant_for({entry.ref.id for entry in offered})
        chosen = [entry for entry in offered if filters.admits(entry.value)]
        if offered and not chosen:
            raise QualmapError(
                f"no qualification of {name} passes the filters", hint=_hint_filters(offered)
            )
        leading = _leading(entries, frameworks)
        sources = {entry.ref.path: entry.ref for entry in (*leading, *chosen)}
        return Side(
            name=name,
            label=label,
            frameworks=tuple(entry.value for entry in leading),
            qualifications=tuple(sorted((entry.value for entry in chosen), key=lambda q: q.id)),
            sources=tuple(sorted(sources.values(), key=lambda ref: (ref.kind, ref.id, ref.path))),
            notes=notes,
        )

    def resolve(self, name: str) -> Meant:
        """Return the files behind a name, a label for people, and notes."""
        if looks_like_path(name):
            return read_named([name]), Path(name).stem, ()
        code = name.lower()
        if code in self.codes():
            entries = self.country(code)
            about = next((e.value for e in entries if e.kind == "country"), None)
            if about is None:
                return entries, code.upper(), ()
            notes = (
                () if about.framework else tuple(label_of(note) for note in [about.note] if note)
            )
            return [e for e in entries if e.kind != "country"], label_of(about.title), notes
        if (entry := self.find(name)) is None:
            raise self._unknown(name)
        members = [
            e
            for e in self.country(entry.ref.country.lower())
            if e.kind == "qualification" and e.value.framework == name
        ]
        return (
            [entry, *(members if entry.kind == "framework" else [])],
            label_of(entry.ref.title),
            (),
        )

    def _unknown(self, name: str) -> QualmapError:
        ids = sorted({name for root in self.roots for name in root.ids()})
        frameworks = [n for n in ids if n.endswith("-nqf") or n == "eqf"]
        near = get_close_matches(name.lower(), [*self.codes(), *ids], n=1)
        guess = _("did you mean {name}? ").format(name=near[0]) if near else ""
        known = _(
            "known countries: {countries}; frameworks: {frameworks}; or name a file or folder"
        )
        return QualmapError(
            f"unknown country, framework, qualification or file: {name!r}",
            hint=guess
            + known.format(countries=", ".join(self.codes()), frameworks=", ".join(frameworks)),
        )

    def _frameworks_of(self, entries: list[Loaded]) -> dict[str, Loaded]:
        """The frameworks of a side: its own, and those that its qualifications name."""
        found = {entry.ref.id: entry for entry in entries if entry.kind == "framework"}
        for entry in entries:
            named = entry.value.framework if entry.kind == "qualification" else ""
            if named and named not in found and (other := self.find(named, "framework")):
                found[named] = other
        return found


def _leading(entries: list[Loaded], frameworks: dict[str, Loaded]) -> list[Loaded]:
    """The frameworks that stand for a side: its own if it has one, else all that are named."""
    own = [entry for entry in entries if entry.kind == "framework"]
    chosen = own or list(frameworks.values())
    return sorted(chosen, key=lambda entry: entry.ref.id)


def label_of(texts: dict[str, str]) -> str:
    """Return the English words, or else the original ones."""
    return texts.get("en") or next(iter(texts.values()), "")


def _hint_filters(offered: list[Loaded]) -> str:
    sectors = sorted({entry.value.sector for entry in offered} - {""})
    codes = sorted({entry.value.classification.isco_08 for entry in offered} - {""})
    return f"sectors there: {', '.join(sectors) or 'none'}; ISCO-08: {', '.join(codes) or 'none'}"


def _check_levels(entries: list[Loaded], frameworks: dict[str, Loaded]) -> None:
    """A level that its framework lacks is a fault; a framework that nobody has is none."""
    qualifications = [entry for entry in entries if entry.kind == "qualification"]
    faults = [
        fault
        for entry in qualifications
        if (known := frameworks.get(entry.value.framework)) is not None
        and (fault := level_fault(entry, known.value)) is not None
    ]
    if faults:
        raise faulty(faults)


def find_workspace(start: Path) -> Path | None:
    """Return the nearest folder upwards with a `qualmap.toml` (or `[tool.qualmap]`), or None."""
    for folder in (start, *start.parents):
        if (folder / "qualmap.toml").is_file():
            return folder
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.qualmap" in project.read_text("utf-8", "replace"):
            return folder
    return None


def load(start: Path | None = None) -> Catalogue:
    """Return everything in reach of a folder: its workspace, then the built-in data."""
    roots = [Root(data_path("countries"), "built-in:")]
    workspace = find_workspace((start or Path.cwd()).resolve())
    if workspace is not None and (workspace / "countries").is_dir():
        roots.insert(0, Root(workspace / "countries", "countries/"))
    return Catalogue(tuple(roots))
