"""The terminal that a command was started on, for progress.

Dagster sends what a step prints into its own log, standard error included, even when a person waits at a terminal. The
command keeps the terminal before Dagster does so; whoever shows progress asks for it here.
"""

import os
import sys
from typing import TextIO

from rich.console import Console

_kept: TextIO | None = None


def keep() -> None:
    """Remember the terminal behind standard error, if it is one; called by the command line before anything runs."""
    global _kept
    if sys.stderr.isatty():
        _kept = os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding=sys.stderr.encoding, errors="replace")


def console() -> Console:
    """Where progress is shown: the terminal that was kept, else standard error, which may be a pipe."""
    return Console(file=_kept) if _kept else Console(stderr=True)
