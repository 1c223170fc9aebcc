"""A new market's `market.yaml`. Part of `authoring`."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from checker.alignment.adoption import due_processes, newest_in_effect
from checker.errors import UsageError
from checker.model.documents import Region
from checker.model.value import Version
from checker.model.workspace import Programme
from checker.pipeline.waiver_request import NewFile, scalar


class NewMarket(NamedTuple):
    """What only its people know. `currency` is None where nothing due is counted in money."""

    market: str
    name: str
    country: str
    region: str
    languages: tuple[str, ...]
    channels: tuple[str, ...]
    lead: str
    currency: str | None = None


def known_channels(programme: Programme) -> tuple[str, ...]:
    """Every channel that a standard names."""
    of_standards = (document.model for versions in programme.standards.values() for document in versions.values())
    return tuple(sorted({channel for standard in of_standards for channel in standard.channels}))


def market_file(new: NewMarket, programme: Programme, region: Region | None, day: date) -> NewFile:
    """The file with every process that is due in its newest version. `region` None: its file is still to be written."""
    return NewFile(f"markets/{new.region}/{new.market}/market.yaml", "\n".join(_lines(new, programme, region, day)) + "\n")


def region_file(region: str, name: str, lead: str) -> NewFile:
    """The file of a region that has none yet."""
    lines = ("kind: region", f"region: {scalar(region)}", f"name: {scalar(name)}", f"lead: {scalar(lead)}")
    hint = "# adopts: versions that every market of the region runs, unless its own file says otherwise"
    return NewFile(f"markets/{region}/region.yaml", "\n".join((*lines, hint)) + "\n")


def _lines(new: NewMarket, programme: Programme, region: Region | None, day: date) -> Iterator[str]:
    yield "kind: market"
    yield f"market: {scalar(new.market)}"
    yield f"name: {scalar(new.name)}"
    yield f"country: {scalar(new.country)}  # whose law binds here, with the groups that it lies in"
    yield f"languages: {_list(new.languages)}"
    if new.currency is not None:
        yield f"currency: {scalar(new.currency)}"
    yield "# time_zones: [Area/City]  # its own, as computers call them: a continent, a slash and a city"
    yield "# weekend: [sat, sun]"
    yield "# profile: [staff_250]  # some duties bind only companies that are so; `checker report` lists them under Law"
    yield "# Channels say which processes are due. Known ones:"
    yield f"#   {', '.join(known_channels(programme))}"
    yield f"channels: {_list(new.channels)}"
    yield f"lead: {scalar(new.lead)}"
    yield from _adopts(_own(programme, region, frozenset(new.channels), day))
    yield ""
    yield f"# When the market runs as declared: checker confirm {new.market}"


def _own(programme: Programme, region: Region | None, channels: frozenset[str], day: date) -> Mapping[str, Version]:
    """What is due, is not adopted by the region, and can be adopted."""
    of_region = region.adopts if region is not None else {}
    due = (process for process in due_processes(programme, channels) if process not in of_region)
    newest = {process: newest_in_effect(programme.standards.get(process, {}), day) for process in due}
    return {process: version for process, version in newest.items() if version is not None}


def _adopts(own: Mapping[str, Version]) -> Iterator[str]:
    if not own:
        yield "# Every process that is due is adopted by the region. To run another version: adopts: {process: 1.0.0}"
        return
    yield ""
    yield "# Which version of each process is run here. A process that runs as written needs no file of its own."
    yield "adopts:"
    yield from (f"  {process}: {version}" for process, version in own.items())


def _list(members: Iterable[str]) -> str:
    return f"[{', '.join(scalar(member) for member in members)}]"


def require_free(market: str, known: Iterable[str]) -> None:
    """Refuse the id of a market that there is. Raises UsageError."""
    if market in set(known):
        raise UsageError(f"there is a market `{market}` already, and it is left as it is")
