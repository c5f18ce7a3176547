"""What of a web page is the document: not its menus, banners, cookie notices, footers and forms.

Comes in: a parsed page. Goes out: the element that holds the document (`content`), and of each element whether it is to
be left out with all that is in it (`Chrome`). Elements and ARIA roles (HTML Living Standard §4.3, WAI-ARIA 1.2) tell
first, then words in class and id that site builders have agreed on.
"""

import re
from typing import Final

from lxml import etree

# fmt: off
_NEVER: Final = frozenset((
    "script", "style", "noscript", "template", "head", "svg", "canvas", "iframe", "object", "embed", "audio", "video",
    "map", "dialog", "select", "button", "input", "textarea", "datalist", "progress", "meter", "rt", "rp", "menu",
    "nav", "frameset", "applet",
))
# fmt: on
_ROLES: Final = frozenset(
    ("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist")
)
_KEPT: Final = frozenset(("html", "body", "main", "article", "p", "table", "tr", "td", "th"))
_TITLES: Final = frozenset(("h1", "main", "article"))
_NAMED: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navheader|navfooter|navigation|menu|breadcrumbs?|cookies?|cookie-?(?:banner|notice|consent|bar)|gdpr|consent"
    r"|sidebar|side-bar|share|sharing|social|addthis|skip-?(?:link|nav|to-content)|site-?(?:header|footer|nav)"
    r"|page-?footer|global-?(?:header|footer)|masthead|pagination|pager|related(?:-posts)?|newsletter|subscribe"
    r"|popup|modal|advert(?:isement)?|ads?|promo|comments?|comment-list|toc|headerlink|noprint|no-print"
    r"|mw-editsection|navbox|sr-only|visually-hidden|screen-reader-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENOUGH: Final = 200
_LONGEST_NAME: Final = 300


def content(root: etree._Element) -> etree._Element:
    """The element that holds the document: `main`, a single `article`, else the body."""
    body = root.find(".//body")
    whole = body if body is not None else root
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = whole.findall(path)
        if len(found) == 1 and len("".join(inner_text(found[0]).split())) >= _ENOUGH:
            return found[0]
    return whole


def inner_text(element: etree._Element) -> str:
    """All text in an element."""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


class Chrome:
    """Of each element of a page whether it is to be left out with all that is in it.

    What a class calls a menu may still hold the document: nothing is left out in which a title or an article stands.
    """

    def __init__(self, root: etree._Element) -> None:
        self._holds: set[etree._Element] = set()
        for element in root.iter(*_TITLES):
            holder: etree._Element | None = element
            while holder is not None and holder not in self._holds:
                self._holds.add(holder)
                holder = holder.getparent()

    def has(self, element: etree._Element, *, inside: bool) -> bool:
        """Whether an element is no part of the document; `inside`: it lies in an article or section of it."""
        tag = element.tag
        if tag in _NEVER or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        if (element.get("role") or "").casefold() in _ROLES:
            return True
        if _HIDDEN.search((element.get("style") or "")[:_LONGEST_NAME]):
            return True
        if tag in _KEPT or element in self._holds:
            return False
        if tag in ("header", "footer") and not inside:
            return True
        return bool(_NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAME]))
