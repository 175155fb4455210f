"""The base of value classes: frozen, slotted, and cheap to define.

``dataclasses`` writes source for each class and compiles it whenever a process starts.
That was half of the import, which every build pays, those without changes too.  A value
says its fields in the same way and shares the methods of one class.
"""

from __future__ import annotations

from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_MISSING: Any = object()
_set = object.__setattr__


class Field:
    """What is known of a field: its default, or what makes one, and what it is for."""

    __slots__ = ('compare', 'default', 'default_factory', 'metadata')

    def __init__(
        self,
        default: Any = _MISSING,
        default_factory: Callable[[], Any] | None = None,
        *,
        compare: bool = True,
        metadata: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.metadata = metadata


def field(
    *,
    default: Any = _MISSING,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
    metadata: Mapping[str, Any] = MappingProxyType({}),
) -> Any:
    """Return what is to be known of a field, as :func:`dataclasses.field` does."""
    return Field(default, default_factory, compare=compare, metadata=metadata)


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(field,)
)
class ValueType(type):
    """Makes slots of the annotations in the body of a class.

    With *caches*, instances have room for what ``cached_property`` computes; those that
    are not *frozen* can be changed, and have no hash.
    """

    fields_: dict[str, Field]
    defaults_: dict[str, Any]
    factories_: tuple[tuple[str, Callable[[], Any]], ...]
    state_: Callable[[Any], Any]
    compared_: Callable[[Any], Any]

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        caches: bool = False,
        frozen: bool = True,
    ) -> ValueType:
        """Return the class, with its fields taken out of its body."""
        own_fields: dict[str, Field] = {}
        for field_name in namespace.get('__annotations__', ()) if bases else ():
            value = namespace.pop(field_name, _MISSING)
            own_fields[field_name] = value if isinstance(value, Field) else Field(value)
        namespace['__slots__'] = (
            (*own_fields, '__dict__') if caches else tuple(own_fields)
        )
        if not frozen:
            namespace |= {'__setattr__': _set, '__hash__': None}
        value_type = super().__new__(cls, name, bases, namespace)
        value_type.fields_ = own_fields
        value_type.defaults_ = {
            n: f.default for n, f in own_fields.items() if f.default is not _MISSING
        }
        value_type.factories_ = tuple(
            (n, f.default_factory) for n, f in own_fields.items() if f.default_factory
        )
        value_type.state_ = _getter(tuple(own_fields))
        value_type.compared_ = _getter(
            tuple(n for n, f in own_fields.items() if f.compare)
        )
        return value_type


def _getter(names: tuple[str, ...]) -> Callable[[Any], Any]:
    """Return what gets these attributes of a value, as a tuple if there are several."""
    return attrgetter(*names) if names else lambda _value: ()


class Value(metaclass=ValueType):
    """A frozen value with the fields that its class annotates; all have names.

    There is one level of classes: a value is no base of another.
    """

    def __init__(self, **values: Any) -> None:
        cls = type(self)
        for name, default_factory in cls.factories_:
            if name not in values:
                values[name] = default_factory()
        if len(values) < len(cls.fields_):
            values = {**cls.defaults_, **values}
        if values.keys() != cls.fields_.keys():
            wrong = ', '.join(sorted(values.keys() ^ cls.fields_.keys()))
            message = f'{cls.__name__} misses or does not have: {wrong}'
            raise TypeError(message)
        for name, value in values.items():
            _set(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse to."""
        message = f'cannot assign to {name}: a value does not change'
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        """Refuse to."""
        message = f'cannot delete {name}: a value does not change'
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        """Return whether another value of the class has equal fields."""
        cls = type(self)
        if type(other) is not cls:
            return NotImplemented
        return self is other or bool(cls.compared_(self) == cls.compared_(other))

    def __hash__(self) -> int:
        return hash(type(self).compared_(self))

    def __repr__(self) -> str:
        cls = type(self)
        values = ', '.join([f'{name}={getattr(self, name)!r}' for name in cls.fields_])
        return f'{cls.__name__}({values})'

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how the value is made again, from a pickle."""
        cls = type(self)
        return _restored, (cls, *[getattr(self, name) for name in cls.fields_])


def _restored(cls: type[Any], *state: object) -> object:
    """Return a value from a pickle: its fields, in order."""
    value = object.__new__(cls)
    for name, member in zip(cls.fields_, state, strict=True):
        _set(value, name, member)
    return value


_V = TypeVar('_V', bound=Value)


def fields(cls: ValueType) -> Mapping[str, Field]:
    """Return the fields of a class of values, by their names."""
    return cls.fields_


def replace(value: _V, **changes: Any) -> _V:
    """Return a value with other fields, as :func:`dataclasses.replace` does."""
    cls = type(value)
    return cls(**{name: getattr(value, name) for name in cls.fields_} | changes)
