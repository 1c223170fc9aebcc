"""Random YAML documents, written in every style that the profile allows."""

from hypothesis import strategies as st

WORDS = st.sampled_from(["a", "id", "voice-support", "max_repeats", "1.2.0", "x y", "ä", "日本", "it's", "NO", "é😀", "a:b", "#no"])
QUOTED = st.sampled_from(['"a: b"', "'it''s'", '"\\t\\u00e9"', "''", '"- x"', "'#'", '"1"', '"{x}"'])
NUMBERS = st.sampled_from(["1", "-3", "014", "1.5", "1e3", ".5", "0x1F", "true", "false", "null", "~", "8:30", "2026-10-01"])
BLOCKS = st.sampled_from(["|", ">", "|-", ">-", "|+"])
SCALARS = st.one_of(WORDS, QUOTED, NUMBERS)
KEYS = st.lists(st.sampled_from(["a", "b", "key", "x_1", "é", "日", "x y", '"quoted: key"', "'1'"]), min_size=1, max_size=4, unique=True)

Node = tuple[str, object]


def nodes(depth: int = 4) -> st.SearchStrategy[Node]:
    """Nested nodes: ("scalar", text), ("block", header), ("list" | "flow list", nodes), ("map" | "flow map", pairs)."""
    leaves = st.one_of(st.tuples(st.just("scalar"), SCALARS), st.tuples(st.just("block"), BLOCKS))
    if depth == 0:
        return leaves
    inner = nodes(depth - 1)
    return st.one_of(
        leaves,
        st.tuples(st.just("list"), st.lists(inner, min_size=1, max_size=3)),
        st.tuples(st.just("map"), KEYS.flatmap(lambda keys: st.tuples(*(st.tuples(st.just(key), inner) for key in keys)))),
        st.tuples(st.just("flow list"), st.lists(_flow_nodes(2), max_size=3)),
        st.tuples(st.just("flow map"), _flow_pairs(2)),
    )


def _flow_pairs(depth: int) -> st.SearchStrategy[object]:
    return KEYS.flatmap(lambda keys: st.tuples(*(st.tuples(st.just(key), _flow_nodes(depth - 1)) for key in keys)))


def _flow_nodes(depth: int) -> st.SearchStrategy[Node]:
    leaves = st.tuples(st.just("scalar"), SCALARS)
    if depth == 0:
        return leaves
    return st.one_of(
        leaves,
        st.tuples(st.just("flow list"), st.lists(_flow_nodes(depth - 1), max_size=3)),
        st.tuples(st.just("flow map"), _flow_pairs(depth)),
    )


def written(node: Node, indent: int = 0) -> str:
    """The node as text, to stand after a colon or a dash."""
    kind, content = node
    pad = " " * indent
    if kind == "scalar":
        return f" {content}\n"
    if kind == "block":
        return f" {content}\n{pad}  first line\n\n{pad}  - second: line # no comment\n"
    if kind == "list":
        return "\n" + "".join(f"{pad}  -{written(each, indent + 2)}" for each in content)  # type: ignore[attr-defined]
    if kind == "map":
        return "\n" + "".join(f"{pad}  {key}:{written(each, indent + 2)}" for key, each in content)  # type: ignore[attr-defined]
    return f" {_flow(node)}  # a comment\n"


def _flow(node: Node) -> str:
    kind, content = node
    if kind == "scalar":
        return str(content)
    if kind == "flow list":
        return "[" + ", ".join(_flow(each) for each in content) + "]"  # type: ignore[attr-defined]
    return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in content) + "}"  # type: ignore[attr-defined]


DOCUMENTS = KEYS.flatmap(lambda keys: st.tuples(*(st.tuples(st.just(key), nodes()) for key in keys))).map(
    lambda pairs: "".join(f"{key}:{written(node)}" for key, node in pairs)
)
