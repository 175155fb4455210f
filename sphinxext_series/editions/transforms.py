"""When a page is written: what is shown where an edition is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxext_series.editions.building import editions_of
from sphinxext_series.environment.domain import series_domain
from sphinxext_series.environment.references.roles import find
from sphinxext_series.reading.nodes import edition_part
from sphinxext_series.rendering.text.page import filled
from sphinxext_series.rendering.text.words import minutes
from sphinxext_series.settings.translation import _

if TYPE_CHECKING:
    from sphinxext_series.editions.building import Editions
    from sphinxext_series.model.arranging.editions import Edition
    from sphinxext_series.model.series import Article


class EditionPages(SphinxPostTransform):
    """Show an edition: its preface, and its articles as a list or as the book."""

    def run(self, **_kwargs: object) -> None:
        """Replace the placeholders of editions, and limit a book to what it holds."""
        domain = series_domain(self.env)
        editions = editions_of(self.env)
        builder = domain.build.builder
        if builder.name == 'gettext' or not (editions.claims or editions.only):
            return
        docname = self.env.current_document.docname
        if editions.only is None and editions.whole is not None:
            # Several books are written one after the other.
            own = editions.catalogue_of(docname)
            domain.build.show(own or editions.whole.catalogue)
        if docname in editions.kept:
            self._take_out_others(editions.kept[docname])
        for part in list(self.document.findall(edition_part)):
            # Also while it lists nothing, the page is one that may become stale.
            domain.build.find('hub', part['claim'].series, docname, docname)
            edition = editions.found.get(part['claim'].place.docname)
            is_book = edition is not None and self._is_book(edition, editions)
            listing = [_listing(edition)] if edition and not is_book else []
            part.replace_self([*part.children, *listing])

    def _is_book(self, edition: Edition, editions: Editions) -> bool:
        """Return whether the articles follow the page; if not, they are listed on it.

        An EPUB's contents are those of the toctrees of its root document.
        """
        own = [
            toctree
            for toctree in self.document.findall(addnodes.toctree)
            if 'series' in toctree and toctree['parent'] == edition.docname
        ]
        if not own:
            is_made = edition is editions.only or edition.docname in editions.kept
            return is_made and any(self.document.findall(addnodes.start_of_file))
        builder = series_domain(self.env).build.builder
        if builder.format == 'html' and getattr(builder, 'embedded', False):
            return True
        for toctree in own:
            toctree.parent.parent.remove(toctree.parent)
        return False

    def _take_out_others(self, kept: set[str]) -> None:
        """Take out what a toctree of an article has brought into the book."""
        for joined in list(self.document.findall(addnodes.start_of_file)):
            if joined['docname'] not in kept:
                joined.parent.remove(joined)


class LeftOutReferences(SphinxPostTransform):
    """Say by its title what a page of an edition refers to and the edition has not."""

    def run(self, **_kwargs: object) -> None:
        """Replace such references, where an edition is written."""
        editions = editions_of(self.env)
        whole = editions.whole
        if whole is None:
            return
        docnames = editions.held(self.document, self.env)
        if docnames is None:
            return
        domain = series_domain(self.env)
        for node in list(self.document.findall(addnodes.pending_xref)):
            node.setdefault('refdoc', self.env.current_document.docname)
            if node.get('refdomain') == 'series':
                home = node.get('series_home', node['refdoc'])
                kind, target = node['reftype'], node['reftarget']
                here = find(domain.catalogue, kind, target, home)
                if here and here.target.docname in {'', *docnames}:
                    continue
            destination = whole.destination(node, domain.build.builder)
            if destination and destination.docname not in {'', *docnames}:
                node.replace_self(whole.link(node, destination))


def _listing(edition: Edition) -> nodes.bullet_list:
    """Return the articles of an edition, as links by their titles."""
    return nodes.bullet_list(
        '',
        *(_item(article, edition) for article in edition.articles),
        classes=['series-edition'],
    )


def _item(article: Article, edition: Edition) -> nodes.list_item:
    reference = str(article.reference)
    link = addnodes.pending_xref(
        '',
        nodes.inline('', str(article.code)),
        refdomain='series',
        reftype='article',
        reftarget=reference,
        refexplicit=False,
        refwarn=False,
        refdoc=edition.docname,
    )
    facts: list[nodes.Node] = []
    if article.minutes and edition.show_minutes:
        text = f' ({minutes(article.minutes)})'
        facts = [nodes.inline('', text, classes=['series-facts'])]
    title: list[nodes.Node] = [link]
    content = filled(_('%(code)s: %(title)s'), code=str(article.code), title=title)
    return nodes.list_item('', nodes.paragraph('', '', *content, *facts))
