"""Coverage-guided fuzzing of one reader with atheris; run by `make fuzz`.

    python -m tests.fuzz.fuzzing html --seconds 600

Inputs that reach new code are kept below `data/fuzz/<reader>/corpus`, so the next run goes on where this one ended. A
finding stops the run with its trace, and its bytes stay in `data/fuzz/<reader>`; it becomes a test in
`test_findings.py`.
"""

import hashlib
import sys
from pathlib import Path

import atheris
import click

# Atheris keeps every array that instrumented code compares: 3 GB of pixels within eight minutes.
with atheris.instrument_imports(include=["pipelines.read", "pipelines.parse"], exclude=["pipelines.read.ocr_pixels"]):
    from tests.fuzz.targets import TARGETS, attack, seeds

FUZZ_ROOT = Path(__file__).resolve().parents[2] / "data" / "fuzz"
LONGEST_INPUT = 40_000
SECONDS_ON_THE_CLOCK = 120
"""For one input, by the clock, which runs on while others work; the narrow limit is that of `attack`."""


def prepare(name: str, root: Path) -> tuple[Path, Path]:
    """Write the seeds and the dictionary of a target; the folder of inputs and the dictionary."""
    corpus = root / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in seeds(name):
        (corpus / hashlib.sha256(data).hexdigest()).write_bytes(data)
    words = root / name / "words.txt"
    entries = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in TARGETS[name].words)
    words.write_text("".join(f'"{entry}"\n' for entry in entries), encoding="ascii")
    return corpus, words


@click.command()
@click.argument("name", type=click.Choice(sorted(TARGETS)))
@click.option("--seconds", default=60, show_default=True)
@click.option("--root", type=click.Path(path_type=Path), default=FUZZ_ROOT, show_default=True)
def main(name: str, seconds: int, root: Path) -> None:
    """Attack one reader for some time."""
    corpus, words = prepare(name, root)
    arguments = [
        f"-dict={words}",
        f"-max_total_time={seconds}",
        f"-timeout={SECONDS_ON_THE_CLOCK}",
        f"-max_len={LONGEST_INPUT}",
        "-rss_limit_mb=3000",
        f"-artifact_prefix={root / name}/",
        "-print_final_stats=1",
        str(corpus),
    ]
    atheris.Setup([sys.argv[0], *arguments], lambda data: attack(name, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
