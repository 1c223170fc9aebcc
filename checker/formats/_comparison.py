"""One market's process beside the standard, as a table of all elements. Part of `formats`."""

from collections.abc import Iterable, Iterator, Sequence

from checker.formats._excerpt import display_width, printable
from checker.formats._flow_text import flow_lines
from checker.model.finding import Finding
from checker.model.picture import Picture
from checker.model.results import ElementResult, MarketResult, ProcessResult
from checker.model.status import ON_SCREEN, PROCESS_ON_SCREEN, Status

KINDS = ("process", "control", "metric", "step", "rule")
HEADINGS = {"process": "Adoption", "control": "Controls", "metric": "Metrics", "step": "Steps", "rule": "Rules of the flow"}
SIGNS = {
    Status.ALIGNED: " ", Status.TIGHTENED: "+", Status.TAILORED: "~", Status.EXTENDED: "+", Status.REQUIRED_BY_LAW: "§",
    Status.WAIVED: "w", Status.MINOR_BREACH: "!", Status.NOT_COMPARABLE: "?", Status.BREACH: "✗", Status.NOT_APPLICABLE: "-",
}  # fmt: skip
MAX_VALUE = 34
MAX_NAME = 44


def comparison_text(
    market: MarketResult, process: ProcessResult, picture: Picture | None = None, remarks: Sequence[Finding] = ()
) -> str:
    """A table: sign, name, standard, local, status, where the value comes from; then the flow, if there is one.

    The process lists all its elements. `remarks`: what was found that the table does not show.
    """
    numbers = process.numbers
    version = f" {process.version}" if process.version else ""
    lines = [
        f"{market.name} ({market.market}) · {process.title} ({process.process}{version})",
        f"{PROCESS_ON_SCREEN[process.status]}; conformance {numbers.conformance} %, "
        f"{'confirmed' if process.confirmed else 'not confirmed'}{_alignment(process)}",
    ]
    if process.not_checked_because:
        return "\n".join([*lines, f"Not checked: {process.not_checked_because}.", *_remarks(remarks)]) + "\n"
    rows = list(_rows(process))
    widths = [max((display_width(row[column]) for row in rows if row), default=0) for column in range(5)]
    lines += ["", _line(("", "element", "standard", "here", "status", "set in"), widths)]
    for kind in KINDS:
        of_kind = [element for element in process.elements.values() if _kind(element) == kind]
        if of_kind:
            lines += ["", HEADINGS[kind], *(_line(_row(element), widths) for element in of_kind)]
    if remarks:
        lines += ["", "Not in effect on this day", *_remarks(remarks)]
    if picture is not None:
        lines += ["", *flow_lines(picture)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _remarks(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"   {finding.location.path}:{finding.location.span.line}  {printable(finding.message)}"
        if finding.remedy:
            yield f"   do: {printable(finding.remedy)}"


def _alignment(process: ProcessResult) -> str:
    return f", flow alignment {process.flow.alignment} %" if process.flow is not None else ""


def _kind(element: ElementResult) -> str:
    return element.element.partition(":")[0]


def _rows(process: ProcessResult) -> Iterator[tuple[str, ...]]:
    yield ("", "element", "standard", "here", "status", "set in")
    for element in process.elements.values():
        yield _row(element)


def _row(element: ElementResult) -> tuple[str, ...]:
    same = element.local == element.standard
    standard = _cut(element.standard.text, MAX_VALUE) if element.standard else ""
    local = "" if same else _cut(element.local.text, MAX_VALUE) if element.local else ""
    source = f"{element.source.path}:{element.source.span.line}" if element.source else ""
    name = _cut(f"{element.title or element.element}", MAX_NAME)
    return (SIGNS[element.status], name, standard, local, ON_SCREEN[element.status], source)


def _cut(text: str, width: int) -> str:
    shown = printable(text)
    return shown if display_width(shown) <= width else f"{shown[: width - 1]}…"


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = [cell + " " * (width - display_width(cell)) for cell, width in zip(cells, widths, strict=False)]
    return "  ".join([*padded, cells[5]])
