# SPDX-License-Identifier: Apache-2.0
"""Spans and traced functions."""

import unittest

from .programs import events_of


def story(program):
    """The order of beginnings and ends, with parents, arguments and exceptions."""
    names, steps = {0: None}, []
    for name, _, fields in events_of(program):
        if name == "python:span_begin":
            names[fields["id"]] = fields["span"]
            steps.append(("begin", fields["span"], names[fields["parent"]], fields["arguments"]))
        else:
            steps.append(("end", names[fields["id"]], fields["exception"]))
    return steps


class SpanTests(unittest.TestCase):
    def test_blocks_nest_and_tell_their_exceptions(self):
        self.assertEqual(story("""
            from plume_tracing import span
            class Secret:
                def __repr__(self): raise RuntimeError
            try:
                with span("outer", name="x", size=3):
                    with span("inner", secret=Secret()): pass
                    1 / 0
            except ZeroDivisionError: pass
            with span("last"): pass
        """), [
            ("begin", "outer", None, "name='x', size=3"),
            ("begin", "inner", "outer", "secret=<RuntimeError>"), ("end", "inner", None),
            ("end", "outer", "ZeroDivisionError"),
            ("begin", "last", None, None), ("end", "last", None)])

    def test_durations_are_those_of_the_block(self):
        events = events_of("""
            import time
            from plume_tracing import span
            with span("sleep"): time.sleep(0.05)
        """)
        self.assertGreaterEqual(events[1][2]["duration_ns"], 50_000_000)
        self.assertLess(events[1][2]["duration_ns"], 20_000_000_000)

    def test_functions_and_methods(self):
        self.assertEqual(story("""
            from plume_tracing import trace
            @trace(arguments=True)
            def plain(a, *rest, b=2, **named): return a + b
            class Kind:
                def __repr__(self): return "kind"
                @trace(name="method", arguments=True)
                def method(self, x): raise ValueError
                @trace
                @staticmethod
                def of_none(): return 1
                @classmethod
                @trace
                def of_class(cls): return cls
            assert plain(1, 5, c=3) == 3 and plain.__name__ == "plain"
            try: Kind().method(4)
            except ValueError: pass
            assert Kind.of_none() == 1 and Kind.of_class() is Kind
            try: plain()
            except TypeError: pass
        """), [
            ("begin", "__main__.plain", None, "a=1, rest=(5,), named={'c': 3}"),
            ("end", "__main__.plain", None),
            ("begin", "method", None, "self=kind, x=4"), ("end", "method", "ValueError"),
            ("begin", "__main__.Kind.of_none", None, None), ("end", "__main__.Kind.of_none", None),
            ("begin", "__main__.Kind.of_class", None, None),
            ("end", "__main__.Kind.of_class", None),
            ("begin", "__main__.plain", None, ""), ("end", "__main__.plain", "TypeError")])

    def test_tasks_have_their_own_parents(self):
        steps = story("""
            import asyncio, inspect
            from plume_tracing import span, trace
            @trace
            async def child(): await asyncio.sleep(0)
            @trace
            async def parent():
                await child()
            assert inspect.iscoroutinefunction(parent)
            async def main(): await asyncio.gather(parent(), parent())
            asyncio.run(main())
        """)
        begun = [step[1:3] for step in steps if step[0] == "begin"]
        self.assertEqual(
            sorted(begun, key=str),
            [("__main__.child", "__main__.parent")] * 2 + [("__main__.parent", None)] * 2)
        self.assertEqual(len(steps), 8)

    def test_generators(self):
        self.assertEqual(story("""
            import asyncio
            from plume_tracing import span, trace
            @trace(name="numbers")
            def numbers():
                received = yield 1
                assert received == "sent"
                yield 2
                return 3
            generator = numbers()
            assert next(generator) == 1
            with span("between"): pass
            assert generator.send("sent") == 2
            try: next(generator)
            except StopIteration as end: assert end.value == 3
            closed = numbers(); next(closed); closed.close()

            @trace(name="later")
            async def later():
                try: received = yield 1
                except KeyError: received = "thrown"
                yield received
            async def main():
                assert [value async for value in later()] == [1, None]
                generator = later()
                await generator.__anext__()
                assert await generator.athrow(KeyError()) == "thrown"
                await generator.aclose()
            asyncio.run(main())
        """), [
            ("begin", "numbers", None, None), ("begin", "between", None, None),
            ("end", "between", None), ("end", "numbers", None),
            ("begin", "numbers", None, None), ("end", "numbers", None),
            ("begin", "later", None, None), ("end", "later", None),
            ("begin", "later", None, None), ("end", "later", None)])
