# SPDX-License-Identifier: Apache-2.0
"""Events of a program's own, and what happens without the library."""

import unittest

from .programs import events_of, run


class EventTests(unittest.TestCase):
    def test_each_type_arrives(self):
        events = events_of("""
            import enum
            from typing import Dict, List, Optional
            from plume_tracing import Event, Level

            class State(enum.IntEnum):
                IDLE = 0
                GONE = -1

            event = Event(
                "test", "types", {"from": int}, level=Level.WARNING, a=float, b=bool, c=str,
                d=bytes, e=List[int], f=List[str], g=Optional[int], h=Optional[str], i=State,
                j={"x": "u8", "y": {"z": "f32?"}}, k="s16[2]", m="u64", n="bytes?",
                o="u8{no=0,yes=1..9}", p=List[float], q="bool[]")
            event.emit({
                "from": -1, "a": 0.5, "b": True, "c": "h\\u00e9\\0\\udc80", "d": b"\\0\\xff",
                "e": (1, -2), "f": ["", "x"], "g": None, "h": "there", "i": State.GONE,
                "j": {"x": 255, "y": {"z": 1.5}}, "k": [-1, 1], "m": 2**64 - 1, "n": None,
                "o": 3, "p": [], "q": [True, False]})
        """)
        self.assertEqual(events, [("test:types", 4, {
            "from": -1, "a": 0.5, "b": True, "c": "h\u00e9\\x00\\udc80", "d": [0, 255],
            "e": [1, -2], "f": ["", "x"], "g": None, "h": "there", "i": -1,
            "j": {"x": 255, "y": {"z": 1.5}}, "k": [-1, 1], "m": 2**64 - 1, "n": None, "o": 3,
            "p": [], "q": [True, False]})])

    def test_what_does_not_fit_is_counted(self):
        events = events_of("""
            from plume_tracing import Event, status
            class Evil:
                def __len__(self): raise RuntimeError("evil")
                def __iter__(self): raise RuntimeError("evil")
            event = Event("test", "refused", n="u8", pair="u8[2]")
            fitting = dict(n=1, pair=(1, 2))
            for wrong in (
                    dict(n=256), dict(n=-1), dict(n="1"), dict(n=None), dict(pair=(1,)),
                    dict(pair=(1, 2, 3)), dict(pair=Evil()), dict(more=1)):
                event(**{**fitting, **wrong})
            event(n=1)
            assert status().refused == 9, status()
            assert "pair" in status().last_refusal
            event(**fitting)
        """)
        self.assertEqual(events, [("test:refused", 6, {"n": 1, "pair": [1, 2]})])

    def test_types_and_names_that_are_none_raise(self):
        run("""
            from typing import List, Optional, Union
            from plume_tracing import Event
            for kind in (
                    dict, object, "u9", "string[2]", "bytes[]", List[bytes], List, None, 3,
                    "u8??", "f32{a=1}", Union[int, str], "u8[0]", "u8{a}", {}, {"x": complex}):
                try:
                    Event("test", "wrong", x=kind)
                except (TypeError, ValueError):
                    continue
                raise AssertionError(kind)
            for provider, name, fields in (("", "x", {}), ("x", "", {}), ("x", "x", {"a b": int})):
                try:
                    Event(provider, name, fields)
                except ValueError:
                    continue
                raise AssertionError((provider, name, fields))
        """)

    def test_disabled_events_pack_nothing(self):
        run("""
            from plume_tracing import Event, status
            event = Event("test", "disabled", n=int)
            assert status().available and not event.enabled
            event(n="nothing that fits")
            assert status().refused == 0
        """, traced=False)

    def test_threads_and_forks(self):
        events = events_of("""
            import os, threading
            from plume_tracing import Event
            event = Event("test", "shared", n=int)
            def work(first):
                for n in range(first, first + 100):
                    Event("test", "shared", n=int)(n=n)
            threads = [threading.Thread(target=work, args=(100 * i,)) for i in range(4)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            for child in range(3):
                if os.fork() == 0:
                    event(n=1000 + child)
                    Event("test", "in_child", n=int)(n=child)
                    os._exit(0)
            for _ in range(3): assert os.wait()[1] == 0
        """)
        numbers = sorted(f["n"] for name, _, f in events if name == "test:shared")
        self.assertEqual(numbers, list(range(400)) + [1000, 1001, 1002])
        self.assertEqual(
            sorted(f["n"] for name, _, f in events if name == "test:in_child"), [0, 1, 2])


class LibraryTests(unittest.TestCase):
    def test_without_the_library_nothing_happens_and_the_reason_is_told(self):
        for file in ("/nowhere/libplume-events.so.0", "/etc/passwd", "libc.so.6"):
            run("""
                import logging
                from plume_tracing import Event, PlumeHandler, span, status, trace
                event = Event("test", "none", n=int)
                event(n=1)
                assert not event.enabled
                with span("block"): pass
                trace(lambda: None)()
                logging.getLogger().addHandler(PlumeHandler())
                logging.warning("unheard")
                assert not status().available and status().library is None
                assert status().reason, status()
            """, traced=False, PLUME_EVENTS_LIBRARY=file)

    def test_a_linker_path_is_enough(self):
        import os
        file = os.environ["PLUME_EVENTS_LIBRARY"]
        run("""
            from plume_tracing import status
            assert status().library == "libplume-events.so.0", status()
        """, traced=False, PLUME_EVENTS_LIBRARY="", LD_LIBRARY_PATH=os.path.dirname(file))
