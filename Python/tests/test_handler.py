# SPDX-License-Identifier: Apache-2.0
"""What is logged."""

import unittest

from .programs import events_of, run


class HandlerTests(unittest.TestCase):
    def test_levels_become_events(self):
        events = events_of("""
            import logging
            from plume_tracing import PlumeHandler
            log = logging.getLogger("a.b")
            log.addHandler(PlumeHandler())
            log.setLevel(1)
            for level in (5, 10, 20, 25, 30, 40, 50, 60):
                log.log(level, "%d of %s", level, "logging")
        """)
        self.assertEqual(
            [(name, level, fields["level"], fields["message"]) for name, level, fields in events],
            [("logging:" + name, level, number, f"{number} of logging") for name, level, number in (
                ("debug", 7, 5), ("debug", 7, 10), ("info", 6, 20), ("notice", 5, 25),
                ("warning", 4, 30), ("error", 3, 40), ("critical", 2, 50), ("critical", 2, 60))])

    def test_fields_say_where_and_what(self):
        [(_, _, fields)] = events_of("""
            import logging, threading
            from plume_tracing import PlumeHandler
            logging.getLogger().addHandler(PlumeHandler())
            def work():
                try: {}["key"]
                except KeyError: logging.exception("no %s", "key")
            thread = threading.Thread(target=work, name="worker")
            thread.start(); thread.join()
        """)
        self.assertEqual(
            {name: fields[name] for name in ("logger", "message", "file", "function", "thread")},
            {"logger": "root", "message": "no key", "file": "<string>", "function": "work",
             "thread": "worker"})
        self.assertEqual(fields["line"], 7)
        self.assertIn("KeyError: 'key'", fields["exception"])

    def test_filters_formatters_and_levels_work(self):
        events = events_of("""
            import logging
            from plume_tracing import PlumeHandler
            handler = PlumeHandler(logging.WARNING)
            handler.addFilter(lambda record: "secret" not in record.getMessage())
            handler.setFormatter(logging.Formatter("<%(message)s>"))
            logging.getLogger().addHandler(handler)
            logging.error("secret"); logging.error("public"); logging.info("too low")
        """)
        self.assertEqual([fields["message"] for _, _, fields in events], ["<public>"])

    def test_messages_that_cannot_be_formatted_do_not_raise(self):
        self.assertEqual(events_of("""
            import logging
            from plume_tracing import PlumeHandler
            logging.raiseExceptions = False
            logging.getLogger().addHandler(PlumeHandler())
            logging.error("%d", "no number")
        """), [])

    def test_nothing_is_formatted_while_nobody_listens(self):
        run("""
            import logging
            from plume_tracing import PlumeHandler
            class Costly:
                def __str__(self): raise AssertionError
            logging.getLogger().addHandler(PlumeHandler())
            logging.error("%s", Costly())
        """, traced=False)
