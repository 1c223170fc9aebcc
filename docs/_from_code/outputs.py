"""The JSON that commands print, from the schemas that are published for it."""

from collections.abc import Iterator

from _from_code.schema_tables import tables
from checker.schemas.outputs import OUTPUTS


def page() -> str:
    return "\n\n".join(_sections())


def _sections() -> Iterator[str]:
    for name, make in OUTPUTS.items():
        schema = make()
        yield f"## {name}"
        yield f"`{schema['title']}`: {schema['description']}" if name != "report" else "`checker check --format json`"
        yield from tables(schema, name, 3)
