"""The JSON that commands print, from the schemas that are published for it."""

from collections.abc import Iterator

from _from_code.schema_tables import keys_to_read, tables
from checker.schemas.outputs import OUTPUTS


def page() -> str:
    return "\n\n".join(part for name in OUTPUTS for part in _output(name))


def _output(name: str) -> Iterator[str]:
    schema = OUTPUTS[name]()
    form = schema["properties"]["format"]["const"]
    yield f"## {name}"
    yield f"{schema['description']} Written by `{schema['title']}`; `format` is `{form}`."
    yield from tables({key: value for key, value in schema.items() if key != "description"}, name, keys_to_read)
