"""The sample's released standards are recorded, and an edit of any of them is found."""

import shutil
from pathlib import Path

from workspaces import DAY, PROJECT

import checker
from checker.load.releases import read_releases
from checker.load.workspace import WorkspaceFiles

RELEASES = "standards/releases.yaml"


def test_every_version_that_is_no_draft_is_recorded() -> None:
    standards = WorkspaceFiles(PROJECT).programme().standards
    released = {
        (process, version)
        for process, versions in standards.items()
        for version, document in versions.items()
        if document.model.status != "draft"
    }
    read = read_releases((PROJECT / RELEASES).read_bytes())
    assert (set(read.digests), read.faults) == (released, ())
    assert len(released) > 25


def test_an_edit_of_a_released_standard_is_found_and_the_sample_has_none(tmp_path: Path) -> None:
    assert not [each for each in checker.check(PROJECT, as_of=DAY).findings if each.rule == "standard-edited-after-release"]
    for folder in ("standards", "markets"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    edited = "standards/processes/voice-support/1.1.0.yaml"
    (tmp_path / edited).write_bytes((PROJECT / edited).read_bytes() + b"# a word more\n")
    found = [each for each in checker.check(tmp_path, as_of=DAY).findings if each.rule == "standard-edited-after-release"]
    assert [(each.process, each.location.path) for each in found] == [("voice-support", edited)]
