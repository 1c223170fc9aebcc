"""What each key is for, in words that an editor shows beside it. Part of `schemas`.

A test holds every key of every kind of document to have a sentence.
"""

from collections.abc import Mapping

from checker.schemas.key_words_of_standards import OF_STANDARDS

_SINCE = "The first day on which this holds. Before it, the layer below does."
_UNTIL = "The last day on which this holds. A pilot needs one."
_UNIT = "The unit of the value, if it is not the standard's."
_BECAUSE = "Why the market differs. A reason explains; what excuses is a waiver."
_LEAD = "The e-mail address of the person who answers for this."
_ADOPTS = "Which version of each process is run: `refund-and-return: 2.1.0`. `none` leaves an optional one."
_KIND = "What kind of document this is. It stands first."
_PROCESS = "The id of the process, as its folder under standards/processes is called."

KEY_WORDS: Mapping[str, Mapping[str, str]] = {
    "Variant": {
        "kind": _KIND,
        "process": _PROCESS,
        "controls": "The controls that run differently here, and only those: `payout_days: 3`, or with unit, days and reason.",
        "metrics": "The metrics whose target is another one here.",
        "local_controls": "Controls of the market's own, which the standard does not have.",
        "flow": "What differs in the order of steps: a list of changes, or the whole flow.",
    },
    "ControlEntry": {
        "value": "The value that holds here; for each channel or currency: {email: 120}.",
        "unit": _UNIT, "from": _SINCE, "until": _UNTIL, "because": _BECAUSE,
    },
    "MetricEntry": {
        "target": "The target that holds here.",
        "unit": _UNIT,
        "definition": "How the metric is counted. Another formula than the standard's cannot be compared.",
        "from": _SINCE, "until": _UNTIL, "because": _BECAUSE,
    },
    "Definition": {
        "numerator": "What is counted.", "denominator": "Out of what.", "formula": "Instead of numerator and denominator.",
        "window": "Over which time.",
    },
    "Reason": {
        "type": "What kind of reason it is. Only law_requires changes a verdict.",
        "law": "The id of the duty, for law_requires and law_permits.",
        "note": "A sentence for those who read it later.",
    },
    "LocalControl": {
        "id": "An id of its own, which the standard does not use.", "title": "What people call it.",
        "requirement": "What has to happen, in a sentence.", "value": "The value.", "unit": "Its unit.", "why": "Why it exists.",
    },
    "LocalFlow": {
        "changes": "What differs, applied in the order written.",
        "steps": "Or the whole flow. Keep a step's id where it means the same.",
        "because": _BECAUSE,
    },
    "LocalStep": {
        "id": "The step's id; the standard's where it means the same.",
        "same_as": "The standard's step that this one stands for, under another id.",
        "type": "Who does it.", "name": "What happens, in a few words.", "owner": "Who answers for it.",
        "tags": "Words that flow rules look at, such as pii.", "turns": "How many turns of conversation it takes.",
        "minutes": "How long it takes.", "go": "The step that follows, if it is not the next in the list.",
        "max_repeats": "How often a run may take this jump at most.", "branches": "The ways out of a decision.",
        "params": "Values that the step runs with.", "because": _BECAUSE,
    },
    "LocalParameter": {"value": "The value that holds here.", "unit": _UNIT, "because": _BECAUSE},
    "Branch": {
        "label": "The answer that takes this way.", "go": "The step it leads to.",
        "max_repeats": "How often a run may take this jump at most; every loop is bounded.",
    },
    "BranchPlace": {"of": "The decision.", "label": "The label of its branch."},
    "Insert": {
        "insert": "The step that is added.", "at": "An extension point of the standard: there it is allowed.",
        "after": "Or after this step.", "before": "Or before this step.", "on_branch": "Or on a branch of a decision.",
        "because": _BECAUSE,
    },
    "Skip": {
        "skip": "The step that is left out.", "take": "Of a decision: the branch that is always taken.", "because": _BECAUSE,
    },
    "Move": {"move": "The step that stands elsewhere.", "after": "After this step.", "before": "Or before this one.",
             "because": _BECAUSE},
    "Replace": {"replace": "The step that something else stands for.", "with": "What stands in its place.",
                "because": _BECAUSE},
    "Tune": {"tune": "The step whose settings differ.", "set": "What is set, and to what.", "because": _BECAUSE},
    "Settings": {"name": "Another name.", "owner": "Another owner.", "type": "Another type.", "params": "Other parameters."},
    "Market": {
        "kind": _KIND,
        "market": "The market's id; its folder is called so.",
        "name": "What people call the market.",
        "country": 'The country\'s code, such as ES. Norway is "NO", with quotes.',
        "jurisdictions": "Further ones whose law binds here; only ever adds.",
        "profile": "What duties for some companies only look at, such as staff_250.",
        "languages": "The languages that customers are served in, such as es-ES.",
        "currency": "The currency's code, such as EUR.",
        "time_zones": "Such as Europe/Madrid.",
        "time_zone": "Another word for time_zones with one member.",
        "weekend": "The days on which nobody works.",
        "notes": "For readers; nothing is checked by it.",
        "channels": "The channels that customers can use. They say which processes are due.",
        "lead": _LEAD,
        "adopts": _ADOPTS,
        "confirms": "“We run it as written and as declared here.” `checker confirm` writes it.",
    },
    "Confirmation": {
        "version": "The version that is confirmed.", "by": "Who confirms.", "confirmed_on": "On which day.",
    },
    "Region": {
        "kind": _KIND, "region": "The region's id; its folder is called so.", "name": "What people call the region.",
        "lead": _LEAD, "adopts": f"{_ADOPTS} A market's own entry wins.", "notes": "For readers.",
    },
    "Waiver": {
        "kind": _KIND,
        "id": "The waiver's id; its file is called so.",
        "market": "The market it holds for.",
        "region": "Or the region, for each of its markets.",
        "process": _PROCESS,
        "elements": "What is excepted: `control:…`, `metric:…`, `step:…`, `rule:…` or `process`.",
        "standard": "The versions it holds for, such as `>=1.2,<2.0`.",
        "category": "accepted (with a plan), mitigated (with mitigations) or not_applicable.",
        "accepts": "How far the exception reaches. What goes further is not excused.",
        "reason": "Why the standard cannot be met now, in twenty characters or more.",
        "mitigations": "What is done instead.",
        "plan": "Who ends the exception, and by when.",
        "requested_by": "Who asks.",
        "requested_on": "On which day.",
        "approvals": "Who has signed, in which role, and when.",
        "expires": "The last day on which it holds.",
        "renews": "The id of the waiver that this one continues.",
    },
    "Envelope": {
        "at_most": "Up to this value, in the standard's unit.", "at_least": "Down to this value.", "equals": "This value only.",
        "missing": "These members may be missing.", "extra": "These members may be added.",
        "only": "These kinds of findings, such as step-moved.",
    },
    "Plan": {"owner": "Who sees to it.", "due": "By when; not after the waiver expires.", "ticket": "Where it is followed."},
    "Approval": {"by": "Who signed.", "role": "In which role of the catalogue.", "signed_on": "On which day."},
    **OF_STANDARDS,
}  # fmt: skip
"""Model → key as written → its sentence."""
