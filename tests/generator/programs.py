"""Measures the parser on what other programs make of generated reports: word processors, browsers, converters.

`python -m tests.generator.programs --documents 40 --seed 1` prints a line per program that is installed and exits with
1 when a value is wrong. What they print is not known in advance, so this finds habits that nobody wrote a style for;
what a converter loses may stay unread, and is only counted.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from pipelines.documents import parse_document
from pipelines.model import Hints
from tests.generator.compare import Comparison, compare
from tests.generator.measure import SUFFIXES, jobs_for, printed
from tests.generator.styles import STYLES
from tests.generator.styles.base import Format

SECONDS = 120
_NOT_SHOWN = (
    "html_content_in_script",
    "html_gbk",
    "html_header_says_latin",
    "html_hidden_old_report",
    "html_interface_answer",
    "html_state_in_script",
    "html_tables_as_images",
    "html_two_reports",
    "html_utf8_declared_gbk",
    # The tab before each number pushes it out of its cell.
    "docx_field_codes",
)
"""Styles whose file alone a program does not show as the portal did."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program and what it is given.

    Attributes:
        name: for the printed line.
        source: format of the styles that it is given.
        result: suffix of what it makes.
        command: `{source}`, `{result}`, `{folder}` and `{profile}` are filled in.
        skips: styles of which it makes something that nobody could read right.
    """

    name: str
    source: Format
    result: str
    command: tuple[str, ...]
    skips: tuple[str, ...] = ()

    def is_installed(self) -> bool:
        """Whether the machine has it; nothing is installed for this."""
        return shutil.which(self.command[0]) is not None


def _office(name: str, source: Format, result: str, to: str, *options: str, skips: tuple[str, ...] = ()) -> Program:
    start = ("soffice", "-env:UserInstallation={profile}", "--headless", *options)
    return Program(name, source, result, (*start, "--convert-to", to, "--outdir", "{folder}", "{source}"), skips)


# It writes deleted and inserted digits side by side, without a mark.
_UNMARKED = ("docx_tracked_changes",)
_AS_WRITER = "--infilter=HTML (StarWriter)"
_PRINTS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf={result}")
PROGRAMS = (
    _office("LibreOffice, DOCX to PDF", "docx", ".pdf", "pdf"),
    _office("LibreOffice, HTML to PDF", "html", ".pdf", "pdf:writer_pdf_Export", _AS_WRITER),
    _office("LibreOffice, DOCX to HTML", "docx", ".html", "html:HTML (StarWriter)", skips=_UNMARKED),
    _office("LibreOffice, HTML to DOCX", "html", ".docx", "docx:MS Word 2007 XML", _AS_WRITER),
    Program("Chromium, HTML to PDF", "html", ".pdf", ("chromium", *_PRINTS, "{source}")),
    Program("wkhtmltopdf", "html", ".pdf", ("wkhtmltopdf", "-q", "--disable-javascript", "{source}", "{result}")),
    Program("Pandoc, DOCX to HTML", "docx", ".html", ("pandoc", "-s", "-t", "html", "{source}", "-o", "{result}")),
    Program("Pandoc, HTML to DOCX", "html", ".docx", ("pandoc", "{source}", "-o", "{result}")),
    Program("Pandoc, DOCX to Markdown", "docx", ".md", ("pandoc", "-t", "gfm", "{source}", "-o", "{result}")),
    Program("Pandoc, DOCX to text", "docx", ".txt", ("pandoc", "-t", "plain", "{source}", "-o", "{result}")),
    Program("pdftotext", "pdf", ".txt", ("pdftotext", "{source}", "{result}")),
    Program("pdftotext -layout", "pdf", ".txt", ("pdftotext", "-layout", "{source}", "{result}")),
    Program("pdftotext -raw", "pdf", ".txt", ("pdftotext", "-raw", "{source}", "{result}")),
)


def judge(program: Program, job: tuple[str, int]) -> Comparison | None:
    """What became of one document; None when the program made nothing of it."""
    style, seed = job
    truth, rendering = printed(STYLES[style], seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, result = folder / f"source{SUFFIXES[program.source]}", folder / f"source{program.result}"
        source.write_bytes(rendering.data)
        profile = (folder / "profile").as_uri()
        command = [
            part.format(source=source, result=result, folder=folder, profile=profile) for part in program.command
        ]
        try:
            subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return None
        if not result.exists():
            return None
        document = parse_document(result.read_bytes(), Hints(), file_name=result.name)
    return compare(truth, rendering, document, faithful=True)


def jobs_of(program: Program, documents: int, seed: int) -> list[tuple[str, int]]:
    """Documents over the faithful styles that the program can show."""
    styles = [style for style in STYLES.values() if style.format == program.source and style.faithful]
    return jobs_for(
        [style for style in styles if not style.name.startswith(_NOT_SHOWN + program.skips)], documents, seed
    )


def line(name: str, found: Sequence[Comparison | None]) -> str:
    """The printed line of a program."""
    made = [comparison for comparison in found if comparison is not None]
    exact, unread, wrong = (sum(getattr(each, of) for each in made) for of in ("exact", "unread", "wrong"))
    share = 100 * exact / max(exact + unread + wrong, 1)
    return f"{name:<30}{len(made):>6}{share:>10.2f}{unread:>8}{wrong:>7}"


def examples(jobs: Sequence[tuple[str, int]], found: Sequence[Comparison | None]) -> Iterator[str]:
    """One wrong value of each document that has any."""
    for (style, seed), comparison in zip(jobs, found, strict=True):
        wrong = [each for each in comparison.differences if each.verdict == "wrong"] if comparison else []
        if wrong:
            yield f"wrong {style} seed {seed}: {wrong[0].subject}: expected {wrong[0].expected}, found {wrong[0].found}"


@click.command()
@click.option("--documents", default=40, show_default=True, help="how many documents for each program")
@click.option("--seed", default=1, show_default=True, help="another seed gives other reports")
@click.option("--program", "only", default="", help="only programs whose name begins so")
@click.option("--processes", default=2, show_default=True)
def main(documents: int, seed: int, only: str, processes: int) -> None:
    """Convert, parse, compare; a line per program."""
    wrong = 0
    click.echo(f"{'program':<30}{'docs':>6}{'exact %':>10}{'unread':>8}{'wrong':>7}")
    for program in PROGRAMS:
        if not program.name.startswith(only):
            continue
        if not program.is_installed():
            click.echo(f"{program.name:<30}  not installed")
            continue
        jobs = jobs_of(program, documents, seed)
        with ProcessPoolExecutor(processes) as pool:
            found = list(pool.map(partial(judge, program), jobs))
        click.echo(line(program.name, found))
        click.echo("".join(f"{example}\n" for example in examples(jobs, found)), nl=False)
        wrong += sum(comparison.wrong for comparison in found if comparison is not None)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
