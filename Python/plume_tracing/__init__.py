# SPDX-License-Identifier: Apache-2.0
"""Events of Python programs for the tracers of SIDE events, such as Plume.

``Event`` describes events of your own, ``span`` and ``trace`` measure blocks and functions,
``PlumeHandler`` passes on what the program logs. While nobody records, each of them reads one word
of memory. Without ``libplume-events.so.0`` they do nothing; ``status()`` says why.
"""

from ._event import Event
from ._handler import PlumeHandler
from ._library import Level, Status, status
from ._span import span, trace

__all__ = ["Event", "Level", "PlumeHandler", "Status", "span", "status", "trace"]
