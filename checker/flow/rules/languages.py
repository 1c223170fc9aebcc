"""Each template as the language of the runs that it allows. Part of `flow`; written apart from `monitors`, to check it.

Letters: `a` only A, `b` only B, `c` both, `o` neither.
"""

from functools import cache

from checker.flow.rules.expressions import EMPTY, Automaton, automaton, both, either, negate, often, one_of, then

LETTERS = "oabc"

ANY, OTHER, ONLY_B, ONLY_A = one_of("oabc"), one_of("o"), one_of("b"), one_of("a")
A, B, NOT_A, NOT_B = one_of("ac"), one_of("bc"), one_of("ob"), one_of("oa")
ALL, NO_A, NO_B, OTHERS = often(ANY), often(NOT_A), often(NOT_B), often(OTHER)

SOME_A = then(ALL, A, ALL)
SOME_B = then(ALL, B, ALL)
PRECEDENCE = either(OTHERS, then(OTHERS, A, ALL))
RESPONSE = either(NO_A, then(ALL, ONLY_B, NO_A))
CHAIN_RESPONSE = negate(either(then(ALL, A), then(ALL, A, NOT_B, ALL)))
CHAIN_PRECEDENCE = negate(either(then(ONLY_B, ALL), then(ALL, NOT_A, ONLY_B, ALL)))
ALTERNATE_RESPONSE = both(RESPONSE, negate(then(ALL, A, OTHERS, ONLY_A, ALL)))
ALTERNATE_PRECEDENCE = both(PRECEDENCE, negate(then(ALL, B, OTHERS, ONLY_B, ALL)))

ALLOWED = {
    "existence": SOME_A,
    "absence": NO_A,
    "at_most_once": then(NO_A, either(EMPTY, then(A, NO_A))),
    "exactly_once": then(NO_A, A, NO_A),
    "init": then(A, ALL),
    "last": then(ALL, A),
    "precedence": PRECEDENCE,
    "response": RESPONSE,
    "succession": both(PRECEDENCE, RESPONSE),
    "responded_existence": either(NO_A, SOME_B),
    "co_existence": both(either(NO_A, SOME_B), either(NO_B, SOME_A)),
    "not_co_existence": negate(both(SOME_A, SOME_B)),
    "not_succession": negate(then(ALL, A, ALL, B, ALL)),
    "chain_response": CHAIN_RESPONSE,
    "chain_precedence": CHAIN_PRECEDENCE,
    "chain_succession": both(CHAIN_RESPONSE, CHAIN_PRECEDENCE),
    "not_chain_succession": negate(then(ALL, A, B, ALL)),
    "alternate_response": ALTERNATE_RESPONSE,
    "alternate_precedence": ALTERNATE_PRECEDENCE,
    "alternate_succession": both(ALTERNATE_RESPONSE, ALTERNATE_PRECEDENCE),
}


@cache
def refusing(template: str) -> Automaton:
    """The automaton of the runs that break a template."""
    return automaton(negate(ALLOWED[template]), LETTERS)
