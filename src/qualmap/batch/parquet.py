"""All results of a batch as four Parquet tables, for DuckDB, Polars, pandas or R."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from qualmap.batch.result import RunResult
from qualmap.batch.tables import TABLES, Row, Table
from qualmap.model.document import Document
from qualmap.sources.mappings import FILE_NAME, RUNS, read_mapping

ROWS: Final = 25_000
"""Rows in memory at a time (about 100 MB with their reasons), and in a row group."""

SCHEMA_VERSION: Final = "1"


class _Writer:
    """One table, written a row group at a time into memory (100 bytes a record, packed)."""

    def __init__(self, table: Table) -> None:
        import pyarrow.parquet as pq

        self.table = table
        self.schema = _schema(table)
        self.rows: list[Row] = []
        self.content = BytesIO()
        self.writer = pq.ParquetWriter(self.content, self.schema, compression="zstd")

    def add(self, run: str, document: Document) -> None:
        """Take the rows of one result."""
        for row in self.table.rows(run, document):
            self.rows.append(row)
            if len(self.rows) == ROWS:
                self._flush()

    def close(self) -> bytes:
        """Return the finished file."""
        if self.rows:
            self._flush()
        self.writer.close()
        return self.content.getvalue()

    def _flush(self) -> None:
        import pyarrow as pa

        self.writer.write_table(pa.Table.from_pylist(self.rows, schema=self.schema))
        self.rows.clear()


def render(results: Sequence[RunResult], folder: Path) -> dict[str, str | bytes]:
    """Return the four files; rows in the order of runs, qualifications and outcomes.

    QualmapError if the document of a run that is done cannot be read.
    """
    writers = [_Writer(table) for table in TABLES]
    for run, document in _documents(results, folder):
        for writer in writers:
            writer.add(run, document)
    return {f"{writer.table.name}.parquet": writer.close() for writer in writers}


def _documents(results: Sequence[RunResult], folder: Path) -> Iterator[tuple[str, Document]]:
    """The results of all runs by id, one in memory at a time."""
    for result in sorted(results, key=lambda result: result.id):
        if result.status == "done":
            yield result.id, read_mapping(folder / RUNS / result.folder / FILE_NAME)


def _schema(table: Table) -> Any:
    import pyarrow as pa

    reason = pa.struct([("name", pa.string()), ("score", pa.float64()), ("weight", pa.float64())])
    kinds = {
        "string": pa.string(), "double": pa.float64(), "int32": pa.int32(), "bool": pa.bool_(),
        "reasons": pa.list_(reason),
    }  # fmt: skip
    fields = [pa.field(name, kinds[kind]) for name, kind in table.columns.items()]
    return pa.schema(fields, metadata={"qualmap_schema_version": SCHEMA_VERSION})
