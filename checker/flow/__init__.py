"""Flows as graphs: what a market changed, whether it may, and whether rules hold on every run.

Pure algorithms over the documents of `model`; nothing here knows markets, files, YAML or the clock. A caller asks, in
this order: `flow_faults` (can this standard be judged by), `apply` (the flow that a market runs, or why there is none),
`compare` (the edits, and whether S+ allows each), `judge_rules`, `defects`, `score` and `renamings`. `derive` is the
way back from a whole flow to changes. Names that are not here are the package's own.
"""

from checker.flow.compare import compare
from checker.flow.defects import Defect, defects
from checker.flow.derive import derive
from checker.flow.draft import Cause
from checker.flow.edits import Comparison, Difference, Edit, EditKind, ParameterPair, Place
from checker.flow.effective import Applied, Refused, apply
from checker.flow.faults import Fault, flow_faults, rule_faults
from checker.flow.graph import Edge, Graph, Node, Setting, build
from checker.flow.hints import Renaming, renamings
from checker.flow.rules.judge import Broken, Holds, NotDecided, Verdict, judge_rule, judge_rules
from checker.flow.rules.search import STATE_LIMIT
from checker.flow.score import Route, Score, percent, score

__all__ = [
    "STATE_LIMIT", "Applied", "Broken", "Cause", "Comparison", "Defect", "Difference", "Edge", "Edit", "EditKind",
    "Fault", "Graph", "Holds", "Node", "NotDecided", "ParameterPair", "Place", "Refused", "Renaming", "Route", "Score",
    "Setting", "Verdict", "apply", "build", "compare", "defects", "derive", "flow_faults", "judge_rule", "judge_rules",
    "percent", "renamings", "rule_faults", "score",
]  # fmt: skip
