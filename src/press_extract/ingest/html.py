"""HTML: the article without the page around it, and what the page says about it."""

from __future__ import annotations

import re

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

from press_extract.ingest.draft import Parsed
from press_extract.ingest.metadata import Metadata, read_date, with_headline
from press_extract.record import Issue

# Beyond this many characters trafilatura, whose time grows faster than the page, would take half a minute.
_ARTICLE_LIMIT = 2_000_000
# A date that is only searched for anywhere in the page is a guess; and what is found may not depend on today's date.
_DATE_SEARCH = {
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%d",
    "max_date": "2100-01-01",
}
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_TABLE_RULE = re.compile(r"^\|[-:| ]+\|[ ]*\n?", re.MULTILINE)
_TABLE_ROW = re.compile(r"^\| (.*?) \|[ ]*$", re.MULTILINE)
_LAYOUT_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "textarea")
_BLOCKS = (
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tr", "ul",
)  # fmt: skip
_BREAKS = {**dict.fromkeys(_BLOCKS, ("\n", "\n")), "li": ("\n- ", "\n"), "td": ("", " "), "th": ("", " ")}


def declared_encoding(raw: bytes) -> str | None:
    """Return the encoding that the XML declaration or a `meta` element of the page names, if one does."""
    head = raw[:4096]
    found = _XML_ENCODING.match(head) or _META_CHARSET.search(head)
    return found.group(1).decode("ascii", "replace") if found else None


def parse(source: str) -> Parsed:
    """Return the article, a paragraph a line and list items with `- `, led by its headline, and the page's metadata.

    Where no article is found, all visible text is returned with an issue.
    """
    page = _NOT_XML.sub(" ", _XML_DECLARATION.sub("", source))
    if len(page) <= _ARTICLE_LIMIT:
        parsed = _article(page)
        if parsed is not None:
            return parsed
        reason = "no article was found in the page"
    else:
        reason = f"the page has more than {_ARTICLE_LIMIT} characters"
    issue = Issue(code="boilerplate_kept", message=f"{reason}; all its visible text was read")
    return Parsed(visible_text(page), issues=(issue,))


def visible_text(source: str) -> str:
    """Return the text of a page or a part of one, a block a line; empty where there is none."""
    try:
        root = lxml.html.document_fromstring(source, parser=lxml.html.HTMLParser(huge_tree=True))
    except (lxml.etree.LxmlError, ValueError):
        return ""
    unread = (*_UNSEEN, lxml.etree.Comment, lxml.etree.ProcessingInstruction)
    lxml.etree.strip_elements(root, *unread, with_tail=False)
    parts: list[str] = []
    for event, node in lxml.etree.iterwalk(root, events=("start", "end")):
        parts.append(_BREAKS.get(node.tag, ("", ""))[event == "end"])
        parts.append(_LAYOUT_SPACE.sub(" ", (node.text if event == "start" else node.tail) or ""))
    lines = (line.strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _article(page: str) -> Parsed | None:
    # Its import takes a quarter of a second, which a run over text files need not pay.
    from trafilatura import bare_extraction  # noqa: PLC0415

    try:
        found = bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            favor_recall=True,
            date_extraction_params=_DATE_SEARCH,
        )
    except Exception:  # whatever a broken page does to the parser, its visible text can still be read
        return None
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return None
    text = _TABLE_ROW.sub(r"\1", _TABLE_RULE.sub("", str(found.text)))
    published, issues = read_date(found.date)
    metadata = Metadata(found.title, published, found.url, None, found.sitename, found.author)
    return Parsed(with_headline(text, found.title), metadata, issues)
