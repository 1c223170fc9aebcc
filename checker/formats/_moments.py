"""Conformance by commit: as a table, JSON and CSV. Part of `formats`."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from checker.formats._plain import plain
from checker.formats.csv_format import defused
from checker.model.moments import Moment

Moments = Sequence[Moment]
COLUMNS = ("commit", "day", "market", "conformance", "governed", "breaches", "moved_by", "subject")


def _number(number: float | None) -> str:
    return "–" if number is None else f"{number:.1f}"


def _text(moments: Moments) -> str:
    lines = ["COMMIT    DAY         CONFORMANCE  GOVERNED  BREACHES"]
    for moment in moments:
        numbers = f"{_number(moment.conformance):>11}  {_number(moment.governed):>8}  {moment.breaches:>8}"
        lines.append(f"{moment.commit[:8]}  {moment.day}  {numbers}  {plain(moment.subject, 60)}")
        if moment.because:
            lines.append(f"          not judged: {plain(moment.because)}")
        for each in moment.markets:
            if each.moved_by:
                said = f"{_number(each.conformance)} %, breaches: {each.breaches}"
                lines.append(f"          {each.market}: {said} ({', '.join(each.moved_by)})")
    return "\n".join(lines) + "\n"


def _json(moments: Moments) -> str:
    found = [
        {**moment._asdict(), "day": moment.day.isoformat(), "markets": [each._asdict() for each in moment.markets]}
        for moment in moments
    ]
    for each in found:
        del each["open"]  # which findings they are, `check` says
    return json.dumps({"format": "checker.history/1", "commits": found}, ensure_ascii=False, indent=2) + "\n"


def _csv(moments: Moments) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for moment in moments:
        for each in moment.markets:
            row = (moment.commit, moment.day, each.market, each.conformance, each.governed, each.breaches)
            writer.writerow([defused(cell) for cell in (*row, " ".join(each.moved_by), moment.subject)])
    return buffer.getvalue()


RENDERERS: Mapping[str, Callable[[Moments], str]] = {"text": _text, "json": _json, "csv": _csv}
