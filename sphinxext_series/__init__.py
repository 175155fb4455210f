"""Series that explain each topic twice: for general readers and for experts.

An article says who it is, the hub says what the series looks like; hub page, routes,
map and navigation are derived from that in every build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.environment import adoption, domain, staleness
from sphinxext_series.html import pages, sidebar
from sphinxext_series.outputs import feed, files, jsonld, opengraph
from sphinxext_series.reading import directives, sections
from sphinxext_series.rendering import transforms
from sphinxext_series.settings import config, translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = '0.1.0'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything, in the order in which a build comes to it."""
    app.add_message_catalog(translation.CATALOGUE, str(translation.LOCALE_DIR))
    config.register(app)

    # Reading: directives leave nodes, transforms give them sections.
    for name, directive in directives.DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_transform(sections.Structure)
    app.add_transform(sections.PairHeadings)
    app.add_transform(sections.TakenToctrees)
    app.add_transform(sections.Anchors)

    # Collection: the domain notes what documents claim.
    app.add_domain(domain.SeriesDomain)
    app.connect('builder-inited', domain.set_builder)
    app.connect('doctree-read', sections.bring_toctrees_back, priority=400)
    app.connect('doctree-read', domain.note_claims)
    app.connect('warn-missing-reference', domain.warn_of_missing_target)

    # When everything is read: series, adoption, and which pages are stale.
    app.connect('env-updated', domain.arrange_series, priority=90)
    app.connect('env-updated', adoption.adopt, priority=100)
    app.connect('env-get-updated', adoption.forget_section_numbers, priority=100)
    staleness.Updates(app)

    # Writing.
    app.add_post_transform(transforms.Rendering)
    app.add_post_transform(transforms.Unnesting)
    pages.register_elements(app)
    app.connect('write-started', adoption.shorten_sidebars)
    app.connect('write-started', adoption.spare_hubs)
    app.connect('write-started', pages.copy_assets)
    app.connect('builder-inited', sidebar.offer_template)
    app.connect('html-page-context', pages.complete_page)
    app.connect('html-page-context', sidebar.offer_part)
    app.connect('html-page-context', jsonld.add_json_ld)
    opengraph.register(app)
    feed.Feeds(app)
    files.Outputs(app)

    return {
        'version': __version__,
        'env_version': 1,
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
