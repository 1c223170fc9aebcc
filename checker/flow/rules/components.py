"""Strongly connected components: the loops of a flow. Part of `flow`."""

from collections.abc import Sequence


def components(targets: Sequence[Sequence[int]]) -> list[int]:
    """The number of each node's component (Tarjan 1972, without recursion)."""
    found = [-1] * len(targets)
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    count = 0
    for root in range(len(targets)):
        work = [(root, 0)] if root not in order else []
        while work:
            node, at = work.pop()
            if at == 0:
                order[node] = low[node] = len(order)
                stack.append(node)
            pending = _first_new(targets[node], at, order)
            if pending is not None:
                work += [(node, pending + 1), (targets[node][pending], 0)]
                continue
            low[node] = min([low[node], *(low[t] for t in targets[node] if found[t] < 0)])
            if low[node] == order[node]:
                _close(node, stack, found, count)
                count += 1
    return found


def _first_new(targets: Sequence[int], at: int, order: dict[int, int]) -> int | None:
    return next((index for index in range(at, len(targets)) if targets[index] not in order), None)


def _close(root: int, stack: list[int], found: list[int], number: int) -> None:
    while True:
        node = stack.pop()
        found[node] = number
        if node == root:
            return
