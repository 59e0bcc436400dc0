"""As what an artifact is shown in a browser, and what it may do there. Pure.

A file of a run is somebody's data. Whether it stands in a frame of the panel or its address is
opened by hand, it never belongs to the origin of this server: its policy puts it into a sandbox.
"""

from __future__ import annotations

from dataclasses import dataclass

from trackside.artifacts.media_types import AUDIO, IMAGES, PAGES, VIDEO, ending_of

# A report may run its scripts, which load charts' libraries from elsewhere as a rule. Without
# allow-same-origin they are of no origin: no cookie, no API of this server, no page around them.
_PAGE_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' https: blob: data:; "
    "style-src 'unsafe-inline' https: data:; img-src https: blob: data:; media-src https: blob: data:; "
    "font-src https: data:; worker-src blob:; form-action 'none'; base-uri 'none'; sandbox allow-scripts"
)


@dataclass(frozen=True, slots=True)
class Showing:
    """A media type, None for a file that is only downloaded; whether it is a page that may run."""

    content_type: str | None
    is_page: bool = False

    def policy(self, usual: str) -> str:
        """Return the content security policy; ``usual`` is that of this server's answers."""
        if self.is_page:
            return f"{_ancestors(usual)}; {_PAGE_POLICY}"
        # Nothing in it may run, should a browser take it for a page.
        return f"{usual}; style-src 'unsafe-inline'; sandbox"


def _ancestors(policy: str) -> str:
    """Return who may frame what this server answers: an operator may have widened it."""
    directives = (directive.strip() for directive in policy.split(";"))
    own = (each for each in directives if each.startswith("frame-ancestors "))
    return next(own, "frame-ancestors 'self'")


ATTACHMENT = Showing(None)


def showing(name: str) -> Showing:
    """Return how the file of that name is shown; what no browser shows safely is an attachment."""
    ending = ending_of(name)
    if ending in PAGES:
        return Showing(f"{PAGES[ending]}; charset=utf-8", is_page=True)
    for types in (IMAGES, AUDIO, VIDEO):
        if ending in types:
            return Showing(types[ending])
    return ATTACHMENT
