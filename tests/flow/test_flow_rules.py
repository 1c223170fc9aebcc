# ruff: noqa: ARG005  (one signature for every row of a table)
"""Flow rules: every template by hand, two evaluations against each other, and both against all runs one by one."""

from itertools import pairwise, product

import pytest
from flows import changes, standard
from hypothesis import assume, event, given
from hypothesis import strategies as st
from random_flows import TooManyError, all_runs, flows, modest

from checker.flow.effective import apply
from checker.flow.graph import Graph, Node, build
from checker.flow.rules.judge import Broken, Holds, NotDecided, judge_rule, judge_rules
from checker.flow.rules.languages import refusing
from checker.flow.rules.monitors import MONITORS, SAFE
from checker.flow.rules.product import shortest_run
from checker.model.documents.flow import NUMERIC, TEMPLATES, UNARY, WITHIN_TURNS, FlowRule

OPERANDS = ["s0", "s1", "s2", "s3", "type:human", "type:bot|ai_agent", "type:decision", "tag:pii"]


def rule(template: str, *operands: str, bound: float | None = None) -> FlowRule:
    constraint: object = operands[0] if template in UNARY else list(operands)
    if template in NUMERIC:
        constraint = bound
    if template in WITHIN_TURNS:
        constraint = {"turns": bound}
    return FlowRule.model_validate({"id": "r", "severity": "business", template: constraint})


def letters(run: tuple[str, ...], graph: Graph, operands: tuple[str, ...]) -> list[tuple[bool, bool]]:
    """What a run is read as: for each step whether it is A and whether it is B."""
    found = []
    for name in run:
        node = graph.nodes[name]
        is_a = matches(node, operands[0])
        is_b = len(operands) > 1 and matches(node, operands[1])
        if node.type != "end" and (node.type != "decision" or is_a or is_b):
            found.append((is_a, is_b))
    return found


def matches(node: Node, operand: str) -> bool:
    if operand.startswith("type:"):
        return node.type in operand.removeprefix("type:").split("|")
    if operand.startswith("tag:"):
        return operand.removeprefix("tag:") in node.tags
    return operand in (node.id, node.stands_for)


KEEPS = {
    "existence": lambda word, a, b: bool(a),
    "absence": lambda word, a, b: not a,
    "at_most_once": lambda word, a, b: len(a) <= 1,
    "exactly_once": lambda word, a, b: len(a) == 1,
    "init": lambda word, a, b: bool(word) and word[0][0],
    "last": lambda word, a, b: bool(word) and word[-1][0],
    "precedence": lambda word, a, b: all(any(x < y for x in a) for y in b if y not in a),
    "response": lambda word, a, b: all(any(x < y for y in b) for x in a),
    "responded_existence": lambda word, a, b: not a or bool(b),
    "co_existence": lambda word, a, b: bool(a) == bool(b),
    "not_co_existence": lambda word, a, b: not (a and b),
    "not_succession": lambda word, a, b: not any(x < y for x in a for y in b),
    "chain_response": lambda word, a, b: all(x + 1 in b for x in a),
    "chain_precedence": lambda word, a, b: all(y - 1 in a for y in b if y not in a),
    "not_chain_succession": lambda word, a, b: not any(x + 1 in b for x in a),
    "alternate_response": lambda word, a, b: all(
        any(x < y and not any(x < z < y for z in a) for y in b) for x in a
    ),
    "alternate_precedence": lambda word, a, b: KEEPS["precedence"](word, a, b)
    and all(any(x < z < y for z in a) for x, y in pairwise(b) if y not in a),
}  # fmt: skip

BOTH = {
    "succession": ("precedence", "response"),
    "chain_succession": ("chain_precedence", "chain_response"),
    "alternate_succession": ("alternate_precedence", "alternate_response"),
}


def keeps(template: str, word: list[tuple[bool, bool]]) -> bool:
    """The table of the contract, position by position."""
    a = [at for at, (is_a, _) in enumerate(word) if is_a]
    b = [at for at, (_, is_b) in enumerate(word) if is_b]
    return all(KEEPS[name](word, a, b) for name in BOTH.get(template, (template,)))


def total(template: str, run: tuple[str, ...], graph: Graph) -> float:
    """What a numeric rule compares with its bound."""
    nodes = [graph.nodes[name] for name in run if graph.nodes[name].type not in ("decision", "end")]
    if template == "max_turns":
        return sum(node.turns for node in nodes)
    if template == "max_minutes":
        return sum(node.minutes for node in nodes)
    if template == "max_handoffs":
        actors = ["human" if node.type == "human" else "machine" for node in nodes if node.type != "wait"]
        return sum(one != other for one, other in pairwise(actors))
    spent = 0
    for at, node in enumerate(nodes):
        if node.type == "human":
            break
        spent += node.turns if at > 0 and node.type in ("bot", "ai_agent") else 0
    return spent


def first_breaking(constraint: FlowRule, graph: Graph) -> tuple[str, ...] | None:
    """The first of all runs that breaks a rule."""
    runs = all_runs(graph)
    if constraint.template in NUMERIC or constraint.template == "human_guaranteed_within":
        return next((run for run in runs if total(constraint.template, run, graph) > constraint.bound), None)
    if constraint.template == "human_reachable_within":
        far = {name for run in runs for name in run if graph.nodes[name].type in ("bot", "ai_agent")}
        far -= {name for run in runs for name in near_human(run, graph, constraint.bound)}
        return next((run for run in runs if far & set(run)), None)
    return next((run for run in runs if not keeps(constraint.template, letters(run, graph, constraint.operands))), None)


def near_human(run: tuple[str, ...], graph: Graph, turns: float) -> set[str]:
    found = set()
    for at, name in enumerate(run):
        spent = 0
        for later in run[at + 1 :]:
            if graph.nodes[later].type == "human":
                found.add(name)
                break
            spent += graph.nodes[later].turns if graph.nodes[later].type in ("bot", "ai_agent") else 0
            if spent > turns:
                break
    return found


@st.composite
def constraints(draw: st.DrawFn) -> FlowRule:
    template = draw(st.sampled_from([name for name in TEMPLATES if name != "different_owner"]))
    operands = draw(st.lists(st.sampled_from(OPERANDS), min_size=2, max_size=2))
    return rule(template, *operands, bound=draw(st.integers(0, 5)))


def run_of(constraint: FlowRule, graph: Graph) -> tuple[str, ...] | None:
    verdict = judge_rule(constraint, graph)
    return verdict.run if isinstance(verdict, Broken) else None


@modest(800)
@given(flows(), st.lists(constraints(), min_size=4, max_size=4))
def test_both_evaluations_find_the_first_of_all_runs_that_breaks_a_rule(flow, rules):
    graph = build(flow)
    try:
        expected = [first_breaking(constraint, graph) for constraint in rules]
    except TooManyError:
        assume(False)
    for constraint, run in zip(rules, expected, strict=True):
        event(f"{constraint.template} {'broken' if run else 'holds'}")
        assert run_of(constraint, graph) == run
        assert shortest_run(graph, constraint) == run


@modest(300)
@given(flows(most=9), constraints())
def test_two_evaluations_agree_where_runs_are_too_many_to_list(flow, constraint):
    graph = build(flow)
    assert run_of(constraint, graph) == shortest_run(graph, constraint)


@modest(400)
@given(flows(), st.sampled_from([*NUMERIC, *WITHIN_TURNS]), st.lists(st.integers(0, 12), min_size=2, max_size=6))
def test_many_bounds_at_once_are_judged_as_each_alone(flow, template, bounds):
    graph = build(flow)
    rules = [rule(template, bound=bound) for bound in bounds]
    assert judge_rules(rules, graph) == tuple(judge_rule(each, graph) for each in rules)


LOOP = "a b:human c{again>b/2,on>d} d:ai_agent e{x>f,y>end} f:human end"

TABLE = [
    # flow, rule, the shortest run that breaks it (None: it holds)
    (LOOP, rule("existence", "f"), "a b c d e end"),
    (LOOP, rule("existence", "b"), None),
    (LOOP, rule("absence", "zz"), None),
    (LOOP, rule("absence", "f"), "a b c d e f end"),
    (LOOP, rule("at_most_once", "b"), "a b c b c d e end"),
    (LOOP, rule("at_most_once", "d"), None),
    (LOOP, rule("exactly_once", "b"), "a b c b c d e end"),
    (LOOP, rule("exactly_once", "f"), "a b c d e end"),
    (LOOP, rule("init", "a"), None),
    (LOOP, rule("init", "b"), "a b c d e end"),
    ("d{x>end,y>a} a end", rule("init", "a"), "d end"),
    ("d{x>end,y>a} a end", rule("last", "a"), "d end"),
    (LOOP, rule("last", "type:human"), "a b c d e end"),
    (LOOP, rule("last", "type:human|ai_agent"), None),
    (LOOP, rule("precedence", "b", "d"), None),
    (LOOP, rule("precedence", "f", "d"), "a b c d e end"),
    (LOOP, rule("precedence", "type:human", "b"), None),  # b is both: it breaks no precedence
    (LOOP, rule("response", "d", "f"), "a b c d e end"),
    (LOOP, rule("response", "b", "type:ai_agent"), None),
    (LOOP, rule("succession", "a", "d"), None),
    (LOOP, rule("succession", "d", "f"), "a b c d e end"),
    (LOOP, rule("responded_existence", "f", "b"), None),
    (LOOP, rule("responded_existence", "b", "f"), "a b c d e end"),
    (LOOP, rule("co_existence", "b", "d"), None),
    (LOOP, rule("co_existence", "f", "d"), "a b c d e end"),
    ("d{x>a,y>b} a>end b end", rule("not_co_existence", "a", "b"), None),
    (LOOP, rule("not_co_existence", "b", "f"), "a b c d e f end"),
    (LOOP, rule("not_succession", "d", "b"), None),
    (LOOP, rule("not_succession", "b", "b"), "a b c b c d e end"),
    (LOOP, rule("chain_response", "a", "b"), None),
    (LOOP, rule("chain_response", "b", "d"), "a b c b c d e end"),
    (LOOP, rule("chain_response", "b", "type:decision"), None),  # a decision that an operand matches is read
    (LOOP, rule("chain_precedence", "b", "d"), None),
    (LOOP, rule("chain_precedence", "a", "b"), "a b c b c d e end"),
    (LOOP, rule("chain_succession", "a", "b"), "a b c b c d e end"),
    (LOOP, rule("not_chain_succession", "b", "d"), "a b c d e end"),
    (LOOP, rule("alternate_response", "b", "d"), "a b c b c d e end"),
    (LOOP, rule("alternate_precedence", "a", "b"), "a b c b c d e end"),
    (LOOP, rule("alternate_succession", "d", "f"), "a b c d e end"),
    (LOOP, rule("max_handoffs", bound=3), None),
    (LOOP, rule("max_handoffs", bound=2), "a b c d e f end"),
    (LOOP, rule("max_turns", bound=6), None),
    (LOOP, rule("max_turns", bound=5), "a b c b c b c d e f end"),
    (LOOP, rule("human_reachable_within", bound=0), None),
    (LOOP, rule("human_guaranteed_within", bound=0), None),
    (LOOP, rule("max_minutes", bound=0), None),
    ("a b c:human end", rule("human_guaranteed_within", bound=0), "a b c end"),
    ("a b c:human end", rule("human_guaranteed_within", bound=1), None),
    ("a b c:human end", rule("human_reachable_within", bound=0), "a b c end"),
    ("a b end", rule("human_reachable_within", bound=9), "a b end"),
    ("a b end", rule("human_guaranteed_within", bound=1), None),
    ("a w:wait b:human end", rule("max_handoffs", bound=0), "a w b end"),
    ("a w:wait b:human end", rule("max_handoffs", bound=1), None),
    ("a end b", rule("absence", "b"), None),  # b is not reachable
    ("a end", rule("existence", "end"), "a end"),  # runs are read without end steps
]


@pytest.mark.parametrize(("text", "constraint", "expected"), TABLE)
def test_template(text, constraint, expected):
    verdict = judge_rule(constraint, build(standard(text)))
    assert verdict == (Holds() if expected is None else Broken(tuple(expected.split()), verdict.steps))


def test_every_template_has_a_row_that_breaks_it():
    breaks = {constraint.template for _, constraint, run in TABLE if run}
    holds = {constraint.template for _, constraint, run in TABLE if run is None}
    assert breaks == set(TEMPLATES) - {"different_owner", "max_minutes"}
    assert holds >= set(NUMERIC) | set(WITHIN_TURNS)


OWNERS = {"a": {"owner": "x"}, "b": {"owner": "y"}, "c": {"owner": "x"}}


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        (("a", "b"), Holds()),
        (("a", "c"), Broken((), ("a", "c"))),
        (("a", "d"), Broken((), ("a", "d"))),
        (("a", "zz"), Holds()),
    ],
)
def test_different_owner(operands, expected):
    graph = build(standard("a b c d end", **OWNERS))
    assert judge_rule(rule("different_owner", *operands), graph) == expected


def test_the_step_that_no_human_follows_is_named():
    verdict = judge_rule(rule("human_reachable_within", bound=1), build(standard("a b:human c d end")))
    assert verdict == Broken(("a", "b", "c", "d", "end"), ("c",))


def test_a_bound_is_kept_where_the_rule_would_need_more_rounds():
    once = build(standard("a b{again>a/1,on>end} end"))
    assert judge_rule(rule("at_most_once", "a"), once) == Broken(("a", "b", "a", "b", "end"))
    trap = build(standard("d{x>y,z>end} y{in>t,back>d/1} t>d/1 end"))
    assert run_of(rule("at_most_once", "t"), trap) is None


def test_minutes_are_exact():
    tenths = build(standard("a b c end", a={"minutes": 0.1}, b={"minutes": 0.2}, c={"minutes": 0}))
    assert judge_rule(rule("max_minutes", bound=0.3), tenths) == Holds()
    assert isinstance(judge_rule(rule("max_minutes", bound=0.29), tenths), Broken)


def test_above_the_limit_nothing_is_guessed(monkeypatch):
    monkeypatch.setattr("checker.flow.rules.sums.STATE_LIMIT", 100)
    loops = build(standard("a b{r>a/9,o>c} c{r>a/9,o>d} d{r>a/9,o>end} end"))
    assert judge_rule(rule("max_turns", bound=500), loops) == NotDecided()


def test_same_as_is_the_step_for_rules():
    flow = standard("a b end")
    chain = [{"id": "x", "same_as": "a"}, {"id": "y", "same_as": "a"}]
    applied = apply(flow, [changes({"replace": "a", "with": chain})])
    assert judge_rule(rule("existence", "a"), applied.graph) == Holds()
    assert judge_rule(rule("at_most_once", "a"), applied.graph) == Broken(("x", "y", "b", "end"))


def test_many_rules_are_judged_with_one_preparation():
    graph = build(standard("a b end"))
    assert judge_rules([rule("existence", "a"), rule("absence", "b")], graph) == (Holds(), Broken(("a", "b", "end")))


WORDS = [word for length in range(6) for word in product("oabc", repeat=length)]


@pytest.mark.parametrize("template", MONITORS)
def test_monitor_and_language_agree_with_the_table_on_every_short_word(template):
    monitor, refused = MONITORS[template], refusing(template)
    for word in WORDS:
        read = [(letter in "ac", letter in "bc") for letter in word]
        state = at = 0
        for letter in word:
            state = monitor.rows[state]["oabc".index(letter)] if state != SAFE else SAFE
            at = refused.moves[at][letter]
        assert (state not in monitor.broken) == (at not in refused.accepting) == keeps(template, read), word
