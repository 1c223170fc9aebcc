"""What the parts of a document are called on the site: words, where the code has classes."""

import re

SHAPES = {
    # catalogue
    "DueChannels": "where a channel is offered",
    "DueProcess": "when a process is due",
    "Severities": "the four severities",
    "SeverityTerms": "what a severity means",
    "Targets": "targets",
    # standard
    "AllowedRange": "a range",
    "AllowedSchema": "a schema of what is allowed",
    "Branch": "a branch",
    "Control": "a control",
    "Definition": "how a metric is counted",
    "ExtensionPoint": "a place for local steps",
    "Flow": "the flow",
    "FlowRule": "a rule of the flow",
    "Metric": "a metric",
    "Parameter": "a parameter of a step",
    "Reference": "a reference",
    "Renamed": "what was renamed",
    "Severity": "a severity",
    "Step": "a step",
    "Tailoring": "what a market may do with a value",
    "WithinTurns": "a number of turns",
    # law
    "Duty": "a duty",
    "Point": "what is judged with it",
    # waiver
    "Approval": "an approval",
    "Envelope": "what the waiver accepts",
    "Plan": "the plan",
    # market
    "Confirmation": "a confirmation",
    # variant
    "BranchPlace": "a place on a branch",
    "ControlEntry": "the value of a control",
    "Insert": "insert a step",
    "LocalControl": "a control of the market's own",
    "LocalFlow": "the market's flow",
    "LocalParameter": "a parameter of a local step",
    "LocalStep": "a local step",
    "MetricEntry": "the target of a metric",
    "Move": "move a step",
    "Reason": "the reason",
    "ReasonType": "the kinds of reasons",
    "Replace": "replace a step",
    "Settings": "what of a step is set",
    "Skip": "skip a step",
    "Tune": "tune a step",
}
"""In the words of the page; of what has none here, the name stands as it is."""


def words(shape: str) -> str:
    return SHAPES.get(shape, shape)


def title(name: str, shape: str) -> str:
    """The heading of a part below a document's: ids of headings have to differ over the page."""
    said = words(shape)
    return f"{said[:1].upper()}{said[1:]} ({name})"


def anchor(name: str, shape: str) -> str:
    """The id that the site gives to that heading."""
    return f"#{re.sub(r'[^a-z0-9 -]', '', title(name, shape).lower()).replace(' ', '-')}"
