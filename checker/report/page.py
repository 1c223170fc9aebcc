"""The HTML report as one self-contained page. Part of `report`."""

from checker.model.report import Report


def render_page(report: Report) -> str:
    """The whole page as text."""
    raise NotImplementedError(report.title)
