"""A language's offices and titles."""

from __future__ import annotations

from press_extract.pack.part import Part


class TitleData(Part):
    """Mirror `titles.toml`; all entries are regular expressions over lower-case text, matched at word bounds.

    Attributes:
        offices: what a person may be, without complement.
        portfolios: offices whose complement is a field, not a body ("minister of …").
        territorial: offices over a territory ("mayor").
        modifiers: what may follow an office directly ("general", "deputy", "acting").
        complements: what opens a complement of the office itself ("in charge of").
        articles: what stands before an office that precedes its holder's name.
        possessives: determiners that point back to the body.
        relatives: what opens a clause whose office belongs to the body before it ("dont").
        ministry: how a ministry's name begins where an office with a portfolio names it by its field.
        board: offices that are a seat on a board.
        corporate: offices that, without a body, are held in the organisation that the release speaks of.
        phrase_ends: words that end an office's phrase, verbs and conjunctions.
        scopes: what opens words between an office and its body ("in the interim").
        body_links: what links an office to its body beside the connectors of names ("at").
        links: what may stand between a name and its office ("is", "was named").
    """

    offices: tuple[str, ...]
    portfolios: tuple[str, ...]
    territorial: tuple[str, ...]
    modifiers: tuple[str, ...]
    complements: tuple[str, ...]
    articles: tuple[str, ...]
    possessives: tuple[str, ...]
    relatives: tuple[str, ...]
    ministry: tuple[str, ...]
    board: tuple[str, ...]
    links: tuple[str, ...]
    corporate: tuple[str, ...]
    phrase_ends: tuple[str, ...]
    scopes: tuple[str, ...]
    body_links: tuple[str, ...]
