"""Where a word stands that was typed without its market and process: an id or a title. Part of `pipeline`."""

from collections.abc import Iterable, Iterator

from checker.model.documents import Standard
from checker.model.nearest import LEAST_PART, meant
from checker.model.workspace import Programme

MOST = 4


def whereabouts(word: str, programme: Programme, rules: Iterable[str], market: str, command: str = "explain") -> str:
    """What a word is that is no rule, and how to ask `command` for it. `market`: one to show the form of an address with."""
    titled = [] if (places := list(_places(word, programme))) else list(_titled(word, programme))
    if titled:
        return _choice(word, titled, market, command)
    if places:
        example = "/".join((market, *places[0]))
        return f"`{word}` is {_told(places)}; write it with a market, like `checker {command} {example}`"
    process, _, element = word.partition("/")
    if process in programme.process_ids():
        example = f"{market}/{process}/{element or 'control:…'}"
        return f"`{process}` is a process; write a market before it, like `{example}`, or see `checker diff {market} {process}`"
    return f"there is no rule and no element `{word}`{meant(word, {*rules, *_ids(programme)})}"


def _places(word: str, programme: Programme) -> Iterator[tuple[str, str]]:
    """The processes whose newest version has an element of this id or address, with the address."""
    for process, versions in sorted(programme.standards.items()):
        for address in _addresses(versions[max(versions)].model):
            if word in (address, address.partition(":")[2]):
                yield process, address


def _titled(word: str, programme: Programme) -> Iterator[tuple[str, str, str]]:
    """The processes whose newest version has an element of this title, or else with this in its title; with address and title."""
    asked = " ".join(word.casefold().split())
    if len(asked) < LEAST_PART:
        return
    every = [
        (process, address, title)
        for process, versions in sorted(programme.standards.items())
        for address, title in _titles(versions[max(versions)].model)
    ]
    whole = [each for each in every if each[2].casefold() == asked]
    yield from whole or (each for each in every if asked in each[2].casefold())


def _titles(standard: Standard) -> Iterator[tuple[str, str]]:
    flow = standard.flow
    yield from ((f"control:{control.id}", control.title) for control in standard.controls)
    yield from ((f"metric:{metric.id}", metric.title) for metric in standard.metrics)
    yield from ((f"step:{step.id}", step.name) for step in (flow.steps if flow else ()))


def _choice(word: str, titled: list[tuple[str, str, str]], market: str, command: str) -> str:
    """Each element that is called so, as it is to be typed."""
    rest = len(titled) - MOST
    shown = [f"`checker {command} {market}/{process}/{address}` ({title})" for process, address, title in titled[:MOST]]
    more = f", and {rest} more" if rest > 0 else ""
    return f"`{word}` is what people call it; write its id with a market, like {', '.join(shown)}{more}"


def _addresses(standard: Standard) -> Iterator[str]:
    flow = standard.flow
    yield from (f"control:{control.id}" for control in standard.controls)
    yield from (f"metric:{metric.id}" for metric in standard.metrics)
    yield from (f"step:{step.id}" for step in (flow.steps if flow else ()))
    yield from (f"rule:{rule.id}" for rule in (flow.rules if flow else ()))


def _ids(programme: Programme) -> set[str]:
    newest = (versions[max(versions)].model for versions in programme.standards.values())
    return {address.partition(":")[2] for standard in newest for address in _addresses(standard)}


def _told(places: list[tuple[str, str]]) -> str:
    kind = places[0][1].partition(":")[0]
    processes = [process for process, _ in places]
    more = f" and {len(processes) - MOST} more" if len(processes) > MOST else ""
    shown = processes[:MOST]
    listed = ", ".join(shown) + more if more or len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"a {kind} of {listed}"
