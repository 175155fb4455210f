"""The catalogue: all series of a project, and what does not fit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from sphinxext_series.model.codes import nearest
from sphinxext_series.model.values import Value, field, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_series.model.claims import FailedClaim, Place, SectionClaim
    from sphinxext_series.model.codes import Audience, Reference
    from sphinxext_series.model.series import Article, Series
    from sphinxext_series.model.text.messages import Message, WarningType


class Project(Value):
    """Another project and its series, by their names; none if it could not be *read*.

    Its name is that which ``series_external`` gives it.
    """

    name: str
    series: Mapping[str, Series] = field(default_factory=dict)
    read: bool = True


class Problem(Value):
    """Something an author said that does not fit; *kind* is its message.

    A check of another extension has one of its own.
    """

    kind: WarningType | Message
    place: Place
    facts: Mapping[str, str | int | Place] = field(default_factory=dict)


class Catalogue(Value, caches=True):
    """All series of a project, and which documents belong to them.

    *memberships* maps the name of a document to its articles, in claimed order.
    *external* are the series that only other projects have, *sections* those that
    articles name, by their documents.
    """

    series: Mapping[str, Series] = field(default_factory=dict)
    external: Mapping[str, Series] = field(default_factory=dict)
    memberships: Mapping[str, tuple[Article, ...]] = field(default_factory=dict)
    sections: Mapping[str, tuple[SectionClaim, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    failed: frozenset[FailedClaim] = frozenset()

    def __repr__(self) -> str:
        # Sphinx takes that of what an event is emitted with.
        return f'<Catalogue of {len(self.series)} series>'

    @cached_property
    def hubs(self) -> Mapping[str, tuple[Series, ...]]:
        """The series that documents define, by the names of the documents."""
        hubs: dict[str, tuple[Series, ...]] = {}
        for series in self.series.values():
            if series.docname:
                hubs[series.docname] = (*hubs.get(series.docname, ()), series)
        return hubs

    def named(self, name: str) -> Series | None:
        """Return the series with this name, of this project or another, or None."""
        return self.series.get(name) or self.external.get(name)

    def home_of(self, article: Article) -> Series:
        """Return the series that an article of the catalogue belongs to."""
        return self.series.get(article.series) or self.external[article.series]

    def with_problems(self, problems: Iterable[Problem]) -> Catalogue:
        """Return the same series with more problems, in the order of their places."""
        all_problems = [*self.problems, *problems]
        all_problems.sort(key=lambda problem: (problem.place, problem.kind.name))
        return replace(self, problems=tuple(all_problems))

    @property
    def names(self) -> list[str]:
        """The names of all series, those of other projects last."""
        return [*self.series, *self.external]

    def article(self, reference: Reference) -> Article | None:
        """Return the article with this name, or None."""
        series = self.named(reference.series)
        return series.index.get(reference.code) if series else None

    def required(self, article: Article) -> tuple[Article, ...]:
        """Return what readers are told to read before an article."""
        required = (self.article(reference) for reference in article.requires)
        return tuple(a for a in required if a is not None and a.listed)

    def is_told_of(self, reference: Reference) -> bool:
        """Return whether an article may be missing because of another mistake."""
        series, code = reference
        return any(
            claim.series in {'', series} and claim.code in {None, code}
            for claim in self.failed
            if not claim.hub and (claim.series or claim.code)
        )

    def is_hidden(self, docname: str) -> bool:
        """Return whether a document is nothing but articles that no list shows."""
        articles = self.memberships.get(docname, ())
        return bool(articles) and not any(article.listed for article in articles)

    def nearest(self, reference: Reference) -> Article | None:
        """Return the article that may be meant by a name that none has, or None."""
        name = reference.series
        series = self.named(name) or self.named(nearest(name, self.names))
        if series is None:
            return None
        return series.index.get(reference.code) or series.nearest(reference.code)


class Conventions(Protocol):
    """What a project says about all of its series: its ``SeriesConfig``."""

    @property
    def default_audiences(self) -> tuple[Audience, ...]:
        """The audiences of a series that names none."""

    @property
    def show_minutes(self) -> bool:
        """Whether pages show reading times."""

    def minutes(self, words: int) -> int:
        """Return the time that so many words take to read."""

    def lists(self, status: str) -> bool:
        """Return whether lists show articles of this status."""
