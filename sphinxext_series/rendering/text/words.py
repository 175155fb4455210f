"""What is said of series, articles and routes, in words and without markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_series.reading.sections import numbered as number_before_title
from sphinxext_series.reading.sections import pair_label
from sphinxext_series.settings.translation import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_series.model.pages.views import (
        Announcement,
        Card,
        Overview,
        RouteView,
    )


def status_of_series(status: str) -> str:
    """Return a series' status in words."""
    words = {
        'planned': _('Planned'),
        'ongoing': _('Ongoing'),
        'complete': _('Complete'),
    }
    return str(words[status])


def status_of_article(status: str) -> str:
    """Return an article's status in words; a published one needs none."""
    words = {'planned': _('Planned'), 'draft': _('Draft')}
    return str(words.get(status, ''))


def minutes_left(count: int) -> str:
    """Return how long the rest of a route takes, in words."""
    message = ngettext('%(count)s minute left', '%(count)s minutes left', count)
    return message % {'count': count}


def minutes(count: int) -> str:
    """Return a reading time in words."""
    if count >= _LONG:
        hours, rest = divmod(count, 60)
        return str(_('%(hours)s h %(minutes)s min')) % {'hours': hours, 'minutes': rest}
    return ngettext('%(count)s minute', '%(count)s minutes', count) % {'count': count}


#: From so many minutes on, a reading time is told in hours.
_LONG = 90


def articles(count: int) -> str:
    """Return a number of articles in words."""
    return ngettext('%(count)s article', '%(count)s articles', count) % {'count': count}


def planned(count: int) -> str:
    """Return a number of planned articles in words."""
    return ngettext('%(count)s planned', '%(count)s planned', count) % {'count': count}


def pairs(count: int, audiences: int) -> str:
    """Return a number of pairs in words; for more or fewer audiences, of topics."""
    if audiences == 2:  # noqa: PLR2004 (a pair is two)
        return ngettext('%(count)s pair', '%(count)s pairs', count) % {'count': count}
    return ngettext('%(count)s topic', '%(count)s topics', count) % {'count': count}


def openings(count: int) -> str:
    """Return a number of openings in words."""
    message = ngettext('%(count)s opening', '%(count)s openings', count)
    return message % {'count': count}


def audiences(count: int) -> str:
    """Return a number of audiences in words."""
    message = ngettext('for %(count)s audience', 'for %(count)s audiences', count)
    return message % {'count': count}


def pair_number(number: int, label: str, count: int) -> str:
    """Return "Pair 3"; the *label* is that of a series of *count* audiences."""
    facts = {'pair': label or pair_label(count), 'number': str(number)}
    return str(_('%(pair)s %(number)s')) % facts


def numbered(number: int, label: str, count: int) -> str:
    """Return "Pair 3: ", which is followed by the title."""
    return number_before_title(label or pair_label(count), number)


def default_title(audience: str, *, by_pairs: bool) -> str:
    """Return the title of a default route, which is for an audience or for all."""
    if audience:
        message = _('%(audience)s: all articles in order')
        return str(message) % {'audience': audience}
    if by_pairs:
        return str(_('All articles, pair by pair'))
    return str(_('All articles, topic by topic'))


def length(route: RouteView) -> str:
    """Return "7 articles, 45 minutes"."""
    facts = [articles(route.articles)] if route.articles else []
    if route.planned:
        facts.append(planned(route.planned))
    if route.minutes:
        facts.append(minutes(route.minutes))
    return str(_(', ')).join(facts)


def facts_of(card: Card) -> list[str]:
    """Return what else is known of an article: status and reading time."""
    facts = [status_of_article(card.status)] if card.status != 'published' else []
    if card.minutes and card.mention.target:
        facts.append(minutes(card.minutes))
    return facts


def counts(view: Overview) -> list[str]:
    """Return the facts about a series, one a string."""
    facts = [status_of_series(view.status)]
    if view.articles:
        facts.append(articles(view.articles))
    if view.pairs:
        facts.append(pairs(view.pairs, len(view.audiences)))
    if view.openings:
        facts.append(openings(view.openings))
    facts.append(audiences(len(view.audiences)))
    if view.minutes:
        facts.append(minutes(view.minutes))
    if view.planned:
        facts.append(planned(view.planned))
    return facts


def announced(view: Announcement) -> Iterator[str]:
    """Yield the facts about another series."""
    yield status_of_series(view.status)
    if view.articles:
        yield articles(view.articles)
    if view.planned:
        yield planned(view.planned)


def nothing_yet() -> str:
    """Return what is said where articles will be."""
    return str(_('No article can be read yet.'))
