# SPDX-License-Identifier: Apache-2.0
"""The functions of libplume-events.so.0, found once, when the package is imported."""

import ctypes
import enum
import os
from typing import NamedTuple, Optional

NAME = "libplume-events.so.0"
VARIABLE = "PLUME_EVENTS_LIBRARY"


class Level(enum.IntEnum):
    """How important an event is; the numbers are those of SIDE and syslog.

    INFORMATION is what INFO was called first.
    """

    EMERGENCY = 0
    ALERT = 1
    CRITICAL = 2
    ERROR = 3
    WARNING = 4
    NOTICE = 5
    INFO = 6
    INFORMATION = 6
    DEBUG = 7


class Status(NamedTuple):
    """Whether events reach tracers, and what was not emitted."""

    available: bool
    """Whether the library was found. If not, nothing is ever emitted."""
    library: Optional[str]
    """The file that was found, as it was looked for."""
    reason: str
    """Why there is no library; empty if there is one."""
    refused: int
    """How many enabled events were dropped because a value was not what its field takes."""
    last_refusal: str
    """Which event was dropped last, and why; empty if none was."""


class Library:
    """The library's functions, or none of them."""

    def __init__(self) -> None:
        self.path: Optional[str] = None
        self.reason = ""
        self.refused = 0
        self.last_refusal = ""
        self.emit = None
        self._create = None
        self._load()

    def _candidates(self) -> list:
        chosen = os.environ.get(VARIABLE)
        if chosen:
            return [os.path.join(chosen, NAME) if os.path.isdir(chosen) else chosen]
        beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), NAME)
        return ([beside] if os.path.exists(beside) else []) + [NAME]

    def _load(self) -> None:
        for path in self._candidates():
            try:
                # Making an event may wait for a tracer, so other threads run meanwhile. An
                # emission never waits, and keeps the interpreter's lock.
                waiting = ctypes.CDLL(path)
                direct = ctypes.PyDLL(path)
                self._bind(waiting, direct)
            except (OSError, AttributeError) as error:
                self.reason = str(error)
            else:
                self.path, self.reason = path, ""
                return

    def _bind(self, waiting: ctypes.CDLL, direct: ctypes.PyDLL) -> None:
        pointer, text = ctypes.c_void_p, ctypes.c_char_p
        create = waiting.plume_event_create
        create.argtypes = [text, text, ctypes.c_uint32, text, ctypes.POINTER(pointer)]
        create.restype = ctypes.c_int32
        self._enabled = direct.plume_event_enabled
        self._enabled.argtypes = [pointer]
        self._enabled.restype = pointer
        self._status_text = direct.plume_events_status_text
        self._status_text.argtypes = [ctypes.c_int32]
        self._status_text.restype = text
        emit = direct.plume_event_emit
        emit.argtypes = [pointer, text, ctypes.c_size_t]
        emit.restype = ctypes.c_int32
        self._create, self.emit = create, emit

    def create(self, provider: str, name: str, level: int, signature: str):
        """The handle of an event and a view of its enabled word.

        Without the library, or a runtime that takes events, the word is one that stays 0. An event
        lives as long as the process, so the view is always valid. Raises ValueError for names and
        signatures that are none.
        """
        nothing = (None, memoryview(bytes(8)).cast("Q"))
        texts = [text.encode() for text in (provider, name, signature)]
        if not provider or not name or any(b"\0" in text for text in texts):
            raise ValueError("the provider and the name of an event are texts that are not empty")
        if self._create is None:
            return nothing
        handle = ctypes.c_void_p()
        status = self._create(
            texts[0], texts[1], level, texts[2], ctypes.byref(handle))
        if status in (1, 2, 3):
            raise ValueError(f"{provider}:{name}: {self.describe(status)}: {signature}")
        if status != 0:
            self.reason = self.describe(status)
            return nothing
        word = ctypes.c_uint64.from_address(self._enabled(handle))
        return handle.value, memoryview(word).cast("B").cast("Q")

    def describe(self, status: int) -> str:
        """What a status means."""
        return self._status_text(status).decode()

    def refuse(self, event: str, reason: object) -> None:
        """Counts an event that could not be emitted."""
        self.refused += 1
        self.last_refusal = f"{event}: {reason}"


library = Library()


def status() -> Status:
    """Whether events reach tracers, and why not."""
    return Status(
        library.path is not None, library.path, library.reason, library.refused,
        library.last_refusal)
