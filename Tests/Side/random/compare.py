#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""compare.py EXPECTED FOUND FORMAT: whether what `plume convert -o json` prints of a trace (FOUND) is
what random events were emitted with (EXPECTED). FORMAT is ctf-2, or ctf-1.8, which says less."""

import base64
import json
import struct
import sys

LEGACY = sys.argv[3] == "ctf-1.8"


class Pairs(list):
    """The members of a JSON object in their order, however often a name occurs."""

    def get(self, name):
        return next((value for other, value in self if other == name), None)


def lines(path):
    with open(path, "rb") as file:
        text = file.read().decode("utf-8", errors="replace")
    for line in text.split("\n"):
        if line:
            yield json.loads(line, object_pairs_hook=Pairs)


def is_blob(found, data):
    if LEGACY and isinstance(found, list) and not isinstance(found, Pairs):
        return found == list(data)
    return isinstance(found, Pairs) and base64.b64decode(found.get("base64") or "!") == data


def plain(name):
    """What a name has in common with the identifier that CTF 1.8 has for it."""
    data = name.encode()
    text = "".join(chr(byte) if chr(byte).isalnum() and byte < 128 else "_" for byte in data)
    text = text.strip("_")
    return text[5:].strip("_") if text.startswith("field") else text


def is_name(expected, found):
    if LEGACY:
        return plain(expected) == plain(found)
    return found.startswith(expected) and not found[len(expected):].strip("_")


def is_helper(name):
    name = name.strip("_")
    return any(name.endswith(end) for end in ("length", "present", "selector"))


def matches_integer(expected, found):
    value, size = int(expected.get("v")), expected.get("size")
    if LEGACY and size == 16:
        return is_blob(found, (value % (1 << 128)).to_bytes(16, "little"))
    return found == value and not isinstance(found, bool)


def matches_named(expected, found, member):
    names = set(expected.get("names"))
    if not isinstance(found, Pairs) or found.get("base64") is not None:
        # A type without any label, or one that the format has no labels for.
        is_without = not names or LEGACY and (member == "flags" or expected.get("size") == 16)
        return is_without and matches_integer(expected, found)
    return matches_integer(expected, found.get("value")) and set(found.get(member) or []) == names


def matches_float(expected, found):
    data, size = bytes.fromhex(expected.get("hex")), expected.get("size")
    if size == 16:
        if LEGACY:
            return is_blob(found, data[::-1])
        return found.get("bits").lower() == expected.get("hex")
    if size == 2 and LEGACY:
        return found == int(expected.get("hex"), 16)
    letter = {2: ">e", 4: ">f", 8: ">d"}[size]
    value = struct.unpack(letter, data)[0]
    if value != value:
        return found == "NaN"
    if value in (float("inf"), float("-inf")):
        return found == ("Infinity" if value > 0 else "-Infinity")
    return not isinstance(found, (str, bool)) and struct.pack(letter, found) == data


def matches_members(expected, found):
    place = 0
    for name, value in expected:
        while place < len(found):
            other, candidate = found[place]
            if is_name(name, other) and matches(value, candidate):
                break
            if not is_helper(other):
                return False
            place += 1
        else:
            return False
        place += 1
    return place == len(found)


def matches_some(expected, found):
    if matches(expected, found):
        return True
    # Members that are there together are members of a structure in CTF 1.8.
    return (LEGACY and isinstance(found, Pairs) and len(found) > 1
            and all(is_helper(name) for name, _ in found[:-1]) and matches(expected, found[-1][1]))


def matches(expected, found):
    try:
        return matches_kind(expected, found)
    except (AttributeError, TypeError, ValueError, OverflowError, struct.error):
        # What was found is of another kind.
        return False


def matches_kind(expected, found):
    kind, value = expected.get("t"), expected.get("v")
    if kind == "int":
        return matches_integer(expected, found)
    if kind == "bool":
        return found == value and (LEGACY or isinstance(found, bool))
    if kind == "labels":
        return matches_named(expected, found, "labels")
    if kind == "flags":
        return matches_named(expected, found, "flags")
    if kind == "float":
        return matches_float(expected, found)
    if kind == "text":
        return found == value
    if kind == "blob":
        return is_blob(found, bytes(int(byte.get("v")) for byte in value))
    if kind == "list":
        return (isinstance(found, list) and not isinstance(found, Pairs)
                and len(found) == len(value) and all(map(matches, value, found)))
    if kind == "object":
        return isinstance(found, Pairs) and matches_members(value, found)
    if kind == "none":
        return found == [] if LEGACY else found is None
    return matches_some(value, found)


def main():
    found = (line for line in lines(sys.argv[2]) if line.get("type") == "event")
    count = 0
    for expected in lines(sys.argv[1]):
        event = next(found, None)
        name = "random:" + expected.get("name")
        if event is None:
            sys.exit(f"event {count}, {name!r}, is not there")
        if event.get("name") != name or not matches_members(
                expected.get("fields"), event.get("fields")):
            sys.exit(f"event {count} was emitted as\n  {name!r} {expected.get('fields')}\n"
                     f"and found as\n  {event.get('name')!r} {event.get('fields')}")
        count += 1
    if next(found, None) is not None:
        sys.exit(f"more than {count} events are there")
    print(f"{count} events are equal")


main()
