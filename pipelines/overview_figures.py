"""Charts of the overview: counts in, inline SVG out.

The one idea: colours are CSS variables of the page, so that one drawing reads well on light, on dark and on paper; no
script, no font and no address from outside is in it.
"""

import re
from collections.abc import Mapping, Sequence

import pygal
from pygal.graph.graph import Graph
from pygal.style import Style

WIDTH, HEIGHT = 420, 340

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)

Series = Mapping[str, Sequence[float | None]]


def stacked_bars(years: Sequence[int], series: Series, colours: Sequence[int]) -> str:
    """Counts by year, one above the other; colours are numbers of the page's palette."""
    chart = pygal.StackedBar(**_settings(colours), stroke=False)
    return _draw(chart, years, series)


def lines(years: Sequence[int], series: Series, colours: Sequence[int]) -> str:
    """Shares in percent by year; a year without a share leaves a gap, also one that is not among the years."""
    axis = range(min(years), max(years) + 1) if years else years
    series = {
        name: [dict(zip(years, shares, strict=True)).get(year) for year in axis] for name, shares in series.items()
    }
    chart = pygal.Line(
        **_settings(colours),
        range=(0, _ceiling(series)),
        value_formatter=lambda value: f"{value:.0f} %",
        dots_size=3,
        allow_interruptions=True,
    )
    return _draw(chart, axis, series)


def _ceiling(series: Series) -> float:
    highest = max((value for values in series.values() for value in values if value is not None), default=0)
    return min(100.0, 10 * (highest // 10 + 1))


def _settings(colours: Sequence[int]) -> dict[str, object]:
    return {
        "style": Style(
            background="transparent",
            plot_background="transparent",
            foreground="var(--ink)",
            foreground_strong="var(--ink)",
            foreground_subtle="var(--faint)",
            guide_stroke_color="var(--faint)",
            major_guide_stroke_color="var(--faint)",
            colors=tuple(f"var(--colour-{number})" for number in colours),
            value_colors=("var(--ink)",) * len(colours),
            font_family="inherit",
            label_font_size=13,
            major_label_font_size=13,
            legend_font_size=13,
            opacity="1",
            stroke_opacity="1",
            stroke_width="2",
            transition="0s",
        ),
        "js": [],
        "disable_xml_declaration": True,
        "width": WIDTH,
        "height": HEIGHT,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 2,
        "truncate_legend": -1,
        "legend_box_size": 11,
        "spacing": 8,
        "margin": 6,
        "margin_right": 22,
        "no_data_text": "no data 无数据",
        "include_x_axis": True,
    }


def _draw(chart: Graph, years: Sequence[int], series: Series) -> str:
    chart.x_labels = [str(year) for year in years]
    for name, values in series.items():
        chart.add(name, list(values))
    return _SCRIPT.sub("", _COMMENT.sub("", str(chart.render(is_unicode=True))))
