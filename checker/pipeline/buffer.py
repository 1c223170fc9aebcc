"""One unsaved buffer among the files on disk, for editors: the same run as `check`. Part of `pipeline`."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from checker.model.finding import Finding
from checker.pipeline.request import Request
from checker.pipeline.run import check


def check_buffer(text: str, path: str, root: Path, day: date) -> tuple[Finding, ...]:
    """What a check would find in `path` if the text stood there, and about the process and market it belongs to."""
    buffers: Mapping[str, bytes] = {path: text.encode("utf-8", "surrogatepass")}
    report = check(Request(root, day, buffers=buffers))
    return tuple(finding for finding in report.findings if finding.location.path == path)
