"""Markets that an earlier run judged by the same terms, from and to the cache. Part of `pipeline`.

What is kept is data: numbers to sum up, and JSON that becomes results and findings again when somebody asks for them.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from checker.cache.pack import Record, read_pack, write_pack
from checker.cache.store import Store
from checker.model.documents import Waiver
from checker.model.finding import Finding
from checker.model.later import Later, MappingLater
from checker.model.numbers import Tally, Weight
from checker.model.position import Location
from checker.model.register import WaiverRecord, WaiverState
from checker.model.results import MarketResult, ProcessResult
from checker.model.status import Disposition, ProcessStatus, Status
from checker.model.totals import Kind, Totals
from checker.model.value import parse_version
from checker.pipeline.bench import Judged


class KeptWaiver(NamedTuple):
    """A waiver's record, with the waiver by its id: the terms of a pack name its content."""

    waiver: str
    market: str | None
    state: WaiverState
    days_left: int
    renewals: int
    missing_roles: tuple[str, ...]
    findings: int
    waived_elements: tuple[str, ...]
    location: Location
    proofs: tuple[bool, ...]


class Body(NamedTuple):
    """What is read of a market when it is asked for."""

    processes: dict[str, ProcessResult]
    waivers: tuple[KeptWaiver, ...]
    duties: tuple[str, ...]
    duties_to_come: tuple[str, ...]
    findings: tuple[Finding, ...]
    digests: dict[str, str]


class Codec:
    """Bodies from and to JSON."""

    @cached_property
    def adapter(self) -> Any:
        from pydantic import ConfigDict, TypeAdapter

        return TypeAdapter(Body, config=ConfigDict(ser_json_inf_nan="constants", arbitrary_types_allowed=True))

    def read(self, body: bytes) -> Body:
        found: Body = self.adapter.validate_json(body)
        return found

    def write(self, body: Body) -> bytes:
        text: bytes = self.adapter.dump_json(body)
        return text


class Keeper:
    """The markets judged by one set of terms. `terms` names these, so that equal names mean equal terms."""

    def __init__(self, store: Store, terms: str, waivers: Mapping[str, Waiver]) -> None:
        self.store, self.waivers = store, waivers
        self.codec = Codec()
        self._entry = f"markets/{sha256(terms.encode('utf-8', 'surrogateescape')).hexdigest()}"

    @cached_property
    def records(self) -> Mapping[str, Record]:
        return read_pack(self.store, self._entry)

    def known(self, name: str) -> Judged | None:
        """A market by the name of all that it is judged by beside the terms."""
        record = self.records.get(name)
        return self._judged(record) if record is not None else None

    def keep(self, judged: Mapping[str, Judged]) -> None:
        """Keep these markets, by their names, and no others."""
        records = ((name, self._record(name, each)) for name, each in judged.items())
        write_pack(self.store, self._entry, [(name, record) for name, record in records if record is not None])
        self.store.tidy()

    def _record(self, name: str, judged: Judged) -> Record | None:
        """None for what JSON cannot hold, which is a path that is no text."""
        if (known := self.records.get(name)) is not None:
            return known
        try:
            "\n".join(judged.digests).encode()
            return Record(_head(judged), self.codec.write(_body(judged)))
        except ValueError:
            return None

    def _judged(self, record: Record) -> Judged:
        read = _Once(lambda: self.codec.read(record.body))
        result, counts = _summary(record.head, read, self.waivers)
        return Judged(result, Later(lambda: read.body.findings), MappingLater(lambda: read.body.digests), counts)


class _Once:
    """A body that is read once."""

    def __init__(self, read: Callable[[], Body]) -> None:
        self._read = read

    @cached_property
    def body(self) -> Body:
        return self._read()


def _body(judged: Judged) -> Body:
    result = judged.result.without_elements()
    waivers = tuple(KeptWaiver(record.waiver.id, *record[1:]) for record in result.waivers)
    return Body(
        dict(result.processes), waivers, tuple(result.duties), tuple(result.duties_to_come), tuple(judged.findings),
        dict(judged.digests),
    )  # fmt: skip


def _head(judged: Judged) -> object:
    """What can be summed up without reading the body."""
    result, totals = judged.result, judged.result.totals
    return [
        result.market, result.name, result.region, result.lead, result.status.value, sorted(result.unchecked),
        {process: str(version) for process, version in result.adopted.items()}, sorted(result.waiver_ids),
        totals.pairs, {status.value: number for status, number in totals.elements.items()},
        [_weight_text(weight) for weight in result.tally],
        judged.counts.unusable, [[kind.level, kind.disposition.value, number] for kind, number in judged.counts.findings.items()],
    ]  # fmt: skip


def _summary(head: Any, read: _Once, waivers: Mapping[str, Waiver]) -> tuple[MarketResult, Totals]:
    """A market's result and the counts of its findings; of the result only the numbers are there before it is read."""
    market, name, region, lead, status, unchecked, adopted, waiver_ids, pairs, elements, weights, unusable, kinds = head
    result = MarketResult(
        market, name, region, lead, MappingLater(lambda: read.body.processes),
        Later(lambda: [_record_of(kept, waivers) for kept in read.body.waivers]),
        Later(lambda: read.body.duties), Later(lambda: read.body.duties_to_come),
    )  # fmt: skip
    tally = Tally(*map(_weight, weights))
    by_status = {Status(each): number for each, number in elements.items()}
    vars(result).update(  # what is worked out from the processes once, and is known here
        tally=tally, status=ProcessStatus(status), waiver_ids=frozenset(waiver_ids),
        adopted={process: _version(version) for process, version in adopted.items()},
        unchecked=frozenset(unchecked),
        totals=Totals(1, pairs, len(unchecked), elements=by_status, tally=tally),
    )  # fmt: skip
    counts = {Kind(level, Disposition(disposition), None): number for level, disposition, number in kinds}
    return result, Totals(unusable=unusable, findings=counts)


def _record_of(kept: KeptWaiver, waivers: Mapping[str, Waiver]) -> WaiverRecord:
    return WaiverRecord(waivers[kept.waiver], *kept[1:])


_version = cache(parse_version)


def _weight_text(weight: Weight) -> int | str:
    return weight if isinstance(weight, int) else str(weight)


def _weight(text: int | str) -> Weight:
    return text if isinstance(text, int) else Fraction(text)
