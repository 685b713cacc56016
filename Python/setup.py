# SPDX-License-Identifier: Apache-2.0
"""Finds the version, which is that of the tool; pyproject.toml has everything else."""

import pathlib
import re

from setuptools import setup

here = pathlib.Path(__file__).resolve().parent
# A package of the source alone lies no longer beside the tool, and says itself what it is.
tool = here.parent / "Sources/PlumeCommand/PlumeTool.swift"
told = here / "PKG-INFO"
source, pattern = (
    (tool, r'static let version = "(.+)"') if tool.exists() else (told, r"(?m)^Version: (.+)$"))
setup(version=re.search(pattern, source.read_text(encoding="utf-8"))[1])
