"""What to say to whoever would upgrade a whole region: its file, and its markets one by one. Part of `pipeline`."""

from collections.abc import Iterator

from checker.load.layout import RegionLayout
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Region
from checker.model.position import Document, Place
from checker.model.value import Version


def of_region(files: WorkspaceFiles, layout: RegionLayout, process: str, version: Version) -> str:
    """Why a region cannot be upgraded, and how its markets are."""
    return "\n  ".join(_lines(files, layout, process, version))


def _lines(files: WorkspaceFiles, layout: RegionLayout, process: str, version: Version) -> Iterator[str]:
    region = files.region(layout)
    documents = {each.id: files.market(each, region).document for each in layout.markets}
    own = {market: document.model.adopts[process] for market, document in documents.items()
           if document is not None and process in document.model.adopts}  # fmt: skip
    others = sorted(set(documents) - set(own))
    yield f"`{layout.id}` is a region, and `checker upgrade` moves one market at a time"
    if others and region.document is not None:
        yield f"{', '.join(others)}: {_by_region(region.document, process, version)}"
    for market, pinned in sorted(own.items()):
        said = "runs it already" if pinned == version else f"`checker upgrade {market} {process} {version}`"
        yield f"{market} names its own version ({pinned or 'none'}): {said}"
    yield f"`checker standard impact {process} {version}` shows what the version does to each of them"


def _by_region(document: Document[Region], process: str, version: Version) -> str:
    pinned = document.model.adopts.get(process)
    if pinned == version:
        return f"the region's file adopts {version} already"
    key = ("adopts", process) if pinned is not None else ("adopts",) if "adopts" in document.model.model_fields_set else ()
    where = document.path if not key else f"{document.path}:{Place(document, key, at_key=True).location().span.line}"
    return f"write `{process}: {version}` under `adopts` in {where}, which moves all that follow the region"
