# SPDX-License-Identifier: Apache-2.0
# Logs, calls a traced function and runs other programs, in turn: timeline.py PROGRAM...

import logging
import subprocess
import sys

import plume_tracing

log = logging.getLogger("shop")
log.setLevel(logging.INFO)
log.addHandler(plume_tracing.PlumeHandler())


@plume_tracing.trace
def checkout(program):
    log.info("next is %s", program)


for path in sys.argv[1:]:
    checkout("C" if "every_type" in path else "Swift")
    subprocess.run([path], check=True, stdout=subprocess.DEVNULL)
