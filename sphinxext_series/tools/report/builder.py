"""The builder ``series-report``: what is known of each series, for its authors.

It writes no page, only ``report.json`` (see ``report.schema.json``) and ``report.txt``,
and shares the doctrees of other builders.  The same sources give the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder

from sphinxext_series.settings.translation import __

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx


class SeriesReport(Builder):
    """Write what is known of each series, and no page.

    What it needs is imported when it is used: the class is there in every build.
    """

    name = 'series-report'
    epilog = __('The report is in %(outdir)s.')
    allow_parallel = True
    #: Given when the builder is there: Sphinx deprecates asking it for its application.
    application: Sphinx

    def init(self) -> None:
        """Look at the articles as readers of web pages see them."""
        self.tags.add('html')

    def get_outdated_docs(self) -> str:
        """Return what is to be made: the report, in every build."""
        return __('report on all series')

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page that is never written."""
        return docname

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write no page."""

    def finish(self) -> None:
        """Write the report, when everything is arranged."""
        from sphinxext_series.tools.report.findings import report_of
        from sphinxext_series.tools.report.text import report_as_text

        report = report_of(self.application)
        text = json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True)
        outdir = Path(self.outdir)
        for name, content in (
            ('report.json', f'{text}\n'),
            ('report.txt', report_as_text(report)),
        ):
            (outdir / name).write_bytes(content.encode('utf-8', 'replace'))
