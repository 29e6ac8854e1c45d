"""The command line `gongkai`: thin. Every command runs the Dagster assets that the schedules run."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from pipelines import paths as places
from pipelines.errors import GongkaiError, UsageError
from pipelines.paths import DataPaths, data_paths

EXIT_NEEDS_A_PERSON = 1
EXIT_WRONG_USAGE = 2


def _say(text: str) -> None:
    click.echo(f"gongkai: {text}", err=True)


def _needs_a_person(reasons: Sequence[str]) -> None:
    """State what a person has to look at and end with exit code 1."""
    for reason in reasons:
        _say(reason)
    if reasons:
        raise SystemExit(EXIT_NEEDS_A_PERSON)


def _commands(paths: DataPaths) -> ModuleType:
    """The Dagster side, imported late: it reads its settings from the environment and takes two seconds to load."""
    os.environ["GONGKAI_DATA"] = str(paths.root)
    os.environ.setdefault("DAGSTER_HOME", str(places.PROJECT_ROOT))
    os.environ.setdefault("GONGKAI_DAGSTER_STORAGE", str(paths.dagster))
    paths.dagster.mkdir(parents=True, exist_ok=True)
    from assets import commands
    from pipelines import terminal

    terminal.keep()
    return commands


def _data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--data DIR` behind a command as well as before it; the one behind wins."""

    @click.option("--data", type=click.Path(file_okay=False), help="Data directory instead of $GONGKAI_DATA or ./data.")
    @wraps(command)
    def with_data(*, data: str | None, **options: Any) -> Any:
        return command(paths=data_paths(data or click.get_current_context().obj), **options)

    return with_data


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", type=click.Path(file_okay=False), help="Data directory instead of $GONGKAI_DATA or ./data.")
@click.version_option(package_name="gongkai")
@click.pass_context
def gongkai(context: click.Context, data: str | None) -> None:
    """China's government information disclosure reports (政府信息公开工作年度报告) as a warehouse with verdicts."""
    context.obj = data


@gongkai.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def parse(files: tuple[Path, ...]) -> None:
    """Read FILES, write nothing, print one JSON object per file and line."""
    from pipelines.checks import judge
    from pipelines.documents import parse_document
    from pipelines.inbox import read_bounded
    from pipelines.model import DocumentStatus, Hints
    from pipelines.records import document_record

    unread = {DocumentStatus.UNREADABLE, DocumentStatus.NEEDS_OCR, DocumentStatus.CHALLENGE_PAGE}
    failures: list[str] = []
    wrong_usage = False
    for file in files:
        try:
            data = read_bounded(file)
        except UsageError as error:
            _say(str(error))
            wrong_usage = True
            continue
        document = parse_document(data, Hints(), file_name=file.name)
        click.echo(json.dumps(document_record(file.name, document, judge(document)), ensure_ascii=False))
        if document.status in unread:
            reason = document.issues[0].detail if document.issues else "no reason given"
            failures.append(f"{file}: {document.status.value}: {reason}")
    if wrong_usage:
        raise SystemExit(EXIT_WRONG_USAGE)
    _needs_a_person(failures)


@gongkai.command()
@click.argument("files", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", help="Address that the file was published at.")
@click.option("--agency", help="Who reports, if the file does not say.")
@click.option("--year", type=click.IntRange(1990, 2100), help="Report year, if the file does not say.")
@_data_option
def ingest(files: tuple[Path, ...], url: str | None, agency: str | None, year: int | None, paths: DataPaths) -> None:
    """Put files or folders into the inbox, parse what is new, publish."""
    from pipelines.inbox import INBOX_PORTAL_ID, drop

    sightings = drop(paths, files, url=url, agency=agency, year=year)
    commands = _commands(paths)
    touched = sorted({INBOX_PORTAL_ID, *(sighting.portal_id for sighting in sightings)})
    reasons = [*commands.parse(touched), *commands.publish()]
    click.echo(f"{len(sightings)} new in the inbox")
    _print_summary(paths)
    _needs_a_person(reasons)


def _chosen_portals(keys: Sequence[str], province: str | None) -> list[str]:
    from pipelines.portals.registry import load_portals

    known = load_portals(places.portals_root())
    unknown = [key for key in keys if key not in known]
    if unknown:
        msg = f"no portal {', '.join(unknown)} in {places.portals_root()}; `gongkai portals` lists them"
        raise UsageError(msg)
    chosen = [key for key in known if (not keys or key in keys) and (province is None or key.startswith(province[:2]))]
    if not chosen:
        msg = f"no portal of province {province} in {places.portals_root()}; `gongkai portals` lists them"
        raise UsageError(msg)
    return chosen


@gongkai.command()
@click.option("--portal", "keys", multiple=True, metavar="KEY", help="Only this portal; may be given several times.")
@click.option("--province", metavar="CODE", help="Only portals of this province, e.g. 42.")
@_data_option
def crawl(keys: tuple[str, ...], province: str | None, paths: DataPaths) -> None:
    """One polite crawl of the portals into the archive, then parse."""
    chosen = _chosen_portals(keys, province)
    _needs_a_person([*_commands(paths).crawl(chosen), *_silent_portals(paths, chosen)])


@gongkai.command()
@click.option("--promote", is_flag=True, help="Instead, make the published file the stable one if it is no step back.")
@click.option("--even-if-worse", is_flag=True, help="With --promote: a person vouches for the file.")
@_data_option
def publish(paths: DataPaths, *, promote: bool, even_if_worse: bool) -> None:
    """Rebuild the warehouse, run the checks, replace the published file if no blocking check failed."""
    if promote:
        from pipelines import channels

        promoted = channels.promote(paths, even_if_worse=even_if_worse)
        click.echo(f"stable     {promoted.path} ({promoted.reports:,} reports)")
        return
    if even_if_worse:
        msg = "--even-if-worse goes with --promote only"
        raise UsageError(msg)
    reasons = _commands(paths).publish()
    _print_summary(paths)
    _needs_a_person(reasons)


@gongkai.command()
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="Folder that is made.")
@click.option("--format", "formats", default="parquet", help="parquet, csv, xlsx, with commas between.")
@click.option("--table", "tables", multiple=True, metavar="NAME", help="Only this table; may be given several times.")
@click.option("--bom", is_flag=True, help="Start CSV files with a byte order mark, by which Excel knows UTF-8.")
@_data_option
def export(target: Path, formats: str, tables: tuple[str, ...], paths: DataPaths, *, bom: bool) -> None:
    """Write the tables of core and mart as files, described by a datapackage.json."""
    from pipelines.export import export as write
    from pipelines.export import formats_named

    exported = write(
        paths,
        target,
        formats=formats_named(formats),
        tables=tables,
        bom=bom,
        progress=_say if sys.stderr.isatty() else lambda _: None,
    )
    rows, size = (sum(getattr(one, name) for one in exported.resources) for name in ("row_count", "byte_count"))
    click.echo(f"exported   {len(exported.resources)} tables, {rows:,} rows, {size:,} bytes: {exported.path}")


@gongkai.command()
@click.argument("query", required=False)
@click.option("--csv", "as_csv", is_flag=True, help="All rows as CSV.")
@click.option("--stable", is_flag=True, help="Ask the stable file instead of the nightly one.")
@_data_option
def sql(query: str | None, paths: DataPaths, *, as_csv: bool, stable: bool) -> None:
    """Ask the published file by SQL, read-only; without QUERY, read statements from the terminal or a pipe."""
    from pipelines import channels, shell

    with shell.open_published(channels.stable_database(paths) if stable else paths.published_database) as connection:
        if query is None and sys.stdin.isatty():
            shell.repl(connection, as_csv=as_csv)
        else:
            shell.run(connection, sys.stdin.read() if query is None else query, as_csv=as_csv)


@gongkai.command()
@click.option("--sample", is_flag=True, help="Crawl the sample portal that ships, served on loopback, instead.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the sample portal; another free one if taken.")
@_data_option
def nightly(paths: DataPaths, *, sample: bool, port: int | None) -> None:
    """Crawl, parse and publish: what the schedules run."""
    with ExitStack() as stack:
        if sample:
            from pipelines.sample.server import PREFERRED_PORT, serve

            served = stack.enter_context(serve(port=port or PREFERRED_PORT))
            os.environ["GONGKAI_PORTALS"] = str(served.portals_root)
            os.environ["GONGKAI_ALLOW_LOOPBACK"] = "1"
        chosen = _chosen_portals((), None)
        commands = _commands(paths)
        reasons = [*commands.crawl(chosen), *_silent_portals(paths, chosen), *commands.publish()]
    _print_summary(paths)
    _needs_a_person(reasons)


def _silent_portals(paths: DataPaths, keys: Sequence[str]) -> list[str]:
    """Portals whose last crawl did not end well, for people."""
    from pipelines.archive import iter_visits

    reasons = []
    for key in keys:
        last = max(iter_visits(paths, key), key=lambda visit: visit.started_at, default=None)
        if last is None:
            reasons.append(f"portal {key}: no crawl on record")
        elif last.status != "ok":
            reasons.append(f"portal {key}: {last.status}: {last.detail or 'no reason given'}")
    return reasons


def _print_summary(paths: DataPaths) -> None:
    from pipelines.summary import summarise

    if paths.published_database.exists():
        for line in summarise(paths).lines():
            click.echo(line)


@gongkai.command()
@click.argument("report_id")
@click.option("--html", "html", type=click.Path(dir_okay=False, path_type=Path), help="Write a page instead.")
@_data_option
def explain(report_id: str, html: Path | None, paths: DataPaths) -> None:
    """Show one report: its tables as printed, what fails, and why."""
    from rich.console import Console

    from pipelines.explain import explain as gather
    from pipelines.explain import html_page, print_explanation

    explanation = gather(paths, report_id)
    if html is None:
        print_explanation(explanation, Console(highlight=False))
    else:
        html.write_text(html_page(explanation), encoding="utf-8")
        click.echo(str(html))


@gongkai.group(invoke_without_command=True)
@click.pass_context
def portals(context: click.Context) -> None:
    """List the portals and validate their YAML."""
    if context.invoked_subcommand:
        return
    from pipelines.portals.registry import load_portals
    from pipelines.regions.codes import load_regions

    known = load_portals(places.portals_root(), known_adcodes=frozenset(region.adcode for region in load_regions()))
    for portal in known.values():
        place = f"{portal.key:<28} {portal.family:<10} {portal.adcode}"
        list_wanted = "" if portal.list_known else "  list of reports unknown"
        click.echo(f"{place}  verified: {portal.verified}  {portal.name}  {portal.start_urls[0]}{list_wanted}")
    never = sum(portal.verified == "never" for portal in known.values())
    unknown = sum(not portal.list_known for portal in known.values())
    click.echo(
        f"{len(known)} portals in {places.portals_root()}, {never} never verified against the site, "
        f"of {unknown} the list of reports is unknown, all valid"
    )


@portals.command(name="probe")
@click.argument("source", metavar="URL|FILE")
def probe_portal(source: str) -> None:
    """Say which CMS family a site or a saved page runs on, and draft its YAML."""
    from pipelines.crawl.probe import probe
    from pipelines.regions.codes import load_regions

    found = probe(source, known_adcodes=frozenset(region.adcode for region in load_regions()))
    click.echo(found.draft(), nl=False)


@portals.command(name="warc")
@click.argument("key")
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path, dir_okay=False), help="x.warc.gz or x.warc"
)
@_data_option
def export_warc(key: str, target: Path, paths: DataPaths) -> None:
    """Write what a portal gave, with headers, as a WARC file."""
    from pipelines.crawl.warc import export

    click.echo(f"{export(paths, key, target)} answers in {target}")


def main() -> None:
    """Entry point: every expected error becomes one clear line on stderr and an exit code of the contract."""
    try:
        gongkai(standalone_mode=False)
    except click.exceptions.Exit as error:
        raise SystemExit(error.exit_code) from None
    except click.Abort:
        _say("stopped")
        raise SystemExit(130) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(EXIT_WRONG_USAGE) from None
    except GongkaiError as error:
        _say(str(error))
        raise SystemExit(error.exit_code) from None
    except (PermissionError, FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        _say(f"{error.filename}: {error.strerror}; check the path and its rights")
        raise SystemExit(EXIT_NEEDS_A_PERSON) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()
