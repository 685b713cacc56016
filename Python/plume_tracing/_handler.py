# SPDX-License-Identifier: Apache-2.0
"""The handler that passes on what the program logs."""

import logging

from ._event import Event
from ._library import Level

_LEVELS = (
    (logging.CRITICAL, "critical", Level.CRITICAL),
    (logging.ERROR, "error", Level.ERROR),
    (logging.WARNING, "warning", Level.WARNING),
    (logging.INFO + 5, "notice", Level.NOTICE),
    (logging.INFO, "info", Level.INFO),
)


class PlumeHandler(logging.Handler):
    """Emits what is logged as events of the provider ``logging``.

    The events are critical, error, warning, notice (levels from 25 on), info and debug, with the
    log levels of these names, so that tracers choose by level. Fields: logger, message, level (the
    number), file, line, function, thread, thread_id, and exception, the traceback if there is one.
    While the event of a record's level is not wanted, nothing is formatted.
    """

    def __init__(self, level: int = logging.NOTSET) -> None:
        super().__init__(level)
        fields = dict(
            logger="string", message="string", level="s32", file="string", line="u32",
            function="string", thread="string", thread_id="u64", exception="string?")
        self._steps = [
            (least, Event("logging", name, fields, level=log_level))
            for least, name, log_level in _LEVELS]
        self._debug = Event("logging", "debug", fields, level=Level.DEBUG)

    def createLock(self) -> None:
        """No lock: an emission needs none, and a signal's handler may log."""
        self.lock = None

    def event(self, level: int) -> Event:
        """The event of records of a level."""
        for least, event in self._steps:
            if level >= least:
                return event
        return self._debug

    def handle(self, record: logging.LogRecord) -> bool:
        """As in ``logging.Handler``, but asks first whether somebody wants the record."""
        event = self.event(record.levelno)
        if not event.enabled:
            return True
        passed = self.filter(record)
        if isinstance(passed, logging.LogRecord):
            record = passed
        if passed:
            self.emit(record)
        return bool(passed)

    def emit(self, record: logging.LogRecord) -> None:
        """Emits a record; failures to format it go to ``handleError``."""
        event = self.event(record.levelno)
        if not event.enabled:
            return
        try:
            exception = None
            if record.exc_info and record.exc_info[0]:
                formatter = self.formatter or logging.Formatter()
                exception = formatter.formatException(record.exc_info)
            elif record.exc_text:
                exception = record.exc_text
            message = self.format(record) if self.formatter else record.getMessage()
        except Exception:
            self.handleError(record)
            return
        event.emit({
            "logger": record.name, "message": message, "level": record.levelno,
            "file": record.pathname, "line": record.lineno, "function": record.funcName or "",
            "thread": record.threadName or "", "thread_id": record.thread or 0,
            "exception": exception})
