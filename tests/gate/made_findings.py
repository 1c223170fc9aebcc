"""Findings as the gate compares them, made one by one."""

from fractions import Fraction

from hypothesis import strategies as st

from checker.model.amount import Amount, Expected
from checker.model.finding import Finding
from checker.model.position import Location, Span
from checker.model.status import Disposition
from checker.pipeline.fingerprint import fingerprint

AT_MOST_60 = Expected("at_most", 60, "seconds", "at most 60 seconds")


def made(
    element: str = "control:x",
    value: object = None,
    rule: str = "control-loosened",
    market: str | None = "es",
    *,
    line: int = 1,
    path: str = "markets/eu/es/refund.yaml",
    message: str = "",
    **more: object,
) -> Finding:
    name = fingerprint(rule, market, "refund", element, str(value) if isinstance(value, Fraction) else value)
    given: dict[str, object] = {"level": "error", "process": "refund", **more}
    return Finding(
        rule=rule, message=message or f"{element} {value}", location=Location(path, Span(line, 1, line, 2)),
        fingerprint=name, market=market, element=element, **given,
    )  # type: ignore[arg-type]  # fmt: skip


def valued(value: float, unit: str = "seconds", expected: Expected = AT_MOST_60, **more: object) -> Finding:
    return made(value=[value, unit], expected=expected, actual=Amount(value, unit), **more)  # type: ignore[arg-type]


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    """Some findings, several of which may be about one element; no two with one fingerprint."""
    found = []
    for _ in range(draw(st.integers(0, 8))):
        number = draw(st.integers(50, 70))
        element = draw(st.sampled_from(["control:x", "control:y", "step:a", "document"]))
        rule = draw(st.sampled_from(["control-loosened", "step-moved", "step-changed", "yaml-syntax"]))
        more: dict[str, object] = {"expected": AT_MOST_60, "actual": Amount(number, "seconds")} if "control" in element else {}
        found.append(
            made(
                element, number, rule, draw(st.sampled_from([None, "es", "fr"])),
                line=draw(st.integers(1, 9)),
                level=draw(st.sampled_from(["error", "warning", "info"])),
                disposition=draw(st.sampled_from(list(Disposition))),
                leaves_unchecked=rule == "yaml-syntax", **more,
            )
        )  # fmt: skip
    return list({each.fingerprint: each for each in found}.values())
