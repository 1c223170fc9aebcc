"""The reading of a gap with the fewest refused edits, then the fewest edits, then the fewest removals. Part of `flow`.

A dynamic programme over both chains, without recursion. Its state also knows behind which step with extension points
the next added step stands and how many of its places are used up. A chain that replaces a step grows link by link, so
that long chains cost no more than their length. A gap too large for this is cut into pieces that are read one by one.
"""

from typing import Literal, NamedTuple

from checker.flow.aligning import Gap, Reading, Spot, Standing, is_plain, spot_behind, standing
from checker.flow.permissions import Permissions

MOST_STATES = 100_000
"""States for one gap, by a safe estimate; a larger gap is read in pieces, and the reading said not to be the least."""


class _Act(NamedTuple):
    """One part of a reading; `settles` says that what follows stands behind this step's extension points."""

    kind: Literal["removed", "replaced", "link", "last", "begun", "added", "covered", "passed"]
    step: str
    chain: tuple[str, ...] = ()
    settles: bool = False


class _State(NamedTuple):
    """`went`, `came`: read up to here. `spots`: a number for the spots. `chain`: 0, or the place in a chain.

    Of a chain, 1 says that S+ allows it so far, 2 that it is refused and paid for.
    """

    went: int
    came: int
    spots: int
    chain: int = 0


class _Move(NamedTuple):
    cost: int
    after: _State
    act: _Act


OPEN, REFUSED = 1, 2


def read_gap(gap: Gap, permissions: Permissions) -> Reading | None:
    """The cheapest reading; None: what is settled does not fit here."""
    return _Programme(gap, permissions).read()


class _Programme:
    def __init__(self, gap: Gap, permissions: Permissions) -> None:
        self.gap = gap
        self.permissions = permissions
        self.went = tuple(step for step in gap.went if step not in gap.moved)
        self.came = gap.came
        self.settled_here = frozenset(new for chain in gap.settled.values() for new in chain)
        self.edit = 2 * (len(self.went) + len(self.came)) + 2
        self.refusal = self.edit * self.edit
        self.spots: list[tuple[Spot, ...]] = []
        self.number: dict[tuple[Spot, ...], int] = {}
        self.beside = _barriers(gap)
        self.end = _State(len(self.went), len(self.came), 0)

    def read(self) -> Reading | None:
        pieces = -(-self._estimate() // MOST_STATES)
        acts = self._in_pieces(pieces)
        if acts is None:
            return None
        return self._replay(acts if pieces == 1 else self._joined(acts), least=pieces == 1)

    def _estimate(self) -> int:
        """States at most: each place in both chains, with every spot that can be reached."""
        rooms = self.permissions.rooms
        behind = [rooms[step].places for step in {*self.went, *self.came} if step in rooms]
        first = [rooms[spot.step].places for spot in self.gap.spots if spot.step in rooms]
        standing_at = 1 + sum(behind) + len(behind) + max(first, default=0)
        return (len(self.went) + 1) * (len(self.came) + 1) * (2 * bool(self.went) + standing_at)

    def _in_pieces(self, pieces: int) -> list[_Act] | None:
        acts: list[_Act] = []
        state = _State(0, 0, self._numbered(self.gap.spots))
        for piece in range(1, pieces + 1):
            self.end = _State(len(self.went) * piece // pieces, len(self.came) * piece // pieces, 0)
            found = self._solve(state)
            if found is None:
                return None
            acts += found[0]
            state = found[1]
        return acts

    def _solve(self, start: _State) -> tuple[list[_Act], _State] | None:
        """The cheapest acts from a state to the end, and the state there."""
        best: dict[_State, tuple[int, _Move | None] | None] = {}
        opened: dict[_State, list[_Move]] = {}
        stack = [start]
        while stack:
            state = stack[-1]
            if state in best:
                stack.pop()
            elif state in opened:
                stack.pop()
                best[state] = _cheapest(opened.pop(state), best)
            elif self._is_end(state):
                best[state] = 0, None
            else:
                opened[state] = moves = self._moves(state)
                stack += [move.after for move in moves if move.after not in best]
        return _traced(start, best)

    def _is_end(self, state: _State) -> bool:
        return state.went == self.end.went and state.came == self.end.came and not state.chain

    # The moves from one state, in the order that is preferred among equals.

    def _moves(self, state: _State) -> list[_Move]:
        if state.chain:
            return self._links(state)
        moves: list[_Move] = []
        if state.went < self.end.went:
            moves += self._went(state)
        if state.came < self.end.came:
            moves += self._came(state)
        return moves

    def _went(self, state: _State) -> list[_Move]:
        step, settled = self.went[state.went], self.gap.settled
        moves = self._settled_chain(state, step) if step in settled else self._chain(state, step)
        if not settled.get(step):
            cost = self.edit + 1 + self._refused(not self.permissions.may(step, "skip"))
            after = state._replace(went=state.went + 1)
            moves.append(_Move(cost, after, _Act("removed", step)))
            if step in self.permissions.rooms:
                moves.append(_Move(cost, after._replace(spots=self._behind(step)), _Act("removed", step, settles=True)))
        return moves

    def _chain(self, state: _State, step: str) -> list[_Move]:
        """Begin a chain in a step's place."""
        if not self._may_link(step, state.came):
            return []
        allowed = self.permissions.may(step, "replace")
        after = state._replace(spots=0, chain=OPEN if allowed else REFUSED)
        return [_Move(self.edit + self._refused(not allowed), after, _Act("begun", step))]

    def _may_link(self, step: str, at: int) -> bool:
        return at < self.end.came and self.came[at] in self.gap.partners.get(step, frozenset())

    def _links(self, state: _State) -> list[_Move]:
        step, new = self.went[state.went], self.came[state.came]
        broken = state.chain == OPEN and not is_plain(self.gap.types[new])
        cost, chain = self._refused(broken), REFUSED if broken else state.chain
        last = _State(state.went + 1, state.came + 1, self._behind(step))
        moves = [_Move(cost, last, _Act("last", step, (new,)))]
        if self._may_link(step, state.came + 1):
            moves.append(_Move(cost, _State(state.went, state.came + 1, 0, chain), _Act("link", step, (new,))))
        return moves

    def _settled_chain(self, state: _State, step: str) -> list[_Move]:
        chain = self.gap.settled[step]
        end = state.came + len(chain)
        if not chain or end > self.end.came or self.came[state.came : end] != chain:
            return []
        if not self.gap.partners.get(step, frozenset()).issuperset(chain):
            return []
        allowed = self.permissions.may(step, "replace") and all(is_plain(self.gap.types[new]) for new in chain)
        after = _State(state.went + 1, end, self._behind(step))
        return [_Move(self.edit + self._refused(not allowed), after, _Act("replaced", step, chain))]

    def _came(self, state: _State) -> list[_Move]:
        step = self.came[state.came]
        after = state._replace(came=state.came + 1)
        if step in self.gap.moved:
            moves = [_Move(0, after, _Act("passed", step))]
            if step in self.permissions.rooms:
                behind = after._replace(spots=self._behind(step))
                moves.append(_Move(0, behind, _Act("passed", step, settles=True)))
            return moves
        if step in self.settled_here:
            return []
        moves = [self._added(state, step)]
        if is_plain(self.gap.types[step]):
            found = [by for by in self.beside[state.came] if by in self.gap.coverers]
            moves += [_Move(0, after, _Act("covered", step, (by,))) for by in found]
        return moves

    def _added(self, state: _State, step: str) -> _Move:
        spots = self.spots[state.spots]
        refused = _worst(self.permissions, spots, self.gap.types[step]).refused is not None
        after = _State(state.went, state.came + 1, self._numbered(tuple(map(self._used, spots))))
        return _Move(self.edit + 1 + self._refused(refused), after, _Act("added", step))

    def _refused(self, refused: bool) -> int:  # noqa: FBT001 (it is what is counted)
        return self.refusal if refused else 0

    # Spots, by number. Above what a point holds, how many places are used no longer matters.

    def _used(self, spot: Spot) -> Spot:
        room = self.permissions.rooms.get(spot.step or "")
        return Spot(spot.step, min(spot.used + 1, room.places)) if room is not None else Spot(None)

    def _numbered(self, spots: tuple[Spot, ...]) -> int:
        if spots not in self.number:
            self.number[spots] = len(self.spots)
            self.spots.append(spots)
        return self.number[spots]

    def _behind(self, step: str) -> int:
        return self._numbered((spot_behind(self.permissions, step, Spot(None)),) * len(self.gap.spots))

    # From acts to a reading.

    def _replay(self, acts: list[_Act], *, least: bool) -> Reading:
        """The reading that acts make, each added step at its exact spot."""
        spots = self.gap.spots
        added: list[tuple[str, Standing]] = []
        for act in acts:
            if act.kind == "added":
                added.append((act.step, _worst(self.permissions, spots, self.gap.types[act.step])))
                spots = tuple(Spot(spot.step, spot.used + 1) for spot in spots)
            elif act.kind == "replaced" or act.settles:
                spots = tuple(spot_behind(self.permissions, act.step, Spot(None)) for _ in spots)
        return Reading(
            removed=tuple(act.step for act in acts if act.kind == "removed"),
            replaced=tuple((act.step, act.chain) for act in acts if act.kind == "replaced"),
            covered=tuple((act.chain[0], act.step) for act in acts if act.kind == "covered"),
            added=tuple(added),
            least=least,
        )

    def _joined(self, acts: list[_Act]) -> list[_Act]:
        """Chains that a cut between pieces broke, whole again: added steps right beside one belong to it."""
        forth = self._extended(acts, before=False)
        return self._extended(forth[::-1], before=True)[::-1]

    def _extended(self, acts: list[_Act], *, before: bool) -> list[_Act]:
        joined: list[_Act] = []
        links: list[str] = []
        for act in acts:
            last = joined[-1] if joined else None
            if last is not None and last.kind == "replaced" and self._belongs(act, last):
                links.append(act.step)
                continue
            _lengthen(joined, links, before=before)
            joined.append(act)
        _lengthen(joined, links, before=before)
        return joined

    def _belongs(self, act: _Act, chain: _Act) -> bool:
        """Whether an added step may be one more link, and a chain that is allowed stays so."""
        if act.kind != "added" or act.step not in self.gap.partners.get(chain.step, frozenset()):
            return False
        allowed = is_plain(self.gap.types[act.step]) or not self.permissions.may(chain.step, "replace")
        return allowed and chain.step not in self.gap.settled


def _lengthen(acts: list[_Act], links: list[str], *, before: bool) -> None:
    """Put the gathered links, if any, into the chain that stands last."""
    if links:
        chain = acts[-1].chain
        acts[-1] = acts[-1]._replace(chain=(*links[::-1], *chain) if before else (*chain, *links))
        links.clear()


def _worst(permissions: Permissions, spots: tuple[Spot, ...], step_type: str) -> Standing:
    """How an added step stands that several edges show: as on the worst of them."""
    standings = [standing(permissions, spot, step_type) for spot in spots]
    return min(standings, key=lambda each: (each.refused is None, each.point is not None))


def _cheapest(moves: list[_Move], best: dict[_State, tuple[int, _Move | None] | None]) -> tuple[int, _Move | None] | None:
    """The first of the moves with the least cost up to the end; None where none leads there."""
    found: tuple[int, _Move | None] | None = None
    for move in moves:
        rest = best[move.after]
        if rest is not None and (found is None or move.cost + rest[0] < found[0]):
            found = move.cost + rest[0], move
    return found


def _traced(start: _State, best: dict[_State, tuple[int, _Move | None] | None]) -> tuple[list[_Act], _State] | None:
    """The acts along the cheapest moves, the links of each chain put together."""
    acts: list[_Act] = []
    links: list[str] = []
    state = start
    while True:
        found = best[state]
        if found is None:
            return None
        move = found[1]
        if move is None:
            return acts, state
        if move.act.kind in ("link", "last"):
            links += move.act.chain
        if move.act.kind == "last":
            acts.append(_Act("replaced", move.act.step, tuple(links)))
            links = []
        elif move.act.kind not in ("link", "begun"):
            acts.append(move.act)
        state = move.after


def _barriers(gap: Gap) -> list[tuple[str, str]]:
    """For each step that came, what ends the unbroken chain of plain steps on both its sides."""
    ends = [step in gap.moved or not is_plain(gap.types[step]) for step in gap.came]
    before, last = [], gap.source
    for step, stops in zip(gap.came, ends, strict=True):
        before.append(last)
        last = step if stops else last
    after, last = [], gap.target
    for step, stops in zip(reversed(gap.came), reversed(ends), strict=True):
        after.append(last)
        last = step if stops else last
    return list(zip(before, reversed(after), strict=True))
