"""The register of exceptions as a table, JSON and CSV: waivers, claims, what law requires. Part of `formats`."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from checker.formats._finding_json import finding_json
from checker.formats._registers import waiver_json
from checker.formats.csv_format import defused
from checker.model.finding import Finding
from checker.model.register import WaiverRecord
from checker.model.report import Report

COLUMNS = (
    "register", "id", "state", "market", "process", "elements", "days_left", "expires", "category", "approvals",
    "missing_roles", "requested_by", "requested_on", "renewals", "reason", "path",
)  # fmt: skip


class Register(NamedTuple):
    """What is listed. `by_law` is empty where only waivers of some state are asked for."""

    report: Report
    waivers: tuple[WaiverRecord, ...]
    by_law: tuple[Finding, ...]


def _table(register: Register) -> str:
    waivers = [record for record in register.waivers if not record.is_claim]
    claims = [record for record in register.waivers if record.is_claim]
    lines = [f"Exceptions on {register.report.as_of}"]
    lines += _section("Waivers", waivers, "no waiver")
    if claims:
        lines += _section("Not applicable", claims, "")
    if register.by_law:
        lines += ["", f"Required by law ({len(register.by_law)})"]
        lines += _rows([
            (_duty(finding), finding.address, finding.message) for finding in register.by_law
        ])  # fmt: skip
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _section(title: str, records: Sequence[WaiverRecord], nothing: str) -> list[str]:
    if not records:
        return ["", nothing]
    head = ("STATE", "LEFT", "WAIVER", "WHERE", "ELEMENTS", "APPROVED BY", "ASKED BY", "RENEWALS")
    return ["", f"{title} ({len(records)})", *_rows([head, *map(_row, records)])]


def _row(record: WaiverRecord) -> tuple[str, ...]:
    waiver = record.waiver
    where = f"{record.market or waiver.market or waiver.region}/{waiver.process}"
    approvals = [f"{each.by} ({each.role})" for each in waiver.approvals] + [f"– ({role})" for role in record.missing_roles]
    return (
        record.state.value, days_words(record.days_left), waiver.id, where, ", ".join(waiver.elements),
        ", ".join(approvals), waiver.requested_by, str(record.renewals),
    )  # fmt: skip


def days_words(days_left: int) -> str:
    """`28 days`, `last day`, `ended 3 days ago`."""
    if days_left < 0:
        return f"ended {-days_left} {'day' if days_left == -1 else 'days'} ago"
    return "last day" if days_left == 0 else f"{days_left} {'day' if days_left == 1 else 'days'}"


def _rows(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns as wide as their widest cell; the last one is not padded."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def _duty(finding: Finding) -> str:
    return finding.because.law or "" if finding.because is not None else ""


def _json(register: Register) -> str:
    found = {
        "format": "checker.waivers/1",
        "as_of": register.report.as_of.isoformat(),
        "waivers": [waiver_json(record) for record in register.waivers],
        "required_by_law": [finding_json(finding) for finding in register.by_law],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _csv(register: Register) -> str:
    """RFC 4180 with a header, lines ended by CR LF."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in (*map(_waiver_cells, register.waivers), *map(_law_cells, register.by_law)):
        writer.writerow([defused(cell) for cell in row])
    return buffer.getvalue()


def _waiver_cells(record: WaiverRecord) -> Iterable[object]:
    waiver = record.waiver
    return (
        "not_applicable" if record.is_claim else "waiver", waiver.id, record.state.value,
        record.market or waiver.market,
        waiver.process, " ".join(waiver.elements), record.days_left, waiver.expires, waiver.category,
        " ".join(f"{each.role}:{each.by}:{each.signed_on}" for each in waiver.approvals),
        " ".join(record.missing_roles),
        waiver.requested_by, waiver.requested_on, record.renewals, waiver.reason, record.location.path,
    )  # fmt: skip


def _law_cells(finding: Finding) -> Iterable[object]:
    return (
        "required_by_law", _duty(finding), "required_by_law", finding.market, finding.process, finding.element,
        None, None,
        None, None, None, None, None, None, finding.message, finding.location.path,
    )  # fmt: skip


RENDERERS: Mapping[str, Callable[[Register], str]] = {"table": _table, "json": _json, "csv": _csv}
