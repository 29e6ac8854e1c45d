"""Programs of the system that read hostile files for us: LibreOffice, Tesseract.

In: a command. Out: its exit code, when all it started is dead. The one idea: such a program gets a folder, a home and
limits of its own, no input, no terminal, and lives in a process group that is killed as a whole.
"""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

CHINESE, DIGITS = "chi_sim", "eng"
"""Models of Tesseract; that of Latin print is the better one for digits."""


class ProgramTooSlowError(Exception):
    """The program did not end in time and was killed."""


@cache
def converter() -> str | None:
    """Path of LibreOffice, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@cache
def ocr_engine() -> str | None:
    """Path of Tesseract where it is installed with simplified Chinese and Latin print, else None."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if {CHINESE, DIGITS} <= set(listed.stdout.decode(errors="replace").split()) else None


def installed() -> tuple[str, ...]:
    """Which of the programs that a reader may use are there; a document is read otherwise when one is added."""
    return tuple(name for name, path in (("libreoffice", converter()), ("tesseract", ocr_engine())) if path)


def run_bounded(
    command: Sequence[str], folder: Path, *, seconds: float, file_bytes: int, settings: Mapping[str, str] | None = None
) -> int:
    """Run a program in a folder and wait for its end.

    Args:
        command: program and arguments.
        folder: working folder, home and place for temporary files.
        seconds: longest time, and longest processor time of each process.
        file_bytes: size of the largest file that it may write.
        settings: further environment variables; nothing else but the search path is handed on.

    Returns:
        The exit code.

    Raises:
        ProgramTooSlowError: it did not end in time.
    """
    home = str(folder)
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603
        command,
        cwd=folder,
        env=environment | dict(settings or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if hasattr(resource, "prlimit"):
            # Set from outside: code between fork and exec is not safe in a process that has threads.
            with suppress(ProcessLookupError):
                resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
                resource.prlimit(process.pid, resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        return process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise ProgramTooSlowError from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
