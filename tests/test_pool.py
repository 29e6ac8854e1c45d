"""Work that crashes, hangs or raises costs itself and nothing else."""

import ctypes
import os
import signal
import time
from collections.abc import Iterator

import pytest

from pipelines.pool import run_isolated


def _work(job: str) -> str:
    """A job does what its name says."""
    match job.partition(" ")[0]:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            ctypes.string_at(0)
        case "hang":
            while True:
                pass
        case "sleep":
            time.sleep(30)
        case "raise":
            raise ValueError(job)
        case "eat":
            return "x" * (1 << 36)
    return f"{job} done"


def _outcomes(jobs: list[str], *, workers: int = 2, seconds: float = 20.0) -> dict[str, str | BaseException]:
    found = list(run_isolated(_work, jobs, workers=workers, seconds=seconds))
    assert len(found) == len(jobs)
    return dict(found)


def test_every_job_comes_back_with_its_result() -> None:
    jobs = [f"job {number}" for number in range(40)]
    assert _outcomes(jobs) == {job: f"{job} done" for job in jobs}


def test_jobs_are_taken_as_they_are_needed() -> None:
    taken = []

    def jobs() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield f"job {number}"

    outcomes = run_isolated(_work, jobs(), workers=2, seconds=20.0)
    next(outcomes)
    assert len(taken) < 20


@pytest.mark.parametrize("death", ["die", "crash"])
def test_a_worker_that_dies_is_replaced_and_only_its_job_fails(death: str) -> None:
    jobs = [f"job {number}" for number in range(6)]
    outcomes = _outcomes([*jobs[:3], f"{death} 1", *jobs[3:], f"{death} 2"])
    assert {job: outcomes[job] for job in jobs} == {job: f"{job} done" for job in jobs}
    for number in (1, 2):
        assert isinstance(outcomes[f"{death} {number}"], ChildProcessError)


@pytest.mark.parametrize("job", ["hang", "sleep"])
def test_a_job_that_takes_too_long_is_stopped_and_said_to_be(job: str) -> None:
    outcomes = _outcomes(["job 1", job, "job 2"], seconds=1.0)
    assert outcomes["job 1"] == "job 1 done"
    assert outcomes["job 2"] == "job 2 done"
    assert isinstance(outcomes[job], TimeoutError)
    assert str(outcomes[job]) == "took more than 1 seconds"


def test_a_job_that_raises_or_wants_too_much_memory_gives_its_error() -> None:
    outcomes = _outcomes(["raise x", "eat", "job 1"])
    assert isinstance(outcomes["raise x"], ValueError)
    assert isinstance(outcomes["eat"], MemoryError)
    assert outcomes["job 1"] == "job 1 done"
