"""What is wrong with standards by themselves: as text and JSON. Part of `formats`."""

import json
from collections.abc import Callable, Mapping, Sequence

from checker.formats._plain import plain
from checker.model.evolution import Remark

WORDS = {"error": "error", "warning": "warning", "info": "advice"}
Remarks = Sequence[Remark]


def _text(remarks: Remarks) -> str:
    lines = []
    for remark in remarks:
        span = remark.location.span
        lines.append(
            f"{remark.location.path}:{span.line}:{span.column}: {WORDS[remark.level]}: {plain(remark.message)} [{remark.name}]"
        )
        if remark.remedy and remark.level != "info":
            lines.append(f"    do: {plain(remark.remedy)}")
    counts = ", ".join(f"{sum(each.level == level for each in remarks)} {word}" for level, word in WORDS.items())
    return (
        "\n".join([*lines, f"standards by themselves: {counts}" if remarks else "standards by themselves: nothing to say"]) + "\n"
    )


def _json(remarks: Remarks) -> str:
    found = [
        {
            "level": remark.level, "name": remark.name, "process": remark.process, "message": remark.message,
            "location": {"path": remark.location.path, **remark.location.span._asdict()}, "remedy": remark.remedy,
        }
        for remark in remarks
    ]  # fmt: skip
    return json.dumps({"format": "checker.standard-lint/1", "remarks": found}, ensure_ascii=False, indent=2) + "\n"


RENDERERS: Mapping[str, Callable[[Remarks], str]] = {"text": _text, "json": _json}
