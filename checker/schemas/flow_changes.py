"""What a variant may change of a version's flow, as JSON Schema. Part of `schemas`.

Only what can never be allowed is refused: a change may also name a step that an earlier one, or the region, brought in.
The standard's steps are offered with what each permits.
"""

from collections.abc import Iterable, Mapping

from checker.model.documents import ExtensionPoint, Flow, Step
from checker.model.documents.flow import Permission
from checker.schemas.asked_by_validators import Json, where
from checker.schemas.entries import parameter_schema

REPLACED: tuple[Permission, ...] = ("replace",)
LEAVES: Mapping[str, tuple[Permission, ...]] = {
    "skip": ("skip", "move", "replace"),  # what moves may be left out here and stand elsewhere
    "replace": ("replace", "skip", "move", "reword", "reassign", "retype"),
}
SETTINGS: Mapping[str, Permission] = {"name": "reword", "owner": "reassign", "type": "retype"}


def narrow_flow(defs: dict[str, Json], flow: Flow) -> None:
    """Narrow the definitions of a variant's schema to one flow."""
    steps, keys = flow.steps, {"because": defs["LocalParameter"]["properties"]["because"]}
    for change in ("Skip", "Replace"):
        verb = change.lower()
        defs[change]["properties"][verb] = _named(defs[change]["properties"][verb], steps, verb)
    may_move = any("move" in step.market_may for step in steps)  # then it is one question who moves past whom
    moved = defs["Move"]["properties"]
    moved["move"] = _named(moved["move"], steps, "move", () if may_move else [step.id for step in steps])
    for change in ("Insert", "Move"):
        for place in ("after", "before"):
            defs[change]["properties"][place] = _named(defs[change]["properties"][place], steps, place, ())
    _narrow_insert(defs["Insert"], flow.extension_points)
    defs["Tune"]["properties"]["tune"] = _named(defs["Tune"]["properties"]["tune"], steps, "tune", ())
    defs["Tune"]["allOf"] = [where("tune", (step.id,), {"properties": {"set": _settings(step, keys)}}) for step in steps]
    whole = {**defs["LocalStep"], "allOf": [*defs["LocalStep"].get("allOf", ()), *_kept(steps, keys)]}
    whole["properties"] = {**whole["properties"], "id": _named(whole["properties"]["id"], steps, "id", ())}
    defs["WholeFlowStep"] = whole
    defs["LocalFlow"]["properties"]["steps"] = _with_items(defs["LocalFlow"]["properties"]["steps"])


def _named(own: Json, steps: Iterable[Step], verb: str, refused: Iterable[str] | None = None) -> Json:
    """An id: one of the standard's is offered with its name; those that can never be meant are refused."""
    leaves = LEAVES.get(verb, ())
    if refused is None:
        refused = [step.id for step in steps if not set(step.market_may) & set(leaves)]
    never = list(refused)
    offered = [_offer(step) for step in steps if step.id not in never]
    kept: Json = {"anyOf": [*offered, {key: value for key, value in own.items() if key != "description"}]}
    if never:
        kept["not"] = {"enum": never}
    text = own.get("description", "")
    if never and verb in (*LEAVES, "move"):
        text = f"{text} The standard does not let a market {verb}: {', '.join(never)}."
    return {**kept, "description": text.strip()}


def _offer(step: Step) -> Json:
    may = f"a market may {', '.join(step.market_may)}" if step.market_may else "locked"
    return {"const": step.id, "title": step.name, "description": f"{step.name} ({step.type}; {may})"}


def _narrow_insert(insert: Json, points: Iterable[ExtensionPoint]) -> None:
    known = tuple(points)
    offered = [
        {
            "const": point.id,
            "title": f"after {point.after}",
            "description": f"After {point.after}: at most {point.max_steps}, of type {', '.join(point.types)}.",
        }
        for point in known
    ]
    insert["properties"]["at"] = {
        "description": "A place where the standard lets markets add steps.",
        "anyOf": [*offered, {"type": "null"}],
    }
    types = {point.id: {kind for other in known if other.after == point.after for kind in other.types} for point in known}
    insert["allOf"] = [
        *insert.get("allOf", ()),
        *(where("at", (point.id,), {"properties": {"insert": _of_types(sorted(types[point.id]))}}) for point in known),
    ]


def _of_types(types: list[str]) -> Json:
    return {"properties": {"type": {"enum": [*types, None]}}}


def _settings(step: Step, keys: Mapping[str, Json]) -> Json:
    """What `set` may hold for one step."""
    parameters = {name: parameter_schema(step, name, parameter, keys) for name, parameter in step.params.items()}
    return {"properties": {**_fixed(step), "params": {"properties": parameters, "additionalProperties": False}}}


def _kept(steps: Iterable[Step], keys: Mapping[str, Json]) -> Iterable[Json]:
    """In a whole flow, what a step under the standard's id may say of itself."""
    return (where("id", (step.id,), _settings(step, keys)) for step in steps)


def _fixed(step: Step) -> Json:
    """Name, owner and type as the standard has them, where a market has no leave to change them."""
    if set(step.market_may) & set(REPLACED):
        return {}
    return {
        key: {"enum": list(dict.fromkeys((getattr(step, key), None)))}
        for key, leave in SETTINGS.items()
        if leave not in step.market_may
    }


def _with_items(own: Json) -> Json:
    """The list of a whole flow's steps, whose members are narrowed."""
    lists = [
        {**each, "items": {"$ref": "#/$defs/WholeFlowStep"}} if each.get("type") == "array" else each for each in own["anyOf"]
    ]
    return {**own, "anyOf": lists}
