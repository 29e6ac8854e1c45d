"""Recognises challenge pages: what a portal sends to a visitor it takes for a robot.

In: status, declared media type and the first kilobytes of a body; out: the reason, or None. The crawler records such an
answer as blocked, never parsed and never worked around (portals.md, policy); one that a person saved and dropped into
the inbox ends as a challenge page.
"""

import re
from urllib.parse import urlsplit

LOOKED_AT_BYTES = 4096
BLOCKED_STATUSES = {
    401: "asks for a login",
    403: "forbids the request",
    412: "answers with a script challenge (瑞数)",
    418: "takes us for a robot",
    521: "answers with a cookie challenge (加速乐)",
    567: "is closed by its firewall",
}
"""Statuses with which a portal refuses; never retried."""

_MARKERS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\$_ts\s*=|window\[\s*['\"]\$_ts['\"]\s*\]"), "瑞数 script challenge ($_ts)"),
    (re.compile(rb"__jsl_clearance"), "加速乐 cookie challenge (__jsl_clearance)"),
    (re.compile(rb"acw_sc__v2"), "阿里云 cookie challenge (acw_sc__v2)"),
    (re.compile(rb"wzws-?(waf|ray|challenge)|WZWS", re.IGNORECASE), "网站卫士 script challenge (wzws)"),
    (re.compile(rb"cf-browser-verification|/cdn-cgi/challenge-platform/"), "browser verification page"),
    (
        re.compile(rb"(?:nc_token|AWSC|TencentCaptcha|geetest)[^<]{0,200}(?:captcha|slide)", re.IGNORECASE),
        "slider challenge",
    ),
)
_LOGIN = re.compile(r"(?:^|[/._-])(?:log-?in|sign-?in|sso|cas|passport|oauth2?)(?:[/._-]|$)", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]{0,200}>(.{0,200}?)</title>", re.IGNORECASE | re.DOTALL)
_CHALLENGE_TITLE = re.compile(
    r"安全验证|人机验证|访问验证|滑动验证|滑块|验证码|访问被拒绝|访问拦截|网站防火墙"
    r"|just a moment|access denied|captcha",
    re.IGNORECASE,
)


def challenge_reason(status: int, media_type: str | None, body: bytes) -> str | None:
    """Why this answer is a refusal or a challenge page; None for every other answer.

    Args:
        status: HTTP status.
        media_type: as declared; markers are sought in text only, a PDF may hold any bytes.
        body: decompressed body, of which the first `LOOKED_AT_BYTES` are looked at.
    """
    if status in BLOCKED_STATUSES:
        return f"{status}: the portal {BLOCKED_STATUSES[status]}"
    head = body[:LOOKED_AT_BYTES]
    if not _looks_like_markup(media_type, head):
        return None
    for pattern, reason in _MARKERS:
        if pattern.search(head):
            return reason
    title = _TITLE.search(head)
    if title and (found := _CHALLENGE_TITLE.search(_decoded(title[1]))):
        return f"page titled {found[0]}"
    return None


def login_reason(asked: str, answered: str) -> str | None:
    """Why the answer to a request that was redirected is a login page instead; None for every other answer.

    Args:
        asked: address that was asked for.
        answered: address that answered in the end.
    """
    if asked == answered or _LOGIN.search(urlsplit(asked).path):
        return None
    found = _LOGIN.search(urlsplit(answered).path) or _LOGIN.search(urlsplit(answered).hostname or "")
    return f"redirected to a login page ({answered[:200]})" if found else None


def _looks_like_markup(media_type: str | None, head: bytes) -> bool:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return True
    return media_type is not None and ("html" in media_type.lower() or "javascript" in media_type.lower())


def _decoded(title: bytes) -> str:
    try:
        return title.decode()
    except UnicodeDecodeError:
        return title.decode("gb18030", errors="replace")
