"""What `checker explain` says, as JSON (`checker.explain/1`). Part of `cli`."""

import json
from collections.abc import Iterable

from checker.formats._finding_json import amount_json, finding_json, location_json
from checker.model.finding import Finding
from checker.pipeline.explanation import Explanation
from checker.rules.rule import Rule


def explained(what: str, rule: Rule | None = None, element: Explanation | None = None, findings: Iterable[Finding] = ()) -> str:
    """`rule`, `element` and `findings` are what `what` names; the other ones are null and empty."""
    found = {
        "format": "checker.explain/1",
        "what": what,
        "rule": None if rule is None else {"id": rule.id, "family": rule.family, "level": rule.level, **rule.manual._asdict()},
        "element": None if element is None else _element(element),
        "findings": [finding_json(each) for each in findings],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _element(found: Explanation) -> dict[str, object]:
    texts = {key: getattr(found, key) or None for key in ("requirement", "why", "remedy", "permission", "allowed", "not_checked")}
    return {
        "address": found.address,
        "title": found.title,
        "status": None if found.not_checked else found.result.status.value,
        "severity": found.severity,
        **texts,
        "standard": amount_json(found.result.standard),
        "local": amount_json(found.result.local),
        "layers": [
            {
                "layer": each.layer, "text": each.text, "holds": each.holds, "days": each.days or None,
                "reason": each.reason or None, "location": location_json(each.location),
            }
            for each in found.layers
        ],
        "duties": [each._asdict() for each in found.duties],
        "waivers": [{"id": waiver, "location": location_json(location)} for waiver, location in found.waivers],
    }  # fmt: skip
