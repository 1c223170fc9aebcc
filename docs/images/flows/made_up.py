"""Made-up flows for what the samples do not show, in a short notation."""

from itertools import pairwise

from checker.diagram.picture import Arrow, ArrowState, Box, BoxState, Picture
from checker.model.documents.flow import STEP_TYPES, StepType

TYPES: dict[str, StepType] = {word[0]: word for word in STEP_TYPES} | {"e": "end", "s": "system", "a": "ai_agent"}
STATES: dict[str, BoxState] = {
    "+": "added", "-": "removed", ">": "moved", "@": "retyped", "~": "changed", "%": "replaced",
}  # fmt: skip
ARROWS: dict[str, ArrowState] = {"+": "added", "-": "removed"}


def boxes(text: str) -> tuple[Box, ...]:
    """One box a line: `id type name`, behind it ` | sign note` where it differs; types by their first letter."""
    return tuple(_box(line.strip()) for line in text.strip().splitlines())


def _box(line: str) -> Box:
    words, _, state = line.partition(" | ")
    name, kind, title = words.split(" ", 2)
    return Box(name, title, TYPES[kind], STATES[state[0]] if state else "unchanged", state[2:])


def arrows(text: str) -> tuple[Arrow, ...]:
    """One chain a line: `a b c`; with ` | label` and ` | label | bound` behind it; a sign before it for its state."""
    return tuple(arrow for line in text.strip().splitlines() for arrow in _chain(line.strip()))


def _chain(line: str) -> list[Arrow]:
    words, *more = line.split(" | ")
    state = ARROWS.get(words[0], "unchanged")
    steps = words.lstrip("+-").split()
    label = more[0] if more and more[0] else None
    bound = int(more[1]) if len(more) > 1 else None
    return [Arrow(a, None if b == "." else b, label, state, bound) for a, b in pairwise(steps)]


def five_steps() -> Picture:
    made = boxes("""
        ask b Ask for the order number
        find s Find the order
        found d Found?
        tell b Tell the delivery date
        done e Done
    """)
    ways = arrows("ask find found\nfound tell | yes\ntell done\nfound ask | no | 2")
    return Picture("Where is my order", made, ways, "ask")


def chain() -> Picture:
    """Twelve steps in one row."""
    names = "Greet Identify Ask Classify Search Answer Confirm Offer Survey Thank Log Close"
    made = [Box(name.lower(), name, "bot") for name in names.split()]
    return Picture("Twelve steps in a row", tuple(made), arrows(" ".join(box.id for box in made)), "greet")


def every_state() -> Picture:
    made = boxes("""
        greet b Greet and disclose automation
        consent b Ask for consent to record | + consent
        ask d What is the request?
        faq a Answer from the help centre | @ was: chatbot
        solved d Resolved?
        offer a Offer a person | - removed
        handoff h Hand over with a summary
        case h Person handles the case | ~ sla minutes
        refund s Issue the refund
        verify s Verify the identity | > moved
        notify s Notify the customer | % replaced
        message b Send a message in the app | +
        close e Case closed
    """)
    ways = arrows("""
        -greet ask
        +greet consent ask
        ask faq | question
        -ask verify | refund
        +ask refund | refund
        faq solved
        solved close | yes
        solved faq | retry | 2
        -solved offer | no
        -offer handoff
        +solved handoff | no
        handoff case close
        -verify refund
        +refund verify
        -refund notify
        -notify close
        +verify message close
    """)
    return Picture("Every kind of difference at once", made, ways, "greet")


def refund_before_identity() -> Picture:
    made = boxes("""
        open b Buyer asks for a refund
        verify s Verify the identity | > moved
        eligible d Eligible?
        refund s Issue the refund
        tell b Tell amount and date
        deny h Person explains the denial
        closed e Case closed
    """)
    ways = arrows("""
        -open verify eligible
        +open eligible
        eligible refund | yes
        eligible deny | no
        -refund tell
        +refund verify tell
        tell closed
        deny closed
    """)
    lit = ("open", "eligible", "refund", "verify", "tell", "closed")
    return Picture("Indonesia pays before it verifies", made, ways, "open", lit)


def ends_without_end() -> Picture:
    made = boxes("""
        call s Call arrives
        hours d Inside opening hours?
        voicemail s Take a message
        agent h Agent answers
        fixed d Fixed?
        ticket h Open a ticket
    """)
    ways = arrows("""
        call hours
        hours agent | open
        hours voicemail | closed
        voicemail .
        agent fixed
        fixed . | yes
        fixed ticket | no
        fixed agent | one more question | 3
        ticket .
    """)
    return Picture("Runs that end without an end step", made, ways, "call")


def many_branches() -> Picture:
    topics = ("Order", "Refund", "Delivery", "Account", "Complaint", "Something else")
    made = [Box("ask", "Ask what it is about", "bot"), Box("topic", "Which topic?", "decision")]
    ways = [Arrow("ask", "topic")]
    for number, topic in enumerate(topics):
        made.append(Box(f"t{number}", f"Handle: {topic.lower()}", "ai_agent" if number < 3 else "human"))
        ways += [Arrow("topic", f"t{number}", topic.lower()), Arrow(f"t{number}", "close")]
    made.append(Box("close", "Close", "end"))
    return Picture("A decision with six branches", tuple(made), tuple(ways), "ask")


def long_and_foreign_names() -> Picture:
    made = boxes("""
        greet b お客様へのご挨拶と自動応答であることのご案内および録音に関する同意確認
        law s Rechtsschutzversicherungsbestätigungsprüfung
        ask d Is the customer, or anybody who acts on behalf of the customer, entitled to a refund?
        yes a تحقق من هوية العميل
        no h Explain & document the "denial" <in writing>, with the way to appeal
        end e Закрыто
    """)
    ways = arrows("greet law ask\nask yes | entitled by law or by our own terms\nask no | not entitled")
    ways += arrows("yes end\nno end")
    return Picture("Long names, other scripts, <marks> & signs", made, ways, "greet")


def forty_steps() -> Picture:
    """Eight stages of five steps: a check by a system, a decision, two ways to go on, a retry."""
    kinds: tuple[StepType, ...] = ("bot", "ai_agent", "human", "system")
    made, ways = [], []
    for stage in range(8):
        ask, check, gate, easy, hard = (f"{word}{stage}" for word in ("ask", "check", "gate", "easy", "hard"))
        made += [
            Box(ask, f"Ask for document {stage + 1}", kinds[stage % 2]),
            Box(check, f"Check document {stage + 1}", "system"),
            Box(gate, f"Is document {stage + 1} valid?", "decision"),
            Box(easy, f"Note result {stage + 1}", "system"),
            Box(hard, f"Person reviews {stage + 1}", "human"),
        ]
        ways += arrows(f"{ask} {check} {gate}\n{gate} {easy} | valid\n{gate} {hard} | unclear")
        ways += arrows(f"{gate} {ask} | not readable | 2")
        following = f"ask{stage + 1}" if stage < 7 else "."
        ways += arrows(f"{easy} {following}\n{hard} {following}")
    return Picture("Forty steps", tuple(made), tuple(ways), "ask0")


MADE_UP = {
    "five-steps": five_steps,
    "twelve-in-a-row": chain,
    "every-state": every_state,
    "refund-before-identity": refund_before_identity,
    "ends-without-end": ends_without_end,
    "many-branches": many_branches,
    "long-names": long_and_foreign_names,
    "forty-steps": forty_steps,
}
