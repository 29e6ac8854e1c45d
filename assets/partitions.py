"""One partition per portal; documents are rows, never partitions.

Keys sort by province code, so that a province is a contiguous range and one run covers it. Portals that are known
only from the archive (their YAML was removed) and the inbox keep their partition: their documents are still read.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby

import dagster as dg

from pipelines.archive import portal_ids
from pipelines.inbox import INBOX_PORTAL_ID
from pipelines.paths import data_paths, portals_root
from pipelines.portals.registry import Portal, load_portals

portals: Mapping[str, Portal] = load_portals(portals_root())

PARTITION_KEYS: tuple[str, ...] = (
    *sorted({*portals, *portal_ids(data_paths())} - {INBOX_PORTAL_ID}),
    INBOX_PORTAL_ID,
)
portal_partitions = dg.StaticPartitionsDefinition(PARTITION_KEYS)


def contiguous_ranges(keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """First and last key of each maximal run of neighbours among the partitions, so that one run covers each."""
    chosen = set(keys)
    ranges = []
    for is_chosen, group in groupby(PARTITION_KEYS, key=lambda key: key in chosen):
        members = list(group)
        if is_chosen:
            ranges.append((members[0], members[-1]))
    return tuple(ranges)


def province_ranges() -> Mapping[str, tuple[str, str]]:
    """The partition range of each province that has a portal with a YAML, by province code."""
    ranges: dict[str, tuple[str, str]] = {}
    for key in PARTITION_KEYS:
        if key in portals:
            province = key[:2]
            ranges[province] = (ranges.get(province, (key, key))[0], key)
    return ranges
