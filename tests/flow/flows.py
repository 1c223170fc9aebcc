"""Flows in a short notation, for the tests of `checker.flow`.

`steps("a b c")`: words in the order of the flow. A word is `id`, `id:type`, `id>target/2` (a `go` and its bound),
`id{label>target,label>target/2}` (a decision), `id=twin` (`same_as`), with `+skip+move` for permissions and
`!compliance` for the severity.
"""

import re
from typing import Any

from checker.model.documents.flow import Flow, LocalFlow

WORD = re.compile(
    r"(?P<id>[a-z][a-z0-9_]*)(=(?P<same_as>[a-z0-9_]+))?(:(?P<type>[a-z_]+))?(\{(?P<branches>[^}]*)\})?"
    r"(>(?P<go>[a-z0-9_]+)(/(?P<bound>\d+))?)?(?P<may>(\+[a-z]+)*)(!(?P<severity>[a-z]+))?$"
)


def step(word: str) -> dict[str, Any]:
    match = WORD.match(word)
    assert match, word
    found = match.groupdict()
    made: dict[str, Any] = {"id": found["id"]}
    if found["branches"] is not None:
        made |= {"type": "decision", "branches": [branch(text) for text in found["branches"].split(",") if text]}
    elif found["type"]:
        made["type"] = found["type"]
    for key in ("same_as", "go", "severity"):
        if found[key]:
            made[key] = found[key]
    if found["bound"]:
        made["max_repeats"] = int(found["bound"])
    if found["may"]:
        made["market_may"] = found["may"][1:].split("+")
    return made


def branch(text: str) -> dict[str, Any]:
    label, _, rest = text.partition(">")
    go, _, bound = rest.partition("/")
    return {"label": label, "go": go} | ({"max_repeats": int(bound)} if bound else {})


def steps(text: str) -> list[dict[str, Any]]:
    """Steps of a standard; a step without type is a bot, one called end is an end."""
    made = [step(word) for word in text.split()]
    return [{"type": "end" if s["id"] == "end" else "bot", "name": s["id"].upper()} | s for s in made]


def standard(text: str, points: str = "", rules: list[dict[str, Any]] | None = None, **of: dict[str, Any]) -> Flow:
    """`points`: words `point@after:type|type*max`. `of`: further keys of a step, by its id."""
    made = [s | of.get(s["id"], {}) for s in steps(text)]
    places = [_point(word) for word in points.split()]
    return Flow.model_validate({"steps": made, "extension_points": places, "rules": rules or []})


def _point(word: str) -> dict[str, Any]:
    match = re.match(r"([a-z0-9_]+)@([a-z0-9_]+):([a-z_|]+)\*(\d+)$", word)
    assert match, word
    return {"id": match[1], "after": match[2], "types": match[3].split("|"), "max_steps": int(match[4])}


def whole(flow: Flow, text: str, **of: dict[str, Any]) -> LocalFlow:
    """A variant's whole flow: a step that matches none of the standard is a bot (or what it says) named by its id."""
    ids = {s.id for s in flow.steps}
    made = []
    for word in text.split():
        given = step(word)
        known = given["id"] in ids or "same_as" in given
        made.append(({} if known else new(word)) | given | of.get(given["id"], {}))
    return LocalFlow.model_validate({"steps": made})


def changes(*made: dict[str, Any]) -> LocalFlow:
    return LocalFlow.model_validate({"changes": list(made)})


def new(word: str) -> dict[str, Any]:
    """An added step."""
    made = step(word)
    kind = "end" if made["id"] == "end" else "bot"
    return made if "same_as" in made else {"type": kind, "name": made["id"].upper()} | made
