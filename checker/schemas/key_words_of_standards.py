"""What each key of the global team's documents is for: catalogue, standards, law. Part of `schemas`."""

from collections.abc import Mapping

_ELEMENT_ID = "Its id. It stays the same over all versions; a new one is told under `renamed`."
_SEVERITY = "How much harm a breach does; the catalogue says what each severity weighs and who may sign."
_STRICTER = "In which direction a value is more than the standard asks for."
_TAILORING = "What a market may do with the value."
_ALLOWED = "With `within`, `superset` or `subset`: the limits, as {min, max}, a list, or {schema}."
_UNIT = "The unit; business_days are not calendar days."
_WHY = "Why it exists, for readers of findings."
_WAIVABLE = "Whether a waiver may excuse a breach of it."

OF_STANDARDS: Mapping[str, Mapping[str, str]] = {
    "Catalogue": {
        "kind": "What kind of document this is. It stands first.",
        "format": "The format of all documents of this workspace.",
        "checker": "Which versions of the tool may judge, such as `>=0.1,<1.0`.",
        "title": "What people call the programme.",
        "owner": "Who answers for it.",
        "severities": "What each severity weighs, whether a breach is an error, how long a waiver may last and who signs it.",
        "max_renewals": "How often a waiver may be renewed.",
        "confirm_every_days": "For how many days a confirmation holds.",
        "min_grace_days": "How many days markets have at least to follow a major version, from effective_from to enforced_from.",
        "targets": "What the report's verdict is measured against.",
        "approvers": "Who may sign in which role.",
        "processes": "Every process, and where it is due.",
        "jurisdictions": "Groups of countries under one law, such as EU.",
        "onboarding": "Markets that are joining, each with the last day on which its findings are excused.",
        "source_url": "Where the files can be looked at; with {path}, {line} and {commit} in it.",
    },
    "DueProcess": {"due": "always, optional, or for markets with one of these channels."},
    "DueChannels": {"channels": "The channels of which one is enough."},
    "Severities": {
        "compliance": "A breach is one of law or of a promise to a regulator.", "customer": "A breach hurts customers.",
        "business": "A breach costs money or time.", "minor": "A breach is untidy.",
    },
    "SeverityTerms": {
        "weight": "What an element of this severity counts in the numbers.", "level": "The level of an open breach.",
        "waiver_days": "For how many days a waiver may be given; 0 for none.", "approvals": "The roles that sign a waiver.",
    },
    "Targets": {
        "conformance": "The share of weight that is as the standard asks, in percent.",
        "confirmed": "The share that leads have confirmed, in percent.",
    },
    "Standard": {
        "kind": "What kind of document this is. It stands first.",
        "process": "The id of the process; its folder is called so.",
        "version": "The version; its file is called so. `checker standard diff` says which number a change needs.",
        "title": "What people call the process.",
        "purpose": "What it is for, in a sentence.",
        "owner": "Who answers for it.",
        "status": "draft, then active, later deprecated, last retired. Only a draft is edited.",
        "effective_from": "Markets may adopt it from this day.",
        "enforced_from": "From this day an older version is an error.",
        "bump_reason": "Why the number is larger than the changes need.",
        "channels": "Where the process applies.",
        "references": "Sources of ideas.",
        "renamed": "Ids that had another name in the version before.",
        "controls": "Requirements with a value each.",
        "metrics": "What is measured, how, and with which target.",
        "flow": "The steps, and the rules that hold on every run.",
    },
    "Reference": {"title": "What the source is called.", "clause": "Where in it.", "url": "Its address."},
    "Renamed": dict.fromkeys(("controls", "steps", "metrics", "rules"), "Old id to new id."),
    "Control": {
        "id": _ELEMENT_ID, "title": "What people call it.", "requirement": "What has to be so, in a sentence.",
        "value": "The standard's value; with `per`, one for each channel or currency.", "unit": _UNIT, "stricter": _STRICTER,
        "tailoring": _TAILORING, "allowed": _ALLOWED, "severity": _SEVERITY, "waivable": _WAIVABLE,
        "per": "Whether the value is given for each channel or currency.",
        "joint": "Another control that this one is judged with, as one point.",
        "since": "The version that brought it.", "why": _WHY, "remedy": "What to do about a breach, in the standard's words.",
        "references": "Sources of ideas.",
    },
    "Metric": {
        "id": _ELEMENT_ID, "title": "What people call it.", "definition": "How it is counted.", "unit": _UNIT,
        "target": "What is aimed at.", "stricter": _STRICTER, "tailoring": "What a market may do with the target.",
        "allowed": _ALLOWED, "severity": _SEVERITY, "why": _WHY,
    },
    "AllowedRange": {"min": "The least value.", "max": "The greatest value."},
    "AllowedSchema": {"schema": "A JSON Schema (2020-12) without `$ref`."},
    "Flow": {
        "steps": "The first is the start; each leads to the next one, or where its `go` says.",
        "extension_points": "Places where markets may add steps.", "rules": "What holds on every run.",
    },
    "Step": {
        "id": _ELEMENT_ID, "type": "Who does it.", "name": "What happens, in a few words.", "owner": "Who answers for it.",
        "tags": "Words that flow rules look at, such as pii.", "turns": "How many turns of conversation it takes.",
        "minutes": "How long it takes.", "go": "The step that follows, if it is not the next in the list.",
        "max_repeats": "How often a run may take this jump at most.", "branches": "The ways out of a decision.",
        "params": "Values that the step runs with; a bare one is locked.", "severity": "How much harm a changed step does.",
        "market_may": "What a market may do with the step.",
    },
    "Parameter": {"value": "The value.", "unit": _UNIT, "stricter": _STRICTER, "tailoring": _TAILORING, "allowed": _ALLOWED},
    "ExtensionPoint": {
        "id": "Its id, for `at`.", "after": "The step behind which it lies.", "types": "The types of steps that may be added.",
        "max_steps": "How many of them.",
    },
    "FlowRule": {
        "id": _ELEMENT_ID, "severity": _SEVERITY, "why": _WHY, "waivable": _WAIVABLE,
        "existence": "It happens on every run.", "absence": "It never happens.", "at_most_once": "Once or never.",
        "exactly_once": "Once, on every run.", "init": "Every run starts with it.", "last": "Every run ends with it.",
        "precedence": "No second without the first before it.", "response": "After the first, the second follows.",
        "succession": "Precedence and response.", "responded_existence": "Where the first happens, the second does too.",
        "co_existence": "Both or neither.", "not_co_existence": "Never both.", "not_succession": "No second after the first.",
        "chain_response": "The second directly after the first.", "chain_precedence": "The first directly before the second.",
        "chain_succession": "The two only together, in this order.",
        "not_chain_succession": "The second never directly after the first.",
        "alternate_response": "After each first a second, before the next first.",
        "alternate_precedence": "Each second has a first of its own.", "alternate_succession": "They take turns.",
        "different_owner": "Two different owners.", "max_handoffs": "Machine and person change at most so often.",
        "max_turns": "A run takes at most so many turns.", "max_minutes": "A run takes at most so many minutes.",
        "human_reachable_within": "From every machine step there is a way to a person, after at most so many turns.",
        "human_guaranteed_within": "Every run meets a person, or ends, after at most so many turns.",
    },
    "WithinTurns": {"turns": "So many turns at most."},
    "Law": {
        "kind": "What kind of document this is. It stands first.",
        "jurisdiction": "Whose law it is; the file is called so.",
        "checked_on": "When somebody last looked.",
        "notice": "What readers have to know before they rely on it.",
        "duties": "What the law asks for.",
    },
    "Duty": {
        "id": "Its id, for `law:` in reasons.", "citation": "Law and article.", "says": "What it asks for, in a sentence.",
        "control": "The element it is about: process/control, process/metric:id or process/step:id.",
        "bound": "min, max, exact, includes and exists bound a value; a note bounds nothing.",
        "value": "The bound.", "unit": _UNIT,
        "with": "The value of a second element, judged as one point with the first.",
        "in_force_from": "From this day it binds.", "status": "Only what is enacted binds.",
        "applies_to": "Words of a market's profile that it looks at; none means every market.",
        "scope": "Whom it concerns, for readers.", "evidence": "Whether somebody has read value and unit in a source.",
        "source": "Where.", "notes": "For readers.",
    },
    "Point": {"min": "At least this.", "max": "At most this.", "exact": "This value only."},
}  # fmt: skip
"""Model → key as written → its sentence."""
