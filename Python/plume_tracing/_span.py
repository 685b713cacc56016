# SPDX-License-Identifier: Apache-2.0
"""Blocks and functions with a beginning, an end and a duration."""

import contextvars
import functools
import inspect
import itertools
import time

from ._event import Event
from ._library import Level

_begin = Event(
    "python", "span_begin", level=Level.DEBUG, span="string", id="u64", parent="u64",
    arguments="string?")
_end = Event(
    "python", "span_end", level=Level.DEBUG, span="string", id="u64", duration_ns="u64",
    exception="string?")
_begin_word, _end_word = _begin._word, _end._word

_ids = itertools.count(1)
# The span in which a thread or a task is; 0 is none.
_current: contextvars.ContextVar = contextvars.ContextVar("plume_span", default=0)


def _text(arguments: dict) -> str:
    parts = []
    for name, value in arguments.items():
        try:
            parts.append(f"{name}={value!r}")
        except Exception as error:  # A repr that fails must not fail the program.
            parts.append(f"{name}=<{type(error).__name__}>")
    return ", ".join(parts)


class span:
    """A block of the program: ``with span("load", path=path): ...``

    Emits ``python:span_begin`` (span, id, parent, arguments) and ``python:span_end`` (span, id,
    duration_ns, exception) if a tracer wants one of them when the block begins; a block that began
    unseen ends unseen. Spans nest along threads and tasks. A span is for one use.
    """

    __slots__ = ("_arguments", "_id", "_name", "_nests", "_start", "_token")

    def __init__(self, name: str, /, **arguments: object) -> None:
        self._name = name
        self._arguments = arguments
        self._id = 0
        self._nests = True

    def __enter__(self) -> "span":
        if _begin_word[0] or _end_word[0]:
            self._open(_text(self._arguments) if self._arguments else None)
        return self

    def __exit__(self, kind, error, traceback) -> None:
        if self._id:
            self._close(kind)

    def _open(self, arguments) -> None:
        self._id = next(_ids)
        if _begin_word[0]:
            _begin.emit({
                "span": self._name, "id": self._id, "parent": _current.get(),
                "arguments": arguments})
        self._token = _current.set(self._id) if self._nests else None
        self._start = time.perf_counter_ns()

    def _close(self, kind) -> None:
        duration = time.perf_counter_ns() - self._start
        if self._token is not None:
            try:
                _current.reset(self._token)
            except ValueError:  # The block ends in another context than it began in.
                pass
        if _end_word[0]:
            _end.emit({
                "span": self._name, "id": self._id, "duration_ns": duration,
                "exception": kind.__name__ if kind else None})


def _bound(signature, values, named) -> str:
    try:
        return _text(signature.bind(*values, **named).arguments)
    except TypeError:
        # The call itself will raise, with a better text.
        return ""


class _Function:
    """A function's name and how its arguments are shown."""

    def __init__(self, function, name, arguments) -> None:
        self.name = name or f"{function.__module__}.{function.__qualname__}"
        self.signature = inspect.signature(function) if arguments else None

    def begin(self, values, named, nests=True) -> span:
        made = span(self.name)
        made._nests = nests
        made._open(_bound(self.signature, values, named) if self.signature else None)
        return made


def _of_function(function, told):
    @functools.wraps(function)
    def call(*values, **named):
        if not (_begin_word[0] or _end_word[0]):
            return function(*values, **named)
        made = told.begin(values, named)
        try:
            result = function(*values, **named)
        except BaseException as error:
            made._close(type(error))
            raise
        made._close(None)
        return result

    return call


def _of_coroutine(function, told):
    @functools.wraps(function)
    async def call(*values, **named):
        if not (_begin_word[0] or _end_word[0]):
            return await function(*values, **named)
        with _running(told.begin(values, named)):
            return await function(*values, **named)

    return call


def _of_generator(function, told):
    # Between values the caller goes on, in whose context the generator's span is no parent.
    @functools.wraps(function)
    def call(*values, **named):
        if not (_begin_word[0] or _end_word[0]):
            return (yield from function(*values, **named))
        with _running(told.begin(values, named, nests=False)):
            return (yield from function(*values, **named))

    return call


def _of_async_generator(function, told):
    @functools.wraps(function)
    async def call(*values, **named):
        made = None
        if _begin_word[0] or _end_word[0]:
            made = told.begin(values, named, nests=False)
        with _running(made):
            inner = function(*values, **named)
            try:
                value = await inner.__anext__()
                while True:
                    try:
                        sent = yield value
                    except GeneratorExit:
                        await inner.aclose()
                        raise
                    except BaseException as error:
                        value = await inner.athrow(error)
                    else:
                        value = await inner.asend(sent)
            except StopAsyncIteration:
                return

    return call


class _running:
    """A span that has begun, or none, as a block. A generator that is closed has no exception."""

    def __init__(self, made) -> None:
        self.made = made

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, error, traceback) -> None:
        if self.made is not None:
            self.made._close(None if kind is GeneratorExit else kind)


def trace(function=None, /, *, name=None, arguments=False):
    """Makes each call of a function a span: ``@trace``, or ``@trace(arguments=True)``.

    Takes functions, methods, generators and their async kinds. The span has the name given, or the
    module and qualified name. Arguments are shown, as text, only where that was asked for: they may
    hold secrets.
    """
    if function is None:
        return functools.partial(trace, name=name, arguments=arguments)
    if isinstance(function, (staticmethod, classmethod)):
        return type(function)(trace(function.__func__, name=name, arguments=arguments))
    told = _Function(function, name, arguments)
    if inspect.isasyncgenfunction(function):
        return _of_async_generator(function, told)
    if inspect.iscoroutinefunction(function):
        return _of_coroutine(function, told)
    if inspect.isgeneratorfunction(function):
        return _of_generator(function, told)
    return _of_function(function, told)
