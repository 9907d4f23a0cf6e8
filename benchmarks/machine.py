"""What a measurement ran on."""

from __future__ import annotations

import os
import platform
import sysconfig
from pathlib import Path


def interpreter() -> str:
    """The Python that runs, and whether it says that it was optimised by a profile.

    The Pythons of some distributions are, and do not say so.
    """
    is_optimised = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    how = "with" if is_optimised else "without"
    version = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{version} ({how} --enable-optimizations)"


def processor() -> str:
    """The model of the processor, as far as the system says."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text("utf-8").splitlines() if information.is_file() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def described() -> str:
    """Interpreter, processor and system in a sentence."""
    return f"{interpreter()}; {os.cpu_count()} processors ({processor()}), {platform.system()}."
