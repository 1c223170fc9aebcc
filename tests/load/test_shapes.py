"""The shape of every document kind: one finding a fault, at its place, in words for the person who wrote it."""

import pytest
from small_workspace import (
    CATALOGUE,
    ES_REFUND,
    ES_VOICE,
    LAW,
    MARKET,
    MODELS,
    REFUND,
    REGION,
    REGION_VARIANT,
    SMALL,
    VOICE,
    WAIVER,
)

from checker.load.document import parse_document
from checker.model.documents import Variant
from checker.model.fault import Fault

REST = object()


def text_of(path: str) -> str:
    return (SMALL / path).read_text()


def faults_of(path: str, text: str) -> tuple[Fault, ...]:
    return parse_document(text.encode(), path, MODELS[path]).faults


def changed(path: str, old: str, new: str) -> str:
    text = text_of(path)
    assert text.count(old) >= 1, f"{old!r} does not stand in {path}"
    return text.replace(old, new, 1)


def pointed_at(fault: Fault) -> str:
    """The part of the line that the fault points at."""
    span = fault.location.span
    return fault.location.excerpt[span.column - 1 : span.end_column - 1]


@pytest.mark.parametrize("path", MODELS)
def test_the_documents_of_the_small_workspace_have_no_fault(path: str) -> None:
    loaded = parse_document(text_of(path).encode(), path, MODELS[path])
    assert loaded.document is not None
    assert not loaded.faults


# (document, what is replaced, by what, the message, what it points at)
UNKNOWN_KEYS = [
    (
        CATALOGUE,
        "max_renewals: 2",
        "max_renewal: 2",
        "the key `max_renewal` is not known; did you mean `max_renewals`?",
    ),
    (CATALOGUE, "level: warning", "levle: warning", "the key `levle` is not known in `minor`; did you mean `level`?"),
    (
        CATALOGUE,
        "{due: always}",
        "{due: always, dew: x}",
        "the key `dew` is not known in `refund`; did you mean `due`?",
    ),
    (
        CATALOGUE,
        "{channels: [voice]}",
        "{channel: [voice]}",
        "the key `channel` is not known in `due`; did you mean `channels`?",
    ),
    (CATALOGUE, "minor:", "small:", "the key `small` is not known in `severities`"),
    (REFUND, "purpose:", "porpose:", "the key `porpose` is not known; did you mean `purpose`?"),
    (
        REFUND,
        "stricter: lower",
        "strict: lower",
        "the key `strict` is not known in member 1 of `controls`; did you mean `stricter`?",
    ),
    (
        REFUND,
        "{min: 6, max: 36}",
        "{min: 6, maximum: 36}",
        "the key `maximum` is not known in `allowed`; did you mean `max`?",
    ),
    (
        REFUND,
        "window: month",
        "windows: month",
        "the key `windows` is not known in `definition`; did you mean `window`?",
    ),
    (
        VOICE,
        "extension_points:",
        "extension_point:",
        "the key `extension_point` is not known in `flow`; did you mean `extension_points`?",
    ),
    (
        VOICE,
        "type: bot, name: Greet",
        "typ: bot, name: Greet",
        "the key `typ` is not known in member 1 of `steps`; did you mean `type`?",
    ),
    (
        VOICE,
        "init: greet",
        "initial: greet",
        "the key `initial` is not known in member 1 of `rules`; did you mean `init`?",
    ),
    (LAW, "citation:", "cite:", "the key `cite` is not known in member 1 of `duties`"),
    (
        LAW,
        "evidence:",
        "evidense:",
        "the key `evidense` is not known in member 1 of `duties`; did you mean `evidence`?",
    ),
    (WAIVER, "accepts:", "accept:", "the key `accept` is not known; did you mean `accepts`?"),
    (WAIVER, "at_most", "atmost", "the key `atmost` is not known in `accepts`; did you mean `at_most`?"),
    (WAIVER, "{by: owner", "{from: owner", "the key `from` is not known in member 1 of `approvals`"),
    (REGION, "lead:", "leed:", "the key `leed` is not known; did you mean `lead`?"),
    (MARKET, "languages:", "language:", "the key `language` is not known; did you mean `languages`?"),
    (MARKET, "channels:", "Channels:", "the key `Channels` is not known; did you mean `channels`?"),
    (MARKET, "confirmed_on", "confirmed", "the key `confirmed` is not known in `refund`; did you mean `confirmed_on`?"),
    (REGION_VARIANT, "target: 80", "targets: 80", "the key `targets` is not known in `csat`; did you mean `target`?"),
    (ES_REFUND, "because:", "becuase:", "the key `becuase` is not known in `record_months`; did you mean `because`?"),
    (ES_VOICE, "at: after", "att: after", "the key `att` is not known in member 1 of `changes`; did you mean `at`?"),
    (
        ES_VOICE,
        "{id: consent, type",
        "{id: consent, severity: minor, type",
        "the key `severity` is not known in `insert`",
    ),
    (ES_VOICE, "flow:", "flows:", "the key `flows` is not known; did you mean `flow`?"),
]


@pytest.mark.parametrize(("path", "old", "new", "message"), UNKNOWN_KEYS, ids=[f"{row[0]}-{row[2]}" for row in UNKNOWN_KEYS])
def test_an_unknown_key_is_one_fault_and_names_the_nearest(path: str, old: str, new: str, message: str) -> None:
    faults = [fault for fault in faults_of(path, changed(path, old, new)) if "is missing" not in fault.message]
    (fault,) = faults
    assert fault.message == message
    assert f"`{pointed_at(fault)}`" in message
    assert "known keys here: " in fault.remedy


def test_a_comma_in_a_text_in_brackets_says_to_put_it_in_quotes() -> None:
    reason = "{type: capacity, note: First the answer, then the rest}"
    text = f"kind: variant\nprocess: refund\ncontrols:\n  c: {{value: 1, because: {reason}}}\n"
    (fault,) = parse_document(text.encode(), "markets/eu/es/refund.yaml", Variant).faults
    assert fault.message == "the comma before `then the rest` ends the text of `note`, so that the rest is read as a key"
    assert fault.remedy == 'put the whole text in quotes: `note: "First the answer, then the rest"`'
    assert pointed_at(fault) == "then the rest"


def test_a_misspelled_key_is_not_missing_too() -> None:
    assert len(faults_of(MARKET, changed(MARKET, "name:", "nmae:"))) == 1
    assert len(faults_of(MARKET, changed(MARKET, "name:", "zzz:"))) == 2


MISSING_KEYS = [
    (CATALOGUE, "title: A small programme\n", "the key `title` is missing", "kind"),
    (
        CATALOGUE,
        "  minor: {weight: 1, level: warning, waiver_days: 365, approvals: [process_owner]}\n",
        "the key `minor` is missing in `severities`",
        "severities",
    ),
    (CATALOGUE, "level: warning, ", "the key `level` is missing in `minor`", "minor"),
    (REFUND, "version: 1.0.0\n", "the key `version` is missing", "kind"),
    (
        REFUND,
        "    requirement: The refund arrives within this many business days.\n",
        "the key `requirement` is missing in member 1 of `controls`",
        "i",
    ),
    (VOICE, "go: close", "the key `go` is missing in member 1 of `branches`", '{label: "yes", }'),
    (
        VOICE,
        "types: [bot], ",
        "the key `types` is missing in member 1 of `extension_points`",
        "{id: after_greeting, after: greet, max_steps: 1}",
    ),
    (LAW, "    status: enacted\n", "the key `status` is missing in member 1 of `duties`", "i"),
    (WAIVER, "expires: 2027-03-31\n", "the key `expires` is missing", "kind"),
    (WAIVER, "owner: Payments, ", "the key `owner` is missing in `plan`", "plan"),
    (REGION, "name: Europe\n", "the key `name` is missing", "kind"),
    (MARKET, "country: ES\n", "the key `country` is missing", "kind"),
    (MARKET, "version: 1.0.0, ", "the key `version` is missing in `refund`", "refund"),
    (ES_VOICE, "id: consent, ", "the key `id` is missing in `insert`", "insert"),
    (REGION_VARIANT, "process: refund\n", "the key `process` is missing", "kind"),
    (MARKET, "kind: market\n", "the key `kind` is missing", "market"),
]


@pytest.mark.parametrize(("path", "gone", "message", "at"), MISSING_KEYS, ids=[f"{row[0]}-{row[2]}" for row in MISSING_KEYS])
def test_a_missing_key_is_one_fault_at_the_nearest_parent(path: str, gone: str, message: str, at: str) -> None:
    (fault,) = faults_of(path, changed(path, gone, ""))
    assert (fault.message, pointed_at(fault)) == (message, at)
    assert fault.remedy == f"add `{fault.key_path[-1]}:`"


# (document, what is replaced, by what, the message, what it points at)
WRONG_VALUES = [
    # words
    (
        CATALOGUE,
        "kind: catalogue",
        "kind: catalog",
        "`kind` must be `catalogue`, not `catalog`; did you mean `catalogue`?",
        "catalog",
    ),
    (CATALOGUE, "format: 1", "format: 2", "`format` must be `1`, not `2`", "2"),
    (CATALOGUE, "level: warning", "level: note", "`level` must be `error` or `warning`, not `note`", "note"),
    (
        REFUND,
        "status: active",
        "status: activ",
        "`status` must be `draft`, `active`, `deprecated` or `retired`, not `activ`; did you mean `active`?",
        "activ",
    ),
    (
        LAW,
        "bound: min",
        "bound: minimum",
        "`bound` must be `min`, `max`, `exact`, `includes`, `exists` or `note`, not `minimum`; did you mean `min`?",
        "minimum",
    ),
    (
        MARKET,
        "lead: lead",
        "weekend: [sat, son]\nlead: lead",
        "member 2 of `weekend` must be `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`, not `son`; did you mean `sun`?",
        "son",
    ),
    # numbers, texts, true and false
    (CATALOGUE, "weight: 10", "weight: heavy", "`weight` must be a number, not `heavy`", "heavy"),
    (CATALOGUE, "weight: 10", "weight: 0", "`weight` must be more than 0, not `0`", "0"),
    (CATALOGUE, "waiver_days: 90", "waiver_days: 90.5", "`waiver_days` must be a whole number, not `90.5`", "90.5"),
    (CATALOGUE, "conformance: 95", "conformance: 101", "`conformance` must be 100 or less, not `101`", "101"),
    (REFUND, "target: 85", "target: 85 %", "`target` must be a number, not `85 %`", "85 %"),
    (REFUND, "target: 85", "target: true", "`target` must be a number, not `true`", "true"),
    (
        REFUND,
        "unit: months",
        "unit: months\n    waivable: yes",
        "`waivable` must be `true` or `false`, not `yes`",
        "yes",
    ),
    (REFUND, "title: Refund\n", "title: 5\n", "`title` must be a text, not `5`", "5"),
    (REFUND, "title: Refund\n", 'title: " "\n', "`title` must not be empty", '" "'),
    (REFUND, "title: Refund\n", "title:\n", "`title` has no value; it must be a text", ""),
    (
        WAIVER,
        "reason: The bank needs longer until its new system runs.",
        "reason: Too slow",
        "`reason` must be a text of 20 characters or more, not `Too slow`",
        "Too slow",
    ),
    # days, versions, ids, addresses
    (
        REFUND,
        "2026-01-01",
        "01/01/2026",
        "`effective_from` must be a day like `2026-12-31`, not `01/01/2026`",
        "01/01/2026",
    ),
    (
        REFUND,
        "2026-01-01",
        "2026-02-30",
        "`effective_from` must be a day like `2026-12-31`, not `2026-02-30`",
        "2026-02-30",
    ),
    (REFUND, "version: 1.0.0", "version: 1.0", "`version` must be a version like `2.1.0`, not `1.0`", "1.0"),
    (REFUND, "version: 1.0.0", "version: 1.00.0", "`version` must be a version like `2.1.0`, not `1.00.0`", "1.00.0"),
    (MARKET, "{voice: 1.0.0}", "{voice: [1.0.0]}", "`voice` must be a version like `2.1.0`, not a list", "[1.0.0]"),
    (
        MARKET,
        "market: es",
        "market: ES",
        "`market` must be an id of small letters, digits and hyphens like `refund-and-return`, not `ES`",
        "ES",
    ),
    (
        REFUND,
        "id: payout_days",
        "id: payout-days",
        "`id` must be an id of small letters, digits and underscores like `payout_days`, not `payout-days`",
        "payout-days",
    ),
    (MARKET, "country: ES", "country: Spain", "`country` must be a country code like `ES`, not `Spain`", "Spain"),
    (
        MARKET,
        "lead-es@example.com\nadopts",
        "lead-es\nadopts",
        "`lead` must be an e-mail address like `lead-es@example.com`, not `lead-es`",
        "lead-es",
    ),
    (
        LAW,
        "jurisdiction: ES",
        "jurisdiction: Spain",
        "`jurisdiction` must be a jurisdiction like `US-CA`, not `Spain`",
        "Spain",
    ),
    (
        WAIVER,
        "standard: 1.x",
        "standard: newest",
        "`standard` must be a range of versions like `>=1.2,<2.0` or `1.x`, not `newest`",
        "newest",
    ),
    (
        WAIVER,
        "[control:payout_days]",
        "[payout_days]",
        "member 1 of `elements` must be `process`, `control:id`, `metric:id`, `step:id`, `step:id.param` or "
        "`rule:id`, not `payout_days`",
        "payout_days",
    ),
    # lists and mappings
    (MARKET, "[es-ES]", "es-ES", "`languages` must be a list, not `es-ES`", "es-ES"),
    (MARKET, "[es-ES]", "[]", "`languages` must not be an empty list", "[]"),
    (MARKET, "[es-ES]", "[[es]]", "member 1 of `languages` must be a text, not a list", "[es]"),
    (MARKET, "{voice: 1.0.0}", "[voice]", "`adopts` must be keys with values (`key: value`), not a list", "[voice]"),
    (
        MARKET,
        "{voice: 1.0.0}",
        "{Voice: 1.0.0}",
        "the key `Voice` must be an id of small letters, digits and hyphens like `refund-and-return`",
        "Voice",
    ),
    (REFUND, "{min: 6, max: 36}", "6", "`allowed` must be keys with values (`key: value`), not `6`", "6"),
    (
        VOICE,
        "- {id: greet, type: bot, name: Greet}",
        "- greet",
        "member 1 of `steps` must be keys with values (`key: value`), not `greet`",
        "greet",
    ),
    # whole mappings
    (REFUND, "{min: 6, max: 36}", "{min: 36, max: 6}", "`min` is above `max`, so that no value is allowed", "allowed"),
    (REFUND, "{min: 6, max: 36}", "{}", "`allowed` needs `min`, `max` or both", "allowed"),
    (
        REFUND,
        "numerator: ratings 4 or 5, ",
        "",
        "`definition` needs `numerator` and `denominator`, or `formula`",
        "definition",
    ),
    (
        VOICE,
        "init: greet, ",
        "",
        "member 1 of `rules` must have exactly one constraint such as `precedence: [a, b]`, not none",
        "{id: greet_first, severity: business}",
    ),
    (VOICE, "init: greet", "precedence: [greet]", "`precedence` needs 2 members or more, and has 1", "[greet]"),
    (VOICE, "init: greet", "precedence: [a, b, c]", "`precedence` takes 2 members or fewer, and has 3", "[a, b, c]"),
    (
        VOICE,
        "type: human,",
        "type: human, branches: [{label: x, go: close}],",
        "only a step of type decision has `branches`, not one of type human",
        "{id: agent, type: human, branches: [{label: x, go: close}], name: Agent}",
    ),
    (WAIVER, "market: es\n", "market: es\nregion: eu\n", "a waiver names either its `market` or its `region`", "kind"),
    (
        ES_VOICE,
        "at: after_greeting",
        "at: after_greeting\n      before: agent",
        "an insert needs exactly one place: `at`, `after`, `before` or `on_branch`",
        "i",
    ),
]


@pytest.mark.parametrize(
    ("path", "old", "new", "message", "at"), WRONG_VALUES, ids=[f"{row[0]}-{row[2]}" for row in WRONG_VALUES]
)
def test_a_wrong_value_is_one_fault_where_it_stands(path: str, old: str, new: str, message: str, at: str) -> None:
    (fault,) = [fault for fault in faults_of(path, changed(path, old, new)) if fault.kind.value == "invalid"]
    assert (fault.message, pointed_at(fault)) == (message, at)


# The branch of a union that the writer meant is told by the form of what stands there, never by trial.
UNIONS = [
    (
        CATALOGUE,
        "{due: always}",
        "{due: allways}",
        "`due` must be `always` or `optional`, not `allways`; did you mean `always`?",
    ),
    (CATALOGUE, "{channels: [voice]}", "{channels: voice}", "`channels` must be a list, not `voice`"),
    (
        CATALOGUE,
        "{channels: [voice]}",
        "[voice]",
        "`due` must be one value or keys with values (`key: value`), not a list",
    ),
    (REFUND, "value: 5", "value:", "`value` has no value; it must be a number, a text, `true` or `false`"),
    (REFUND, "value: 5", "value: [fast, 5]", "member 2 of `value` must be a text, not `5`"),
    (REFUND, "value: 5", "per: channel\n    value: {voice: [5]}", "member 1 of `voice` must be a text, not `5`"),
    (
        REFUND,
        "value: 5",
        "per: channel\n    value: {voice: {a: 5}}",
        "`voice` must be one value or a list, not keys with values",
    ),
    (REFUND, "{min: 6, max: 36}", "{min: six}", "`min` must be a number, not `six`"),
    (
        REFUND,
        "{min: 6, max: 36}",
        "[6, [7]]",
        "member 2 of `allowed` must be a number, a text, `true` or `false`, not a list",
    ),
    (REFUND, "{min: 6, max: 36}", "{schema: number}", "`schema` must be keys with values (`key: value`), not `number`"),
    (REFUND, "{min: 6, max: 36}", "{schema: {}, min: 6}", "the key `min` is not known in `allowed`"),
    (VOICE, "type: human,", "type: human, params: {wait: [5]},", "member 1 of `wait` must be a text, not `5`"),
    (VOICE, "type: human,", "type: human, params: {wait: {value: 5}},", "the key `tailoring` is missing in `wait`"),
    (
        VOICE,
        "type: human,",
        "type: human, params: {wait: },",
        "`wait` has no value; it must be a number, a text, `true` or `false`",
    ),
    (
        ES_REFUND,
        "payout_days: 8",
        "payout_days:",
        "`payout_days` has no value; it must be a number, a text, `true` or `false`",
    ),
    (ES_REFUND, "payout_days: 8", "payout_days: [8]", "member 1 of `payout_days` must be a text, not `8`"),
    (
        ES_REFUND,
        "payout_days: 8",
        "payout_days: {valu: 8}",
        "the key `valu` is not known in `payout_days`; did you mean `value`?",
    ),
    (
        ES_REFUND,
        "payout_days: 8",
        "payout_days: {value: {voice: {a: 1}}}",
        "`voice` must be one value or a list, not keys with values",
    ),
    (
        ES_VOICE,
        "- insert:",
        "- inser:",
        "member 1 of `changes` must have one of the keys `insert:`, `skip:`, `move:`, `replace:`, `tune:`; "
        "did you mean `insert`?",
    ),
    (
        ES_VOICE,
        "- insert: {id: consent, type: bot, name: Ask for consent}\n      at: after_greeting",
        "- skip",
        "member 1 of `changes` must have one of the keys `insert:`, `skip:`, `move:`, `replace:`, `tune:`; did you mean `skip`?",
    ),
    (ES_VOICE, "at: after_greeting", "at: [after_greeting]", "`at` must be a text, not a list"),
]


@pytest.mark.parametrize(("path", "old", "new", "message"), UNIONS, ids=[f"{row[0]}-{row[2]}" for row in UNIONS])
def test_a_union_reports_the_intended_branch_only(path: str, old: str, new: str, message: str) -> None:
    (fault,) = faults_of(path, changed(path, old, new))
    assert fault.message == message


def test_all_faults_of_a_file_are_reported_at_once_in_the_order_of_its_text() -> None:
    text = (
        "kind: market\nmarket: ES\nname:\ncountry: Spain\nlanguages: es\ncurency: EUR\nchannels: []\nlead: nobody\n"
        "adopts: {Voice: 1.0.0, refund: 1}\nweekend: [sat, son]\n"
        "confirms:\n  refund: {version: 1.0.0, on: 2026-10-01}\n"
    )
    found = [(fault.location.span.line, fault.location.span.column) for fault in faults_of(MARKET, text)]
    assert found == [
        (2, 9),
        (3, 6),
        (4, 10),
        (5, 12),
        (6, 1),
        (7, 11),
        (8, 7),
        (9, 10),
        (9, 32),
        (10, 16),
        (12, 3),
        (12, 3),
        (12, 28),
    ]


def test_what_is_ambiguous_is_reported_beside_what_is_invalid_but_not_for_the_same_value() -> None:
    text = changed(REFUND, "unit: months", "unit: months\n    waivable: yes").replace("title: Records kept", "title: on")
    found = [(fault.kind.value, pointed_at(fault)) for fault in faults_of(REFUND, text)]
    assert found == [("ambiguous", "on"), ("invalid", "yes")]


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        (
            "title: Refund\n",
            "title: NO\n",
            "`NO` is read as text; another YAML reader would take it for false",
            'write "NO"',
        ),
        (
            "value: 5",
            "value: 012",
            "`012` is read as the number 12; another YAML reader would take it for the number 10",
            'write "012" if it is a text, 12 if it is a number',
        ),
        (
            "value: 5",
            "value: 1e3",
            "`1e3` is read as the number 1000; another YAML reader would take it for text",
            'write "1e3" if it is a text, 1000 if it is a number',
        ),
        (
            "title: Refund\n",
            "title: 8:30\n",
            "`8:30` is read as text; another YAML reader would take it for the number 510",
            'write "8:30"',
        ),
    ],
)
def test_an_ambiguous_value_says_both_meanings_and_what_to_write(old: str, new: str, message: str, remedy: str) -> None:
    loaded = parse_document(changed(REFUND, old, new).encode(), REFUND, MODELS[REFUND])
    (fault,) = loaded.faults
    assert loaded.document is not None
    assert (fault.kind.value, fault.message, fault.remedy) == ("ambiguous", message, remedy)


@pytest.mark.parametrize("path", MODELS)
@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("- a\n", "the file must hold keys with values (`key: value`), not a list", "start it with `kind:`"),
        ("hello", "the file must hold keys with values (`key: value`), not `hello`", "start it with `kind:`"),
        (
            "kind:market\n",
            "the file must hold keys with values (`key: value`), not `kind:market`",
            "write a space after each colon",
        ),
        ("5", "the file must hold keys with values (`key: value`), not `5`", "start it with `kind:`"),
        ("", "the file is empty", REST),
        ("# a comment", "the file holds no document", REST),
        ("null", "the file holds no document", REST),
    ],
)
def test_a_file_that_holds_no_mapping(path: str, text: str, message: str, remedy: object) -> None:
    (fault,) = faults_of(path, text)
    assert fault.message == message
    assert fault.remedy == (remedy if remedy is not REST else f"start with `kind: {MODELS[path].__name__.lower()}`")
    assert tuple(fault.location.span) == (1, 1, 1, 1)


@pytest.mark.parametrize("path", MODELS)
@pytest.mark.parametrize("other", MODELS)
def test_a_valid_document_of_another_kind_is_one_fault(path: str, other: str) -> None:
    faults = faults_of(path, text_of(other))
    if MODELS[path] is MODELS[other]:
        assert not faults
        return
    (fault,) = faults
    kind, wanted = MODELS[other].__name__.lower(), MODELS[path].__name__.lower()
    assert fault.message == f"this is a document of kind `{kind}`, and one of kind `{wanted}` belongs here"
    assert pointed_at(fault) == kind


def test_of_very_many_faults_the_first_hundred_are_shown() -> None:
    text = text_of(MARKET) + "".join(f"key_{number}: 1\n" for number in range(20_000))
    faults = faults_of(MARKET, text)
    assert len(faults) == 101
    assert [fault.location.span.line for fault in faults[:100]] == list(range(11, 111))
    assert faults[-1].message == "more than 100 faults; the rest is not shown"


def test_of_very_many_ambiguous_values_the_first_hundred_are_shown() -> None:
    text = changed(MARKET, "[es-ES]", "[" + ", ".join(["NO"] * 20_000) + "]")
    loaded = parse_document(text.encode(), MARKET, MODELS[MARKET])
    assert loaded.document is not None
    assert len(loaded.faults) == 101
    assert (
        loaded.faults[-1].message
        == "more than 100 values that another YAML reader would take for something else; the rest is not shown"
    )


def test_long_words_are_cut_and_stay_on_one_line() -> None:
    text = text_of(MARKET) + '"' + "\\n".join(["x" * 50] * 20) + '": 1\n'
    (fault,) = faults_of(MARKET, text)
    assert fault.message.isprintable()
    assert len(fault.message) < 120
