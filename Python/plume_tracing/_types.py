# SPDX-License-Identifier: Apache-2.0
"""Types of fields: what a program writes, the signature that it stands for, and how it is packed.

docs/abi/events.md has the signatures and the layout of packed values.
"""

import enum
import re
import struct
import typing
from typing import Callable, List, Mapping, Tuple

# Packing a value appends the bytes of its field to a list.
Packer = Callable[[List[bytes], object], None]

_FORMATS = {
    "u8": "B", "u16": "H", "u32": "I", "u64": "Q", "s8": "b", "s16": "h", "s32": "i", "s64": "q",
    "f32": "f", "f64": "d", "bool": "?",
}
_BASICS = {int: "s64", float: "f64", bool: "bool", str: "string", bytes: "bytes"}
_SIGNATURE = re.compile(
    r"\s*(u8|u16|u32|u64|s8|s16|s32|s64|f32|f64|bool|string|bytes)\s*"
    r"(?:(\{[^{}]*\})|\[\s*(\d*)\s*\])?\s*(\?)?\s*")
_count = struct.Struct("=I").pack


def encoded(text: str) -> bytes:
    """UTF-8 without zeros; what cannot be encoded is written as Python's escapes."""
    try:
        result = text.encode()
    except UnicodeEncodeError:
        result = text.encode(errors="backslashreplace")
    return result.replace(b"\0", b"\\x00") if b"\0" in result else result


def _pack_string(parts: List[bytes], value: str) -> None:
    data = encoded(value)
    parts += (_count(len(data)), data, b"\0")


def _pack_bytes(parts: List[bytes], value: bytes) -> None:
    data = bytes(memoryview(value))
    parts += (_count(len(data)), data)


def _pack_strings(parts: List[bytes], values) -> None:
    texts = [encoded(value) + b"\0" for value in values]
    data = b"".join(texts)
    parts += (_count(len(texts)), _count(len(data)), data)


def _scalar_packer(base: str) -> Packer:
    if base == "string":
        return _pack_string
    if base == "bytes":
        return _pack_bytes
    pack = struct.Struct("=" + _FORMATS[base]).pack
    return lambda parts, value: parts.append(pack(value))


def _sequence_packer(base: str, length: str) -> Packer:
    if base == "string" and not length:
        return _pack_strings
    if base not in _FORMATS:
        raise TypeError(f"there are no sequences of this kind of {base}")
    letter = _FORMATS[base]

    def pack_sequence(parts: List[bytes], values) -> None:
        elements = tuple(values)
        if not length:
            parts.append(_count(len(elements)))
        elif len(elements) != int(length):
            raise ValueError(f"{len(elements)} elements instead of {length}")
        parts.append(struct.pack(f"={len(elements)}{letter}", *elements))

    return pack_sequence


def _optional(pack: Packer) -> Packer:
    def pack_optional(parts: List[bytes], value: object) -> None:
        if value is None:
            parts.append(b"\0")
        else:
            parts.append(b"\1")
            pack(parts, value)

    return pack_optional


def _of_signature(signature: str) -> Tuple[str, Packer]:
    match = _SIGNATURE.fullmatch(signature)
    if match is None:
        raise TypeError(f"not the type of a field: {signature!r}")
    base, labels, length, option = match.groups()
    pack = _scalar_packer(base) if length is None else _sequence_packer(base, length)
    if labels is not None and base[0] not in "us":
        raise TypeError(f"only integers have labels: {signature!r}")
    return signature.strip(), _optional(pack) if option else pack


def _of_enumeration(kind) -> Tuple[str, Packer]:
    labels = ",".join(f"{name}={int(member)}" for name, member in kind.__members__.items())
    return f"s64{{{labels}}}", _scalar_packer("s64")


def _of_arguments(kind) -> Tuple[str, Packer]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (list, tuple) and arguments and arguments[0] in _BASICS:
        if origin is list or arguments[1:] == (Ellipsis,):
            return _of_signature(_BASICS[arguments[0]] + "[]")
    others = [argument for argument in arguments if argument is not type(None)]
    # Only unions have NoneType for an argument.
    if len(others) == 1 and len(arguments) == 2 and origin not in (list, tuple, dict):
        signature, pack = of_type(others[0])
        return signature + "?", _optional(pack)
    raise TypeError(f"not the type of a field: {kind!r}")


def of_type(kind) -> Tuple[str, Packer]:
    """The signature of a type and how its values are packed; TypeError if it is none."""
    if isinstance(kind, str):
        return _of_signature(kind)
    if isinstance(kind, Mapping):
        signature, pack = of_fields(kind)
        return f"({signature})", lambda parts, value: pack(parts, value)
    if isinstance(kind, type) and kind in _BASICS:
        return _of_signature(_BASICS[kind])
    if isinstance(kind, type) and issubclass(kind, enum.IntEnum):
        return _of_enumeration(kind)
    return _of_arguments(kind)


def of_fields(fields: Mapping[str, object]) -> Tuple[str, Packer]:
    """The signature of several fields and how a mapping of their values is packed."""
    signatures, packers = [], []
    for name, kind in fields.items():
        if not name.isidentifier():
            raise ValueError(f"not the name of a field: {name!r}")
        signature, pack = of_type(kind)
        signatures.append(f"{name}:{signature}")
        packers.append((name, pack))
    count = len(packers)

    def pack_fields(parts: List[bytes], values: Mapping[str, object]) -> None:
        for name, pack in packers:
            pack(parts, values[name])
        if len(values) != count:
            unknown = set(values) - {name for name, _ in packers}
            raise TypeError(f"no such fields: {', '.join(sorted(unknown))}")

    return ",".join(signatures), pack_fields
