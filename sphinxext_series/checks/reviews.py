"""Reviews held against what articles say now.

At most one problem for each pair, placed at the first article that did not change: that
is the text to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.model.arranging.sections import for_others, sections_of
from sphinxext_series.model.catalogue import Problem
from sphinxext_series.model.claims import Place
from sphinxext_series.model.codes import nearest
from sphinxext_series.model.reviews import PairName, changed_sections
from sphinxext_series.model.text.content import words_of
from sphinxext_series.model.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_series.checks.review_file import ReviewFile
    from sphinxext_series.model.catalogue import Catalogue
    from sphinxext_series.model.codes import Code
    from sphinxext_series.model.reviews import Fingerprint, Review, Section
    from sphinxext_series.model.series import Article, Series


class PairState(Value):
    """What a review and the articles have in common, and what not.

    *changed* are codes, each with its changed sections; *moved* are codes
    whose text is that of another article now.
    """

    changed: Mapping[Code, tuple[Section, ...]]
    new: tuple[Code, ...] = ()
    gone: tuple[Code, ...] = ()
    moved: Mapping[Code, Code]

    @property
    def agrees(self) -> bool:
        """Whether everything is as it was when the pair was read."""
        return not (self.changed or self.new or self.gone)


def compare_reviews(
    found: ReviewFile,
    catalogue: Catalogue,
    fingerprints: Mapping[str, Fingerprint],
) -> Iterator[Problem]:
    """Yield what is wrong with a file of reviews, and the pairs that have changed.

    *fingerprints* are found by the names of documents.
    """
    yield from found.problems
    unknown: set[str] = set()
    for name, review in sorted(found.reviews.items(), key=_line_of):
        series = catalogue.series.get(name.series)
        if series is None:
            if name.series not in unknown:
                similar = nearest(name.series, catalogue.series)
                yield _problem(
                    CheckDiagnostic.UNKNOWN_REVIEWED_SERIES,
                    review,
                    name,
                    facts={'similar': similar},
                )
            unknown.add(name.series)
        elif not has_pair(series, name.number):
            yield _problem(
                CheckDiagnostic.UNKNOWN_REVIEWED_PAIR, review, name, facts={}
            )
        else:
            state = state_of(name, review, series, fingerprints)
            problems = _told(name, review, series, state)
            yield from (_with_companion(p, state, series, catalogue) for p in problems)


def _line_of(entry: tuple[PairName, Review]) -> int:
    return entry[1].place.line


def has_pair(series: Series, number: int) -> bool:
    """Return whether there is such a pair; one that no list shows is one, too."""
    return number > 0 and (
        number in series.pairs
        or any(article.code.number == number for article in series.articles)
    )


def articles_compared(series: Series, number: int) -> list[Article]:
    """Return the articles of a pair that can be read here: no drafts, no plans."""
    pair = series.pairs.get(number)
    articles = pair.articles if pair else ()
    return [a for a in articles if a.docname and a.status == 'published']


def state_of(
    name: PairName,
    review: Review,
    series: Series,
    fingerprints: Mapping[str, Fingerprint],
) -> PairState:
    """Return what has become of a pair since it was reviewed.

    An article whose document has no fingerprint is not compared.
    """
    compared = {
        article.code: fingerprints[article.docname]
        for article in articles_compared(series, name.number)
        if article.docname in fingerprints
    }
    changed = {
        code: tuple(changed_sections(mark, compared[code]))
        for code, mark in review.marks.items()
        if code in compared and mark.split()[0] != compared[code].text
    }
    gone = tuple(code for code in review.marks if _is_gone(code, series))
    new = tuple(code for code in compared if code not in review.marks)
    sought = {review.marks[code].split()[0]: code for code in (*changed, *gone)}
    moved = {
        sought[fingerprints[article.docname].text]: article.code
        for article in (series.articles if sought else ())
        if article.docname in fingerprints
        and fingerprints[article.docname].text in sought
    }
    return PairState(changed=changed, new=new, gone=gone, moved=moved)


def _is_gone(code: Code, series: Series) -> bool:
    """Return whether there is no such article: a draft or a plan is one."""
    return code not in series.index


def _told(
    name: PairName, review: Review, series: Series, state: PairState
) -> Iterator[Problem]:
    """Yield the one problem that a pair has, if it has any."""
    if state.agrees:
        return
    articles = articles_compared(series, name.number)
    unchanged = [
        a for a in articles if a.code not in state.changed and a.code not in state.new
    ]
    first = next(iter(unchanged or articles), None)
    for code, now in state.moved.items():
        facts = {'code': str(code), 'now': str(now)}
        yield _problem(CheckDiagnostic.REVIEW_MOVED, review, name, facts=facts)
        return
    facts = {'others': ', '.join(str(a.code) for a in unchanged or articles)}
    if len(state.changed) == 1:
        ((code, sections),) = state.changed.items()
        labels = ', '.join(section.label for section in sections)
        named = f' ({labels})' if labels else ''
        facts |= {'code': str(code), 'sections': named}
        yield _problem(CheckDiagnostic.REVIEW_CHANGED, review, name, first, facts=facts)
    elif state.changed:
        facts['changed'] = ', '.join(map(str, state.changed))
        yield _problem(CheckDiagnostic.REVIEW_SEVERAL, review, name, first, facts=facts)
    elif state.new:
        facts['code'] = ', '.join(map(str, state.new))
        yield _problem(CheckDiagnostic.REVIEW_NEW, review, name, first, facts=facts)
    else:
        facts['code'] = ', '.join(map(str, state.gone))
        yield _problem(CheckDiagnostic.REVIEW_GONE, review, name, facts=facts)


def _with_companion(
    problem: Problem, state: PairState, series: Series, catalogue: Catalogue
) -> Problem:
    """Return what is to be said if one section has changed that has a companion.

    Its place is that of the companion: this is the text to look at.
    """
    changed = [(code, s) for code, sections in state.changed.items() for s in sections]
    if problem.kind is not CheckDiagnostic.REVIEW_CHANGED or len(changed) != 1:
        return problem
    ((code, section),) = changed
    article = series.index[code]
    for other in for_others(article, series):
        for companion in sections_of(other, catalogue):
            if companion.name in section.names and other.docname:
                facts = {
                    'section': companion.name,
                    'title': section.title,
                    'others': str(other.code),
                    'other_title': words_of(companion.title),
                }
                return Problem(
                    kind=CheckDiagnostic.REVIEW_SECTION,
                    place=companion.place,
                    facts={**problem.facts, **facts},
                )
    return problem


def _problem(
    kind: CheckDiagnostic,
    review: Review,
    name: PairName,
    at: Article | None = None,
    *,
    facts: Mapping[str, str],
) -> Problem:
    place = review.place
    if at is not None:
        is_own = at.place.docname == at.docname
        place = at.place if is_own else Place(at.docname, 1)
    return Problem(
        kind=kind,
        place=place,
        facts={
            'series': name.series,
            'number': name.number,
            'date': review.reviewed,
            **facts,
        },
    )
