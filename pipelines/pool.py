"""Work that may crash or hang, spread over processes. In: a function and jobs. Out: each job and how it ended.

The one idea: a job that kills its process or runs too long costs itself and nothing else. Broken pools do not say which
job broke them, so every job that was under way is tried again alone, and the one that dies alone is the one.
"""

import faulthandler
import os
import resource
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

MEMORY_BYTES = 4 * 2**30
"""Address space of a worker; a document that wants more fails with MemoryError instead of taking the machine down."""


def run_isolated(
    function: Callable[[Job], Result], jobs: Iterable[Job], *, workers: int, seconds: float
) -> Iterator[tuple[Job, Result | BaseException]]:
    """Run jobs over worker processes, in the order in which they end.

    Args:
        function: a function of a module; it and the jobs travel to another process.
        jobs: taken one by one, few ahead of the work.
        workers: number of processes; they stay for later calls.
        seconds: longest time for one job.

    Yields:
        The job, and its result or what it raised: TimeoutError when it ran too long, ChildProcessError when its
        process died.
    """
    ahead = iter(jobs)
    running: dict[Future[Result], Job] = {}
    suspects: deque[Job] = deque()
    while True:
        try:
            for job in ahead:
                running[_pool(workers).submit(_guarded, function, job, seconds)] = job
                if len(running) >= 2 * workers:
                    break
        except BrokenProcessPool:
            suspects.append(job)
        if not running and not suspects:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            if not isinstance(future.exception(), BrokenProcessPool):
                yield running.pop(future), future.exception() or future.result()
        if suspects or any(isinstance(future.exception(), BrokenProcessPool) for future in running if future.done()):
            suspects.extend(running.values())
            running.clear()
            _pool.cache_clear()
        while suspects:
            job = suspects.popleft()
            yield job, _alone(function, job, seconds)


@cache
def _pool(workers: int) -> ProcessPoolExecutor:
    """Spawned, not forked: the caller may have threads. Kept, because a worker takes a second to load the parser."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)


def _alone(function: Callable[[Job], Result], job: Job, seconds: float) -> Result | BaseException:
    """A job in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_start_worker) as executor:
        executor.submit(os.getpid).result()
        began = time.monotonic()
        future = executor.submit(_guarded, function, job, seconds)
        error = future.exception()
        elapsed = time.monotonic() - began
    if error is None:
        return future.result()
    if not isinstance(error, BrokenProcessPool):
        return error
    if elapsed >= seconds:
        return TimeoutError(f"took more than {seconds:g} seconds")
    return ChildProcessError("the process that read it died: it crashed, or the system stopped it")


def _guarded(function: Callable[[Job], Result], job: Job, seconds: float) -> Result:
    """Run a job under a clock that also stops code that never returns to Python."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return function(job)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(
        resource.RLIMIT_AS, (MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard), hard)
    )
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
