"""The JSON Schema of variants of one version of a process. Part of `schemas`."""

from collections.abc import Iterable, Mapping

from checker.model.documents import Duty, Standard
from checker.schemas.asked_by_validators import Json
from checker.schemas.entries import control_schema, metric_schema
from checker.schemas.flow_changes import narrow_flow
from checker.schemas.shapes import kind_schema


def variant_schema(standard: Standard, duties: Mapping[str, Duty]) -> Json:
    """What markets may write that run this version. `duties`: all that a reason may name."""
    made = kind_schema("variant")
    defs, properties = made["$defs"], made["properties"]
    made["title"] = f"{standard.title}, {standard.version}"
    made["description"] = f"How a market or region runs {standard.process} {standard.version} differently. {standard.purpose}"
    properties["process"] = {"const": standard.process, "description": standard.title}
    of_control, of_metric = defs["ControlEntry"]["properties"], defs["MetricEntry"]["properties"]
    controls = {control.id: control_schema(control, of_control) for control in standard.controls}
    properties["controls"] |= _only(controls)
    properties["metrics"] |= _only({metric.id: metric_schema(metric, of_metric) for metric in standard.metrics})
    defs["LocalControl"]["properties"]["id"] |= {"not": {"enum": list(controls)}} if controls else {}
    defs["Reason"]["properties"]["law"] = _duties(standard.process, duties)
    if standard.flow is not None:
        narrow_flow(defs, standard.flow)
    return made


def _only(known: Mapping[str, Json]) -> Json:
    return {"properties": dict(known), "additionalProperties": False, "propertyNames": {}}


def _duties(process: str, duties: Mapping[str, Duty]) -> Json:
    """Those about the process first and with their words; every other one may be named too."""
    about = {identity: duty for identity, duty in duties.items() if (duty.control or "").startswith(f"{process}/")}
    rest = [identity for identity in duties if identity not in about]
    return {
        "description": "The id of the duty, for law_requires and law_permits.",
        "anyOf": [*_worded(about), *([{"enum": rest}] if rest else []), {"type": "null"}],
    }


def _worded(duties: Mapping[str, Duty]) -> Iterable[Json]:
    for identity, duty in duties.items():
        yield {"const": identity, "title": duty.citation, "description": f"{duty.says} ({duty.citation}; {_standing(duty)})"}


def _standing(duty: Duty) -> str:
    since = f" from {duty.in_force_from}" if duty.in_force_from else ""
    return f"{duty.status}{since}, {duty.evidence}"
