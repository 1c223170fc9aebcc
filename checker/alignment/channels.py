"""Channel words that nothing else knows and that look like one that is known. Part of `alignment`.

A market may offer a channel that no standard speaks of; so only a word that is near a known one is said to be wrong.
"""

from collections.abc import Iterable, Iterator

from checker.facts import ChannelFact
from checker.model.documents import Catalogue, DueChannels, Market, Standard
from checker.model.position import Document, KeyPath, Place
from checker.model.workspace import Programme

NEAR = 0.75
ALSO_CALLED = {"phone": "voice", "telephone": "voice", "call": "voice", "calls": "voice", "chat": "live_chat", "mail": "email"}
"""Words that people use for the channels of the contract's examples."""


def known_channels(programme: Programme) -> frozenset[str]:
    """Every channel that a standard names, or that makes a process due."""
    return frozenset(_of_standards(programme)) | frozenset(_due_channels(programme.catalogue.model))


def market_channels(market: Document[Market], known: frozenset[str]) -> Iterator[ChannelFact]:
    """A fact for each channel of a market that looks like a known one that the market does not name."""
    channels = market.model.channels
    if known.issuperset(channels):
        return
    for index, word in enumerate(channels):
        near = _meant(word, known.difference(channels)) if word not in known else None
        if near is not None:
            yield ChannelFact(word, near, Place(market, ("channels", index)))


def shared_channels(programme: Programme) -> Iterator[tuple[str | None, ChannelFact]]:
    """The same of the catalogue and the standards, each with its process if it is of one."""
    catalogue = programme.catalogue
    of_standards = frozenset(_of_standards(programme))
    for process, entry in catalogue.model.processes.items():
        if isinstance(entry.due, DueChannels) and not of_standards.issuperset(entry.due.channels):
            path: KeyPath = ("processes", process, "due", "channels")
            words = [(word, (*path, index), False) for index, word in enumerate(entry.due.channels)]
            yield from ((None, fact) for fact in _facts(catalogue, words, of_standards))
    users = _users(programme)
    for process, versions in programme.standards.items():
        elsewhere = frozenset(word for word, of in users.items() if of != {process})
        for document in versions.values():
            yield from ((process, fact) for fact in _of_standard(document, elsewhere))


def _of_standard(document: Document[Standard], elsewhere: frozenset[str]) -> Iterator[ChannelFact]:
    """Its channels beside what its own values and all others name; else its values beside its channels."""
    standard = document.model
    keys = {
        key: ("controls", index, "value", key)
        for index, control in enumerate(standard.controls)
        if control.per == "channel" and isinstance(control.value, dict)
        for key in control.value
    }
    if elsewhere.issuperset(standard.channels) and keys.keys() <= set(standard.channels):
        return
    words: list[Word] = [(word, ("channels", index), False) for index, word in enumerate(standard.channels)]
    odd = list(_facts(document, words, elsewhere | keys.keys()))
    yield from odd or _facts(document, [(key, path, True) for key, path in keys.items()], elsewhere.union(standard.channels))


Word = tuple[str, KeyPath, bool]
"""A channel's name, where it stands, and whether it is a key there."""


def _facts(
    document: Document[Catalogue] | Document[Standard], words: Iterable[Word], known: frozenset[str]
) -> Iterator[ChannelFact]:
    for word, path, at_key in words:
        near = _meant(word, known) if word not in known else None
        if near is not None:
            yield ChannelFact(word, near, Place(document, path, at_key))


def _meant(word: str, known: frozenset[str]) -> str | None:
    also = ALSO_CALLED.get(word)
    if also is not None and also in known:
        return also
    from difflib import get_close_matches  # only where a word is not known

    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=NEAR)), None)


def _of_standards(programme: Programme) -> Iterator[str]:
    """Every channel in standards: in their lists, and those that a value is for."""
    for versions in programme.standards.values():
        for document in versions.values():
            yield from document.model.channels
            for control in document.model.controls:
                if control.per == "channel" and isinstance(control.value, dict):
                    yield from control.value


def _due_channels(catalogue: Catalogue) -> Iterator[str]:
    for entry in catalogue.processes.values():
        if isinstance(entry.due, DueChannels):
            yield from entry.due.channels


def _users(programme: Programme) -> dict[str, set[str]]:
    """Channel → the processes whose standards name it; the catalogue counts as one more."""
    users: dict[str, set[str]] = {}
    for process, versions in programme.standards.items():
        for document in versions.values():
            for word in document.model.channels:
                users.setdefault(word, set()).add(process)
    for word in _due_channels(programme.catalogue.model):
        users.setdefault(word, set()).add("")
    return users
