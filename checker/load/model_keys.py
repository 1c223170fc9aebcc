"""Where in a document a pydantic error is, and which keys the model has there.

Part of `load`. Walks the models' own annotations, so that the models stay the single source of the shape.
"""

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from checker.model.documents.shape import Shape
from checker.model.position import KeyPath

Location = tuple[str | int, ...]


def keys_at(model: type[Shape], location: Location) -> tuple[str, ...]:
    """The keys of the mapping at a pydantic error location (union tags included); empty where any key may stand."""
    node: Any = model
    for step in location:
        node = _descend(node, step)
        if node is None:
            return ()
    node = _unwrap(node)
    if isinstance(node, type) and issubclass(node, BaseModel):
        return tuple(field.alias or name for name, field in node.model_fields.items())
    return ()


def takes_any_key(model: type[Shape], location: Location) -> bool:
    """Whether the keys at a location are the writer's own, such as the ids under `controls`."""
    node: Any = model
    for step in location:
        node = _descend(node, step)
        if node is None:
            return False
    return get_origin(_unwrap(node)) is dict


def key_path_of(model: type[Shape], location: Location) -> KeyPath:
    """The error's location without the tags and members of unions, which no document writes."""
    node: Any = model
    path: list[str | int] = []
    for step in location:
        inner = _unwrap(node)
        if get_origin(inner) not in (Union, UnionType) and step != "[key]":
            path.append(step)
        node = _descend(inner, step)
    return tuple(path)


def _unwrap(node: Any) -> Any:
    """Look through Annotated, and through `X | None`."""
    while True:
        origin = get_origin(node)
        if origin is Annotated:
            node = get_args(node)[0]
        elif origin in (Union, UnionType):
            members = [member for member in get_args(node) if member is not type(None)]
            if len(members) != 1:
                return node
            node = members[0]
        else:
            return node


def _descend(node: Any, step: str | int) -> Any:
    node = _unwrap(node)
    if isinstance(node, type) and issubclass(node, BaseModel):
        return _field(node, step)
    origin = get_origin(node)
    if origin is dict:
        return get_args(node)[1]
    if origin is tuple:
        return get_args(node)[0]
    if origin in (Union, UnionType):
        return _tagged(node, step)
    return None


def _field(model: type[BaseModel], step: str | int) -> Any:
    for name, field in model.model_fields.items():
        if step in (name, field.alias):
            metadata = tuple(field.metadata)
            return Annotated[(field.annotation, *metadata)] if metadata else field.annotation
    return None


def _tagged(union: Any, tag: str | int) -> Any:
    for member in get_args(union):
        metadata = member.__metadata__ if get_origin(member) is Annotated else ()
        if any(isinstance(data, Tag) and data.tag == tag for data in metadata):
            return member
    return None
