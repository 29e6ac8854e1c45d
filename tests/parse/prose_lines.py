"""Lines of text under a heading, as pages and as what the parser makes of them."""

from pipelines.model import Figure, Page, Paragraph
from pipelines.parse.narrative import find_figures
from pipelines.parse.sections import find_sections


def page_of(*lines: str) -> Page:
    blocks = tuple(
        Paragraph(line.strip(), f"line {number}") for number, line in enumerate(lines, start=1) if line.strip()
    )
    return Page(media_type="text/plain", title=None, meta=(), blocks=blocks)


def figures_of(*lines: str, heading: str = "一、总体情况") -> tuple[Figure, ...]:
    page = page_of(heading, *lines)
    return find_figures(page, find_sections(page))


def read(*lines: str, heading: str = "一、总体情况") -> list[tuple[str | None, float, str]]:
    """Indicator, value and unit of every figure of some lines under a heading."""
    return [(figure.indicator, float(figure.value), figure.unit) for figure in figures_of(*lines, heading=heading)]
