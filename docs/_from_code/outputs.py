"""The JSON that commands print, from the schemas that are published for it."""

from collections.abc import Iterator

from _from_code.schema_tables import tables
from checker.schemas.report import report_schema


def page() -> str:
    return "\n\n".join(_sections())


def _sections() -> Iterator[str]:
    yield "## report"
    yield from tables(report_schema(), "report", 3)
