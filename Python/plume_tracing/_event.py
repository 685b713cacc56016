# SPDX-License-Identifier: Apache-2.0
"""Events that a program describes itself."""

from typing import Mapping, Optional

from ._library import Level, library
from ._types import of_fields


class Event:
    """An event with typed fields, which is emitted by calling it with their values.

    >>> served = Event("web", "served", path=str, status="u16", user=Optional[str])
    >>> served(path="/", status=200, user=None)

    A field is int, float, bool, str, bytes, a list of one of the first four, an optional of
    these, an ``enum.IntEnum``, a mapping (a structure), or the text of docs/abi/events.md, such as
    ``"u16"``. Names that are no keywords or are taken go into the mapping ``fields``.

    An event of the same provider, name and fields is the same event to tracers. It stays until the
    process ends. Emitting never raises: values that do not fit are counted in ``status()``.
    """

    __slots__ = ("_emit", "_handle", "_pack", "_word", "level", "name", "provider", "signature")

    def __init__(
        self, provider: str, name: str, fields: Optional[Mapping[str, object]] = None, /,
        level: int = Level.INFO, **named: object
    ) -> None:
        """Raises TypeError or ValueError for names and types that are none."""
        self.provider, self.name, self.level = provider, name, Level(level)
        self.signature, self._pack = of_fields({**(fields or {}), **named})
        self._emit = library.emit
        self._handle, self._word = library.create(provider, name, self.level, self.signature)

    @property
    def enabled(self) -> bool:
        """Whether a tracer wants the event: ask before costly values are computed."""
        return self._word[0] != 0

    def __call__(self, **values: object) -> None:
        """Emits the event if a tracer wants it."""
        if self._word[0]:
            self.emit(values)

    def emit(self, values: Mapping[str, object]) -> None:
        """Emits the event with the values of a mapping; a caller has asked whether it is wanted."""
        parts: list = []
        try:
            self._pack(parts, values)
            data = b"".join(parts)
            status = self._emit(self._handle, data, len(data)) if self._handle else 0
        except Exception as error:  # Whatever a value's own code raises stays here.
            library.refuse(f"{self.provider}:{self.name}", repr(error))
            return
        if status:
            library.refuse(f"{self.provider}:{self.name}", library.describe(status))

    def __repr__(self) -> str:
        return f"<Event {self.provider}:{self.name} {self.signature}>"
