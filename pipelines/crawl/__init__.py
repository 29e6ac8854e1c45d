"""The crawler: portals in, bytes and sightings in the archive out. A Scrapy project that runs as its own process.

`run.crawl_portals` starts `python -m pipelines.crawl` (a Twisted reactor starts once per process); `process` runs one
spider per portal; `families` hold what differs between content management systems; `addresses`, `hosts` and
`middlewares` hold what the crawler must never do. It knows no forms: a report is a link whose title says so.
"""
