"""Named tuples of arrays, handed to compiled code as one pointer.

Numba flattens a tuple into one argument for every word of every array in it (some four hundred for
the problem alone) at each call that is not inlined, and counts references at each access: measured,
that makes the search 50 times slower and its compilation 10 times. Here compiled code gets the
address of a block that says where each array lies, and builds what it needs of an array when it
touches it. Nothing is counted: the caller keeps the `Reference` alive.
"""

from typing import Any, TypeVar

import numpy as np
from numba import typeof
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np.arrayobj import populate_array
from numpy.typing import NDArray

from dispatch.search.tables import Days, Desk, Problem

Columns = TypeVar("Columns", Problem, Days, Desk)


class Reference:
    """The arrays of a named tuple behind one address."""

    def __init__(self, columns: Any) -> None:
        self.columns = columns
        self.kind = _Kind(type(columns).__name__, tuple((n, typeof(c)) for n, c in columns._asdict().items()))
        words: list[int] = []
        for column in columns:
            words += _words(column)
        self._block: NDArray[np.int64] = np.array(words, dtype=np.int64)
        self.address = self._block.ctypes.data


def referred(columns: Columns) -> Columns:
    """The same columns by reference. Typed as what it refers to; only compiled code can look inside."""
    reference: Any = Reference(columns)
    found: Columns = reference
    return found


def _words(column: Any) -> list[int]:
    """How a column stands in the block: address and shape of an array, the bits of a number."""
    if isinstance(column, np.ndarray):
        if not column.flags.c_contiguous:
            raise ValueError("only arrays that lie in one piece can be referred to")
        return [column.ctypes.data, *column.shape]
    bits = np.float64(column) if isinstance(column, float) else np.int64(column)
    return [int(bits.view(np.int64))]


class _Kind(types.Type):
    """The compiled type of a reference: it knows the names and types of the columns."""

    def __init__(self, name: str, fields: tuple[tuple[str, Any], ...]) -> None:
        self.fields = fields
        super().__init__(f"Reference({name}, {fields})")

    def field(self, name: str) -> tuple[int, Any]:
        """Where the words of a column begin, and its type."""
        at = 0
        for other, kind in self.fields:
            if other == name:
                return at, kind
            at += 1 + getattr(kind, "ndim", 0)
        raise AttributeError(name)


register_model(_Kind)(models.OpaqueModel)


@typeof_impl.register(Reference)
def _kind_of(reference: Reference, _context: Any) -> _Kind:
    return reference.kind


@unbox(_Kind)
def _address_of(_kind: _Kind, reference: Any, c: Any) -> Any:
    number = c.pyapi.object_getattr_string(reference, "address")
    address = c.pyapi.long_as_voidptr(number)
    c.pyapi.decref(number)
    return NativeValue(address)


@infer_getattr
class _Fields(AttributeTemplate):
    key = _Kind

    def generic_resolve(self, kind: _Kind, name: str) -> Any:
        return kind.field(name)[1] if name in dict(kind.fields) else None


@lower_getattr_generic(_Kind)
def _load(context: Any, builder: Any, kind: _Kind, address: Any, name: str) -> Any:
    at, column = kind.field(name)
    word = cgutils.intp_t
    block = builder.bitcast(address, word.as_pointer())

    def read(index: int) -> Any:
        return builder.load(cgutils.gep_inbounds(builder, block, at + index))

    if not isinstance(column, types.Array):
        if isinstance(column, types.Float):
            return builder.bitcast(read(0), context.get_value_type(column))
        if isinstance(column, types.Boolean):
            return builder.icmp_signed("!=", read(0), word(0))
        return read(0)
    made = context.make_array(column)(context, builder)
    item = context.get_abi_sizeof(context.get_data_type(column.dtype))
    shape = [read(1 + axis) for axis in range(column.ndim)]
    strides = [word(item)]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    data = builder.inttoptr(read(0), made.data.type)
    populate_array(made, data=data, shape=shape, strides=strides, itemsize=item, meminfo=None)
    return made._getvalue()
