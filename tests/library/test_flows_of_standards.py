"""Every flow of the library has what a flow of this programme has."""

from pathlib import Path

import checker

PROJECT = Path(__file__).resolve().parents[2]


def test_every_flow_has_steps_a_decision_an_extension_point_and_rules() -> None:
    standards = checker.read_workspace(PROJECT).programme.standards
    assert len(standards) == 20
    for process, versions in standards.items():
        for version, document in versions.items():
            flow = document.model.flow
            assert flow is not None, (process, version)
            assert len(flow.steps) >= 8, (process, version)
            assert any(step.type == "decision" for step in flow.steps), (process, version)
            assert any(step.type == "end" for step in flow.steps), (process, version)
            assert flow.extension_points, (process, version)
            assert len(flow.rules) >= 3, (process, version)
