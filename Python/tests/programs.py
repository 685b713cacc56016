# SPDX-License-Identifier: Apache-2.0
"""Runs Python programs under the printing tracer of Tests/Side, whose file PRINTING_TRACER names."""

import json
import os
import subprocess
import sys
import tempfile
import textwrap

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def run(program, traced=True, **variables):
    """The output of a program; fails if it does or if it writes to the standard error."""
    environment = {**os.environ, "PYTHONPATH": PACKAGE, "PYTHONDONTWRITEBYTECODE": "1"}
    if traced:
        environment["LD_PRELOAD"] = os.environ["PRINTING_TRACER"]
    environment.update(variables)
    result = subprocess.run(
        [sys.executable, "-X", "dev", "-c", textwrap.dedent(program)], env=environment,
        capture_output=True, text=True, timeout=120)
    if result.returncode or result.stderr:
        raise AssertionError(f"exit {result.returncode}: {result.stderr}")
    return result.stdout


def value(node):
    """The plain value of a field as the tracer prints it."""
    inner = node["value"]
    if node["type"] in ("optional", "enum"):
        return None if inner is None else value(inner)
    if node["type"] == "struct":
        return {member["name"]: value(member) for member in inner}
    return [value(element) for element in inner] if isinstance(inner, list) else inner


def events_of(program, **variables):
    """The events that a program emits: (provider:name, log level, fields)."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "events")
        run(program, PRINTING_TRACER_OUTPUT=path, **variables)
        with open(path, encoding="ascii") as file:
            lines = [json.loads(line) for line in file]
    return [
        (f"{line['provider']}:{line['name']}", line["level"],
         {field["name"]: value(field) for field in line["fields"]})
        for line in lines]
