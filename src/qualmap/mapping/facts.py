"""A result laid flat: its records, words, levels, shares and findings by what they are about."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualmap.model.decision import End
from qualmap.model.document import AlignmentDocument, Document, PairDocument, RecordDocument

Ends = tuple[End, End]
"""What a fact is about: two outcomes, two levels, or two qualifications (second parts empty)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One result; `proposed` and `rejected` hold pairs of outcomes, `pairs` what was compared."""

    proposed: dict[Ends, RecordDocument] = field(default_factory=dict)
    rejected: dict[Ends, RecordDocument] = field(default_factory=dict)
    pairs: dict[Ends, PairDocument] = field(default_factory=dict)
    levels: dict[Ends, AlignmentDocument] = field(default_factory=dict)
    words: dict[End, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def record(self, ends: Ends) -> RecordDocument | None:
        """Return the record of two outcomes, proposed or not, or None."""
        return self.proposed.get(ends) or self.rejected.get(ends)


def facts_of(document: Document) -> Facts:
    """Return what a result says, ready to be looked up."""
    facts = Facts()
    for pair in document.pairs:
        _add_pair(facts, pair)
    for entry in document.levels:
        for alignment in entry.alignments:
            facts.levels[(entry.left, alignment.left), (entry.right, "")] = alignment
    for side in (document.left, document.right):
        for item in side.qualifications:
            facts.titles[item.id] = item.title.get("en") or next(iter(item.title.values()), "")
            for unit in item.units:
                facts.words.update(((item.id, entry.id), entry.words) for entry in unit.outcomes)
    return facts


def _add_pair(facts: Facts, pair: PairDocument) -> None:
    facts.pairs[(pair.left, ""), (pair.right, "")] = pair
    proposed = {entry.record_id for entry in pair.outcomes}
    for record in pair.records().values():
        ends = (pair.left, record.left), (pair.right, record.right)
        (facts.proposed if record.record_id in proposed else facts.rejected)[ends] = record
