"""``series-article``: a document says that it is an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinxext_series.model.codes import CodeError, entry_meant
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.reading.current import failed_claims
from sphinxext_series.reading.directives.base import (
    SeriesDirective,
    options_of,
)
from sphinxext_series.reading.nodes import article_claim
from sphinxext_series.reading.options import (
    ArticleOptions,
    failed_from,
    reference_of,
)

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.util.typing import OptionSpec

    from sphinxext_series.model.codes import Code
    from sphinxext_series.reading.nodes import authored


class SeriesArticle(SeriesDirective):
    """``series-article``: the document says that it is an article."""

    option_spec: ClassVar[OptionSpec] = options_of('series-article')

    def placeholders(self) -> list[nodes.Node]:
        """Return the claim with its summary; only what is shown if it is wrong."""
        body = self.body()
        try:
            reference = reference_of(self.argument)
        except CodeError:
            return self.rejected(body)
        claim = article_claim(
            '',
            *body,
            *self.pair(reference.code),
            series=reference.series,
            code=reference.code,
            options=ArticleOptions.read(self.written, reference.series),
            show_summary=self.shows_summary,
        )
        return [self.placed(claim)]

    def pair(self, code: Code) -> list[authored]:
        """Return the title of the pair, unless it cannot have one."""
        return self.parsed_option('pair') if self.written.pair_title(code) else []

    def rejected(self, body: list[nodes.Node]) -> list[nodes.Node]:
        """Tell that the argument is wrong, and leave that for others to see."""
        similar = entry_meant(self.argument)
        self.warn(Diagnostic.ARTICLE_ARGUMENT, text=self.argument, similar=similar)
        failed_claims(self.env).append(failed_from(self.argument))
        return body if self.shows_summary else []

    @property
    def shows_summary(self) -> bool:
        """Whether the summary is shown in the article, too."""
        return self.written.flag('show-summary')
