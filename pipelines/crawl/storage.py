"""The archive pipeline: what a spider fetched becomes bytes and a sighting, in this order."""

from datetime import UTC, datetime
from typing import cast

from scrapy.crawler import Crawler

from pipelines import archive
from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.fetched import Fetched
from pipelines.sightings import FetchStatus, Sighting


class ArchivePipeline:
    """Stores every answer at once, so that a kill at any moment loses at most the request under way."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider = cast(PortalSpider, crawler.spider)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ArchivePipeline":
        """Called by Scrapy."""
        return cls(crawler)

    def process_item(self, item: Fetched) -> Fetched:
        """Archive one answer and count it."""
        spider = self._spider
        known = spider.known_listings if item.kind == "listing" else spider.known_documents
        sighting = _sighting(spider, item, known.get(item.target.url))
        if item.kind == "listing":
            archive.append_listing(spider.session.paths, sighting)
        else:
            archive.append_sighting(spider.session.paths, sighting)
        if sighting.document_id:
            known[sighting.url] = sighting
        spider.count(item, sighting)
        return item


def _sighting(spider: PortalSpider, item: Fetched, before: Sighting | None) -> Sighting:
    """The sighting of an answer; its bytes are stored on the way.

    A 304 keeps the document and, where the server repeats no validators, the ones known before.
    """
    status, document_id, byte_count = item.status, None, None
    media_type, etag, last_modified = item.media_type, item.etag, item.last_modified
    if item.body is not None:
        document_id = archive.store_bytes(spider.session.paths, item.body)
        byte_count = len(item.body)
        if before is None:
            status = FetchStatus.NEW
        else:
            status = FetchStatus.UNCHANGED if before.document_id == document_id else FetchStatus.CHANGED
    elif status is FetchStatus.NOT_MODIFIED and before is not None:
        document_id, byte_count, media_type = before.document_id, before.byte_count, before.media_type
        etag, last_modified = etag or before.etag, last_modified or before.last_modified
    return Sighting(
        portal_id=spider.portal.key,
        url=item.target.url,
        status=status or FetchStatus.FAILED,
        seen_at=datetime.now(UTC),
        document_id=document_id,
        http_status=item.http_status,
        media_type=media_type,
        byte_count=byte_count,
        link_title=item.target.title,
        link_date=item.target.printed_on,
        listing_url=item.target.listing_url,
        etag=etag,
        last_modified=last_modified,
        detail=item.detail,
        headers=item.headers,
    )
