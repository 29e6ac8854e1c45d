"""Measures the parser: prints documents of every style, parses them over a process pool, compares every cell.

`python -m tests.generator.measure --documents 5000 --seed 1` prints a table per style and exits with 1 when a value is
wrong, the parser crashed, or too few cells of the faithful styles are exact. `--style NAME` (a prefix is enough)
measures these only; `--keep DIR` writes the documents with differences there.
"""

import os
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import click

from pipelines.documents import parse_document
from pipelines.model import Hints
from tests.generator.compare import Comparison, Difference, compare
from tests.generator.plant import plant_any
from tests.generator.styles import STYLES, Rendering, Style
from tests.generator.truth import Truth, draw_truth, seeded

CRASHES = frozenset({"parser_defect", "too_slow"})
REQUIRED_EXACT = 0.999
SHARE_WITH_ERRORS = 1 / 6
SUFFIXES = {"html": ".html", "text": ".txt", "markdown": ".md", "pdf": ".pdf", "docx": ".docx"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document; `crash` holds the traceback when the parser raised or did not come back."""

    style: str
    seed: int
    seconds: float
    comparison: Comparison
    crash: str | None = None


def printed(style: Style, seed: int) -> tuple[Truth, Rendering]:
    """The document of a style and a seed: the same every time.

    One report in six prints an error of its source: a parser that corrects or drops it is wrong.
    """
    random = seeded(f"{style.name} {seed}")
    truth = draw_truth(seed, empties=style.empties)
    if random.random() < SHARE_WITH_ERRORS:
        truth = plant_any(truth, random, blank=style.empties)
    return truth, style.render(truth, random)


def judge(name: str, seed: int) -> Outcome:
    """One document printed, parsed and compared. A defect that the parser reports of itself counts as a crash, too."""
    style = STYLES[name]
    truth, rendering = printed(style, seed)
    started = time.perf_counter()
    try:
        parsed = parse_document(
            rendering.data,
            Hints(),
            file_name=rendering.file_name,
            declared_media_type=rendering.declared_media_type,
        )
    except Exception:  # noqa: BLE001 - a crash of any kind is what is counted here
        nothing = Comparison(0, len(rendering.expected), 0, ())
        return Outcome(name, seed, time.perf_counter() - started, nothing, traceback.format_exc(limit=-4))
    seconds = time.perf_counter() - started
    defects = [issue.detail for issue in parsed.issues if issue.kind in CRASHES]
    comparison = compare(truth, rendering, parsed, faithful=style.faithful)
    return Outcome(name, seed, seconds, comparison, "; ".join(defects) or None)


def judge_all(jobs: Sequence[tuple[str, int]], processes: int) -> Iterator[Outcome]:
    """All documents over a pool; a worker that dies counts as a crash of the documents it held."""
    if processes == 1:
        yield from (judge(name, seed) for name, seed in jobs)
        return
    pending = list(jobs)
    while pending:
        with ProcessPoolExecutor(processes) as pool:
            futures = [(job, pool.submit(judge, *job)) for job in pending]
            pending = []
            for (name, seed), future in futures:
                try:
                    yield future.result()
                except BrokenProcessPool:
                    # The first document that misses its result may be the culprit: it is not tried again.
                    if not pending:
                        yield Outcome(name, seed, 0.0, Comparison(0, 0, 0, ()), "the worker process died")
                        pending = [job for job, other in futures if not other.done() or other.exception()][1:]
                        break


def chosen(patterns: Iterable[str]) -> tuple[Style, ...]:
    """Styles whose name begins with one of the patterns; all without any."""
    wanted = tuple(patterns)
    return tuple(style for name, style in STYLES.items() if not wanted or name.startswith(wanted))


def jobs_for(styles: Sequence[Style], documents: int, seed: int) -> list[tuple[str, int]]:
    """Documents spread evenly over the styles, each with a truth of its own."""
    return [(styles[n % len(styles)].name, seed * 10_000_000 + n) for n in range(documents)]


@dataclass(slots=True)
class Tally:
    """Sums over the documents of a style or of a format."""

    documents: int = 0
    exact: int = 0
    unread: int = 0
    wrong: int = 0
    crashes: int = 0
    seconds: float = 0.0
    others: Counter[str] | None = None

    def add(self, outcome: Outcome) -> None:
        self.documents += 1
        self.exact += outcome.comparison.exact
        self.unread += outcome.comparison.unread
        self.wrong += outcome.comparison.wrong
        self.crashes += outcome.crash is not None
        self.seconds += outcome.seconds
        self.others = self.others or Counter()
        self.others.update({d.verdict for d in outcome.comparison.differences if d.verdict not in {"unread", "wrong"}})

    @property
    def share(self) -> float:
        cells = self.exact + self.unread + self.wrong
        return self.exact / cells if cells else 1.0

    def line(self, name: str) -> str:
        others = ", ".join(f"{name} {count}" for name, count in sorted((self.others or Counter()).items()))
        milliseconds = 1000 * self.seconds / max(self.documents, 1)
        return (
            f"{name:<38}{self.documents:>6}{100 * self.share:>10.3f}{self.unread:>8}{self.wrong:>7}{self.crashes:>8}"
            f"{milliseconds:>9.1f}  {others}"
        )


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The lines of the printed table: styles that are not perfect, formats, both classes."""
    styles: dict[str, Tally] = {}
    groups: dict[str, Tally] = {}
    for outcome in outcomes:
        style = STYLES[outcome.style]
        promise = "faithful" if style.faithful else "destructive"
        styles.setdefault(outcome.style, Tally()).add(outcome)
        groups.setdefault(f"{promise} {style.format}", Tally()).add(outcome)
        groups.setdefault(f"all {promise}", Tally()).add(outcome)
    yield f"{'style':<38}{'docs':>6}{'exact %':>10}{'unread':>8}{'wrong':>7}{'crashes':>8}{'ms/doc':>9}  other"
    for name, tally in sorted(styles.items(), key=lambda item: (-item[1].crashes, -item[1].wrong, item[1].share)):
        yield tally.line(name if STYLES[name].faithful else f"{name} *")
    yield "* destructive: only wrong values count"
    yield ""
    for name, tally in sorted(groups.items()):
        yield tally.line(name)


def failures(outcomes: Sequence[Outcome]) -> list[str]:
    """What forbids the exit code 0."""
    found = []
    wrong = sum(outcome.comparison.wrong for outcome in outcomes)
    crashes = sum(outcome.crash is not None for outcome in outcomes)
    if wrong:
        found.append(f"{wrong} wrong values")
    if crashes:
        found.append(f"{crashes} crashes")
    tally = Tally()
    for outcome in outcomes:
        if STYLES[outcome.style].faithful:
            tally.add(outcome)
    if tally.share < REQUIRED_EXACT:
        found.append(f"only {100 * tally.share:.3f} % of the cells of faithful styles are exact")
    return found


def _examples(outcomes: Sequence[Outcome], per_style: int) -> Iterator[str]:
    seen: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        if outcome.crash:
            yield f"CRASH {outcome.style} seed {outcome.seed}\n{outcome.crash}"
        for difference in outcome.comparison.differences:
            if not STYLES[outcome.style].faithful and difference.verdict == "unread":
                continue
            seen[outcome.style, difference.verdict] += 1
            if seen[outcome.style, difference.verdict] <= per_style:
                yield _example(outcome, difference)


def _example(outcome: Outcome, difference: Difference) -> str:
    return (
        f"{difference.verdict} {outcome.style} seed {outcome.seed}: {difference.subject}: "
        f"expected {difference.expected}, found {difference.found} {difference.locator}"
    )


def _keep(outcomes: Sequence[Outcome], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept: Counter[str] = Counter()
    for outcome in outcomes:
        style = STYLES[outcome.style]
        bad = outcome.crash or outcome.comparison.wrong or (style.faithful and outcome.comparison.differences)
        if bad and kept[outcome.style] < 3:
            kept[outcome.style] += 1
            name = f"{outcome.style}-{outcome.seed}{SUFFIXES[style.format]}"
            (folder / name).write_bytes(printed(style, outcome.seed)[1].data)


@click.command()
@click.option("--documents", default=5000, show_default=True, help="how many documents")
@click.option("--seed", default=1, show_default=True, help="another seed gives other reports")
@click.option("--style", "patterns", multiple=True, help="only styles whose name begins so")
@click.option("--processes", default=os.cpu_count() or 1, show_default=True)
@click.option("--examples", default=2, show_default=True, help="differences shown per style and kind")
@click.option("--keep", type=click.Path(path_type=Path), help="folder for documents with differences")
def main(
    documents: int, seed: int, patterns: tuple[str, ...], processes: int, examples: int, keep: Path | None
) -> None:  # fmt: skip
    """Print, parse, compare; a table per style."""
    styles = chosen(patterns)
    if not styles:
        raise click.UsageError(f"no style begins with {' or '.join(patterns)}")
    started = time.perf_counter()
    outcomes = list(judge_all(jobs_for(styles, documents, seed), processes))
    for line in _examples(outcomes, examples):
        click.echo(line)
    for line in report(outcomes):
        click.echo(line)
    if keep is not None:
        _keep(outcomes, keep)
    problems = failures(outcomes)
    click.echo(
        f"{len(outcomes)} documents of {len(styles)} styles in {time.perf_counter() - started:.0f} s: "
        + ("; ".join(problems) or "good")
    )
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
