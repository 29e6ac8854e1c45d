"""`python one_night.py DATA PORT`: crawl the sample portal, parse, build, judge and publish, in a process to be killed.

The steps are those of the assets, without the engine around them, whose start takes longer than the whole night.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipelines.crawl.run import crawl_portals
from pipelines.parsed import parse_pending
from pipelines.paths import DataPaths
from pipelines.portals.registry import load_portals
from pipelines.sample.server import serve
from pipelines.warehouse import publish
from tests.warehouse.conftest import build


def main() -> None:
    paths, port = DataPaths(Path(sys.argv[1])), int(sys.argv[2])
    os.environ["GONGKAI_ALLOW_LOOPBACK"] = "1"
    with serve(port=port) as served:
        portals = load_portals(served.portals_root)
        visits = crawl_portals(tuple(portals.values()), paths)
    for portal in portals.values():
        parse_pending(paths, portal.key, portal.adcode)
    build(paths)
    publish(paths)
    if any(visit.status != "ok" for visit in visits):
        raise SystemExit(str(visits))


if __name__ == "__main__":
    main()
