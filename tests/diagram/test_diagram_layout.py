"""Where boxes, lines and labels may and may not lie."""

import time
from itertools import combinations, pairwise

import pytest
from drawn_flows import pictures, standard_pictures
from hypothesis import given, settings

from checker.diagram import Arrow, Box, Layout, Picture, layout
from checker.diagram.crossings import crossings, overlaps
from checker.diagram.picture import Rect

SAMPLES = standard_pictures()
# What a person who drew them by hand could hardly better; a change that adds crossings has to be looked at.
MOST_CROSSINGS = {
    "account-recovery": 1,
    "ai-guardrails": 8,
    "chatbot-containment": 4,
    "complaint-and-escalation": 1,
    "contact-intake": 4,
    "content-and-safety-report": 8,
    "email-ticket": 3,
    "human-handoff": 3,
    "incident-communication": 0,
    "knowledge-management": 1,
    "live-chat": 6,
    "order-status": 2,
    "payments-and-chargeback": 4,
    "privacy-and-retention": 3,
    "quality-assurance": 1,
    "refund-and-return": 2,
    "seller-buyer-dispute": 3,
    "voice-of-customer": 0,
    "voice-support": 0,
    "vulnerable-customers": 3,
}


def lines(made: Layout) -> list[Rect]:
    """Every piece of every line, as the room that it takes."""
    return [
        Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
        for arrow in made.arrows
        for a, b in pairwise(arrow.points)
    ]


def inside(rect: Rect) -> Rect:
    return Rect(rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2)


def meets(line: Rect, rect: Rect) -> bool:
    """Whether a line runs through the inside of a rectangle."""
    return line.x < rect.right and rect.x < line.right + 1 and line.y < rect.bottom and rect.y < line.bottom + 1


def must_hold(picture: Picture, made: Layout) -> None:
    for one, other in combinations(made.boxes, 2):
        assert not one.rect.overlaps(other.rect), (one, other)
    places = {placed.box.id: placed.rect for placed in made.boxes}
    drawn = [arrow for placed in made.arrows for arrow in placed.arrows]
    assert sorted(map(repr, drawn)) == sorted(map(repr, picture.arrows))
    for placed in made.arrows:
        source = places[placed.arrows[0].source]
        target = places[placed.arrows[0].target or f"{placed.arrows[0].source}/"]
        assert touches(source, placed.points[0]), placed
        assert touches(target, placed.points[-1]), placed
        assert all(a.x == b.x or a.y == b.y for a, b in pairwise(placed.points))
        own = {places[placed.arrows[0].source], target}
        for line in lines(made._replace(arrows=(placed,))):
            assert not any(meets(line, inside(rect)) for rect in places.values() if rect not in own), placed


def touches(rect: Rect, point: tuple[int, int]) -> bool:
    x, y = point
    return rect.x <= x <= rect.right and rect.y <= y <= rect.bottom


@pytest.mark.parametrize("process", SAMPLES)
def test_a_standards_flow_is_drawn_well(process: str) -> None:
    made = layout(SAMPLES[process])
    must_hold(SAMPLES[process], made)
    assert crossings(made) <= MOST_CROSSINGS[process]
    assert overlaps(made) == 0
    labels = [placed.label for placed in made.arrows if placed.label is not None]
    for label in labels:
        assert not any(label.rect.overlaps(placed.rect) for placed in made.boxes), label
    for one, other in combinations(labels, 2):
        assert not one.rect.overlaps(other.rect)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(picture=pictures())
def test_any_flow_is_drawn_whole(picture: Picture) -> None:
    made = layout(picture)
    must_hold(picture, made)
    assert made == layout(picture)
    for placed in made.arrows:
        for x, y in placed.points:
            assert 0 <= x <= made.width
            assert 0 <= y <= made.height


@settings(max_examples=30, derandomize=True, deadline=None)
@given(picture=pictures(most=9))
def test_lines_and_labels_of_random_flows_seldom_lie_on_anything(picture: Picture) -> None:
    made = layout(picture)
    assert overlaps(made) <= len(made.arrows) // 4
    hidden = [
        placed
        for placed in made.arrows
        if placed.label and any(placed.label.rect.overlaps(box.rect) for box in made.boxes)
    ]
    assert len(hidden) <= len(made.arrows) // 8 + 1


def chain(length: int) -> Picture:
    boxes = tuple(Box(f"s{number}", "Ask", "bot") for number in range(length))
    arrows = tuple(Arrow(f"s{number}", f"s{number + 1}") for number in range(length - 1))
    return Picture("Chain", boxes, arrows, "s0")


def test_twelve_steps_in_a_row_fit_a_page() -> None:
    made = layout(chain(12))
    assert made.width <= 1400
    assert crossings(made) == 0
    assert len({placed.rect.y for placed in made.boxes}) == 1


def test_only_lanes_in_use_are_drawn_from_the_top() -> None:
    boxes = (Box("a", "A", "system"), Box("b", "B", "bot"), Box("c", "C", "end"))
    made = layout(Picture("Two", boxes, (Arrow("a", "b"), Arrow("b", "c")), "a"))
    assert [lane.name for lane in made.lanes] == ["Chatbot", "System"]
    ends = {placed.box.id: placed.rect.centre.y for placed in made.boxes}
    assert ends["c"] == ends["b"] < ends["a"]


def test_what_leads_back_is_the_jump_and_not_the_way_on() -> None:
    boxes = tuple(Box(name, name, "bot") for name in ("ask", "check", "close"))
    arrows = (Arrow("ask", "check"), Arrow("check", "ask", "again", "unchanged", 2), Arrow("check", "close"))
    made = layout(Picture("Retry", boxes, arrows, "ask"))
    assert [placed.is_back for placed in made.arrows] == [False, True, False]
    label = made.arrows[1].label
    assert label is not None
    assert " ".join(label.lines) == "again ·\N{NO-BREAK SPACE}max\N{NO-BREAK SPACE}2×"


def test_removed_ways_bend_round_the_local_flow() -> None:
    boxes = tuple(Box(name, name, "bot") for name in ("a", "b", "c"))
    kept = (Arrow("a", "c", None, "added"), Arrow("c", "b", None, "added"))
    gone = (Arrow("a", "b", None, "removed"), Arrow("b", "c", None, "removed"))
    made = layout(Picture("Moved", boxes, kept + gone, "a"))
    across = {placed.box.id: placed.rect.x for placed in made.boxes}
    assert across["a"] < across["c"] < across["b"]


def test_branches_to_one_step_share_a_line_and_a_run_without_end_gets_a_stop() -> None:
    boxes = (Box("q", "Which?", "decision"), Box("a", "A", "human"))
    arrows = (Arrow("q", "a", "one"), Arrow("q", "a", "two"), Arrow("a", None))
    made = layout(Picture("Ends", boxes, arrows, "q"))
    assert [len(placed.arrows) for placed in made.arrows] == [2, 1]
    assert [placed.shape for placed in made.boxes] == ["decision", "step", "stop"]


def test_a_picture_of_nothing_is_no_fault() -> None:
    assert layout(Picture("Nothing", (), ())).boxes == ()


def test_forty_steps_are_laid_out_in_a_moment() -> None:
    kinds = ("bot", "system", "decision", "human", "ai_agent")
    boxes = tuple(Box(f"s{number}", f"Step number {number}", kinds[number % 5]) for number in range(40))
    arrows = [Arrow(f"s{number}", f"s{number + 1}", "on" if number % 5 == 2 else None) for number in range(39)]
    for number in range(2, 38, 5):
        arrows += [Arrow(f"s{number}", f"s{number - 2}", "again"), Arrow(f"s{number}", f"s{number + 2}")]
    picture = Picture("Forty", boxes, tuple(arrows), "s0")
    times = []
    for _ in range(5):
        begun = time.process_time()
        layout(picture)
        times.append(time.process_time() - begun)
    assert min(times) < 0.06  # 20 ms on a quiet machine
