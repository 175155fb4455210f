"""Every warning: a small project that causes it, where it points and what it says.

Each case is built as it is, with its own subtype suppressed, and with all the others:
the page shows the same every time, and only the warning comes and goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sphinxext_series.checks.diagnostics import CheckDiagnostic
from sphinxext_series.model.arranging.editions import EditionDiagnostic
from sphinxext_series.model.arranging.sections import SectionDiagnostic
from sphinxext_series.model.diagnostics import Diagnostic
from sphinxext_series.model.routes.diagnostics import RouteDiagnostic
from sphinxext_series.reading.near_misses import FenceDiagnostic
from sphinxext_series.settings.wrong_values import ConfigDiagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Project, Result

    from sphinxext_series.model.text.messages import WarningType


PLACEHOLDER = re.compile(r'%\((\w+)\)s')
SUGGESTION = re.compile('did you mean “(.*?)”')

SERIES = {
    'index.rst': """
        CAR-T therapy
        =============

        .. series-hub:: car-t

        Behind the hub.
        """,
    'a1.rst': """
        In which cancers?
        =================

        .. series-article:: car-t A1

        Behind the claim.
        """,
    'b1.rst': """
        Indications
        ===========

        .. series-article:: car-t B1
        """,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What differs from the series above, and what comes of it."""

    files: Mapping[str, str] = field(default_factory=dict)
    warning: str
    also: tuple[str, ...] = ()
    page: str = 'index'
    shown: str = 'Behind the hub.'
    builder: str = 'text'


KNOWS_A_LAB = "series_external = {'lab': ('https://lab.example/', 'lab.json')}\n"

#: Two texts that are long enough to be compared.
PLAIN = 'Grind, weigh, pour, wait and taste. ' * 30
LONG = 'Measurements determine extraction parameters reproducibly everywhere. ' * 30
#: All of them, in one table.
DIAGNOSTICS: tuple[WarningType, ...] = (
    *Diagnostic,
    *FenceDiagnostic,
    *RouteDiagnostic,
    *CheckDiagnostic,
    *EditionDiagnostic,
    *SectionDiagnostic,
    *ConfigDiagnostic,
)
CASES: dict[WarningType, Case] = {
    Diagnostic.ARTICLE_ARGUMENT: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:4: WARNING: series-article needs a series and a code, such as'
            ' “car-t A1”, but got “car-t”; the document joins no series here '
            '[series.code]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    Diagnostic.SUMMARY_HIDES: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1

                   For whom.

                   Behind the claim.
                """,
        },
        warning=(
            'a1.rst:4: WARNING: the summary of A1 holds all the text of this '
            'document: expected text after it (is a fence left open?); the '
            'page of the article is empty [series.summary]'
        ),
        shown='In which cancers?',
    ),
    Diagnostic.SUMMARY_EQUATION: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1

                   For whom.

                   .. math:: e = m
                      :label: energy

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:4: WARNING: the equation “energy” is in the summary of A1, '
            'which the article does not show: expected it in the text, or the '
            'option “:show-summary:”; it has no number, and nothing can refer '
            'to it [series.summary]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    Diagnostic.CODE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :planned:
                      2A A slip
                      A2 Side effects
                """,
        },
        warning=(
            'index.rst:6: WARNING: “2A” is not the code of an article: expected '
            'an audience and a number, such as A1; it is left out [series.code]'
        ),
        shown='A2: Side effects',
    ),
    Diagnostic.CODE_AUDIENCE: Case(
        files={
            'c1.rst': """
                For the press
                =============

                .. series-article:: car-t C1

                Behind the claim.
                """,
        },
        warning=(
            'c1.rst:4: WARNING: “C1” is for an audience that series “car-t” does '
            'not have (it has A General reader, B Expert); the article is left out '
            '[series.code]'
        ),
        page='c1',
        shown='Behind the claim.',
    ),
    CheckDiagnostic.LIMIT_AUDIENCE: Case(
        files={
            'conf.py': "series_limits = {'C': {'sentence': 30}}\n",
        },
        warning=(
            'WARNING: series_limits names audience “C”, which no series has; '
            'its limits are left out [series.code]'
        ),
        shown='CAR-T therapy (car-t), ongoing',
        builder='series-report',
    ),
    Diagnostic.PAIR_NUMBER: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. series-pair:: Side effects
                   :number: 2
                   :planned:
                      A2 Fever
                      B3 Cytokines
                """,
        },
        warning=(
            'index.rst:10: WARNING: pair 2 of series “car-t” lists “B3”: expected '
            'codes with the number 2; the article is shown in the pair of its own '
            'number [series.code]'
        ),
        shown='B3: Cytokines',
    ),
    Diagnostic.TITLE_CODE: Case(
        files={
            'b1.rst': """
                A1: Indications
                ===============

                .. series-article:: car-t B1

                Behind the claim.
                """,
        },
        warning=(
            'b1.rst:4: WARNING: the title of B1 begins with “A1”, the code of '
            'another article of series “car-t”; both are shown [series.code]'
        ),
        page='b1',
        shown='Behind the claim.',
    ),
    Diagnostic.TITLE_MISSING: Case(
        files={
            'a1.rst': """
                .. series-article:: car-t A1

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:1: WARNING: the document of A1 of series “car-t” has no title: '
            'expected a heading; the name of the document is shown in its place '
            '[series.title]'
        ),
        shown='A1: a1',
    ),
    Diagnostic.TITLE_OF_HUB: Case(
        files={
            'index.rst': """
                .. series-hub:: car-t
                   :pair-label: Theme
                """,
        },
        warning=(
            'index.rst:1: WARNING: the hub of series “car-t” is on a page without a '
            'title: expected a heading, or the option “:title:”; the name of the '
            'series is shown [series.title]'
        ),
        page='a1',
        shown='Part of *car-t*',
    ),
    Diagnostic.UNKNOWN_SERIES: Case(
        files={
            'about.rst': """
                About us
                ========

                .. series-map::
                   :series: cart-t

                Behind the map.
                """,
        },
        warning=(
            'about.rst:4: WARNING: there is no series “cart-t” (did you mean '
            '“car-t”?); nothing is shown here [series.unknown]'
        ),
        page='about',
        shown='Behind the map.',
    ),
    CheckDiagnostic.UNKNOWN_NEXT: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :next: bispecific

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:5: WARNING: the next series, “bispecific”, does not exist;'
            ' it is not shown [series.unknown]'
        ),
    ),
    Diagnostic.UNKNOWN_DOCUMENT: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :articles:
                      A2 a22
                      B2 b2
                """,
            'b2.rst': 'Toxicities\n==========\n',
        },
        warning=(
            'index.rst:6: WARNING: series “car-t” pulls in “a22”, which is not a '
            'document of this project; it is left out [series.unknown]'
        ),
        shown='B2: Toxicities',
    ),
    CheckDiagnostic.UNKNOWN_REQUIRED: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1
                   :requires: A0, B1
                """,
        },
        warning=(
            'a1.rst:5: WARNING: A1 requires “car-t/A0”, which does not exist; the '
            'requirement is left out [series.unknown]'
        ),
        shown='B1: Indications',
    ),
    Diagnostic.UNKNOWN_PAIR: Case(
        files={
            'about.rst': """
                About us
                ========

                .. series-pair::
                   :series: car-t
                   :number: 7

                Behind the pair.
                """,
        },
        warning=(
            'about.rst:4: WARNING: series “car-t” has no pair 7; nothing is shown'
            ' here [series.unknown]'
        ),
        page='about',
        shown='Behind the pair.',
    ),
    CheckDiagnostic.UNKNOWN_REVIEWED_SERIES: Case(
        files={
            'series-reviews.toml': """
                version = 1

                [cart.1]
                reviewed = 2026-04-13
                A1 = "5458642857fe"
                B1 = "942b273f5fb6"
                """,
        },
        warning=(
            'series-reviews.toml:3: WARNING: there is no series “cart” (did you'
            ' mean “car-t”?); its reviews are not compared [series.unknown]'
        ),
    ),
    CheckDiagnostic.UNKNOWN_REVIEWED_PAIR: Case(
        files={
            'series-reviews.toml': """
                version = 1

                [car-t.7]
                reviewed = 2026-04-13
                A1 = "5458642857fe"
                B1 = "942b273f5fb6"
                """,
        },
        warning=(
            'series-reviews.toml:3: WARNING: series “car-t” has no pair 7; the '
            'review of it is not compared [series.unknown]'
        ),
    ),
    Diagnostic.UNKNOWN_TARGET: Case(
        files={
            'about.rst': """
                About us
                ========

                Read :series:article:`car-t/A11` first.
                """,
        },
        warning=(
            'about.rst:4: WARNING: there is no article “car-t/A11” (did you mean '
            '“car-t/A1”?); its name is shown instead [series.unknown]'
        ),
        page='about',
        shown='Read *car-t/A11* first.',
    ),
    Diagnostic.DUPLICATE_HUB: Case(
        files={
            'second.rst': """
                CAR-T therapy, again
                ====================

                .. series-hub:: car-t

                Behind the second hub.
                """,
        },
        warning=(
            'second.rst:4: WARNING: series “car-t” has another hub at index.rst:4; '
            'that one defines it, and what this one says (series-hub) is left out '
            '[series.duplicate]'
        ),
        also=(
            (
                'index.rst:4: WARNING: series “car-t” has another hub at second.rst:4; '
                'this one defines it [series.duplicate]'
            ),
        ),
        page='second',
        shown='Behind the second hub.',
    ),
    Diagnostic.HUB_AGAIN: Case(
        files={
            'second.rst': """
                CAR-T therapy, again
                ====================

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: At length
                      :articles: A1, B1

                Behind the hub.
                """,
        },
        warning=(
            'second.rst:4: WARNING: series “car-t” has another hub at index.rst:4; '
            'this one defines it [series.duplicate]'
        ),
        also=(
            (
                'index.rst:4: WARNING: series “car-t” has another hub at second.rst:4; '
                'that one defines it, and what this one says (series-hub) is left out '
                '[series.duplicate]'
            ),
        ),
        page='second',
    ),
    Diagnostic.DUPLICATE_ARTICLE: Case(
        files={
            'again.rst': """
                In which cancers, again?
                ========================

                .. series-article:: car-t A1

                Behind the second claim.
                """,
        },
        warning=(
            'again.rst:4: WARNING: A1 of series “car-t” is already claimed at '
            'a1.rst:4; this one is left out [series.duplicate]'
        ),
        page='again',
        shown='Behind the second claim.',
    ),
    Diagnostic.INCLUDED_ARTICLE: Case(
        files={
            'all.rst': """
                All of it
                =========

                .. include:: a1.rst
                """,
        },
        warning=(
            'a1.rst:4: WARNING: document “all” includes A1 of series “car-t”, '
            'which “a1” is; that document keeps the code [series.duplicate]'
        ),
        page='all',
        shown='Behind the claim.',
    ),
    Diagnostic.DUPLICATE_PAIR: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. series-pair:: Where it helps

                .. series-pair:: Where it does not
                   :number: 1

                   What is said of it.
                """,
        },
        warning=(
            'index.rst:8: WARNING: pair 1 of series “car-t” is already declared '
            'at index.rst:6; that declaration is used [series.duplicate]'
        ),
        shown='What is said of it.',
    ),
    Diagnostic.DUPLICATE_ROUTE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: The short way
                      :name: way
                      :articles: A1

                   .. reading-route:: The long way
                      :name: way
                      :articles: A1, B1
                """,
        },
        warning=(
            'index.rst:12: WARNING: route “way” of series “car-t” is already '
            'declared at index.rst:8; this one is left out [series.duplicate]'
        ),
        shown='The short way',
    ),
    CheckDiagnostic.UNPAIRED: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :status: complete
                """,
            'b1.rst': 'Indications\n===========\n\n:orphan:\n',
        },
        warning=(
            'index.rst:4: WARNING: series “car-t” is complete, but pair 1 has no '
            'article for audience B; the pair is shown without it '
            '[series.unpaired]'
        ),
        shown='A1: In which cancers?',
    ),
    CheckDiagnostic.GAP: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :status: complete
                   :articles:
                      A3 a3
                      B3 b3
                """,
            'a3.rst': 'What wins?\n==========\n',
            'b3.rst': 'Process and cost\n================\n',
        },
        warning=(
            'index.rst:4: WARNING: series “car-t” is complete, but has no pair 2;'
            ' the others keep their numbers [series.gap]'
        ),
        shown='A3: What wins?',
    ),
    RouteDiagnostic.ROUTE_SYNTAX: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: The short way
                      :articles: A1, , B1

                      For those in a hurry.

                   .. reading-route:: The long way
                      :articles: A1, B1
                """,
        },
        warning=(
            'index.rst:9: WARNING: route “The short way”, column 5 of “A1, , B1”: '
            'expected an article such as A1, a range or a set, but found “,”; the '
            'route is shown without its steps [series.route]'
        ),
        shown='For those in a hurry.',
    ),
    RouteDiagnostic.ROUTE_EMPTY: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: The short way

                      For those in a hurry.
                """,
        },
        warning=(
            'index.rst:8: WARNING: route “The short way” names no articles: expected '
            'an option “:steps:” such as “A0, A1..A6”; the route is shown without '
            'steps [series.route]'
        ),
        shown='For those in a hurry.',
    ),
    RouteDiagnostic.ROUTE_ARTICLE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: The short way
                      :articles: A1, A9
                """,
        },
        warning=(
            'index.rst:9: WARNING: route “The short way” of series “car-t”, column 5, '
            'names “A9”: expected an article that exists (did you mean “A1”?); it is '
            'left out [series.route]'
        ),
        shown='Read A1.',
    ),
    RouteDiagnostic.ROUTE_AUDIENCE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: The short way
                      :articles: A1 + C
                """,
        },
        warning=(
            'index.rst:9: WARNING: route “The short way” of series “car-t”, column 6, '
            'names audience “C”: expected one of A, B; it is left out [series.route]'
        ),
        shown='Read A1.',
    ),
    RouteDiagnostic.ROUTE_SERIES: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: The short way
                      :articles: A1, bispecific/A1
                """,
        },
        warning=(
            'index.rst:9: WARNING: route “The short way” of series “car-t”, column 5, '
            'names series “bispecific”: expected one that exists; it is left out '
            '[series.route]'
        ),
        shown='Read A1.',
    ),
    RouteDiagnostic.ROUTE_VACANT: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: The short way
                      :articles: A1 except A1
                """,
        },
        warning=(
            'index.rst:9: WARNING: route “The short way” of series “car-t” leads to no '
            'article: expected one that readers can see, and that “except” does not '
            'take out; the route is shown without steps [series.route]'
        ),
        shown='The short way',
    ),
    RouteDiagnostic.ROUTE_EXCEPT: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-guide::

                   .. reading-route:: The short way
                      :articles: A* except B1
                """,
        },
        warning=(
            'index.rst:9: WARNING: route “The short way” of series “car-t”, column 11, '
            'excepts “B1” from articles that do not contain it; nothing is taken out '
            '[series.route]'
        ),
        shown='Read A1.',
    ),
    RouteDiagnostic.ROUTE_OUTSIDE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. reading-route:: The short way
                   :articles: A1
                """,
        },
        warning=(
            'index.rst:6: WARNING: a reading-route belongs inside a reading-'
            'guide; without one it is shown on the page of a hub only [series.route]'
        ),
        shown='The short way',
    ),
    Diagnostic.CONFLICT: Case(
        files={
            'a1.rst': """
                :series: car-t A2

                In which cancers?
                =================

                .. series-article:: car-t A1
                """,
        },
        warning=(
            'a1.rst:6: WARNING: directive and field of this document disagree '
            'about series “car-t”: A1 and A2; the directive is followed '
            '[series.conflict]'
        ),
        shown='A1: In which cancers?',
    ),
    Diagnostic.CONFLICT_CODES: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1

                .. series-article:: car-t A2
                """,
        },
        warning=(
            'a1.rst:6: WARNING: document “a1” is both A1 and A2 of series '
            '“car-t”; it stays A1 [series.conflict]'
        ),
        shown='A1: In which cancers?',
    ),
    Diagnostic.NEXT_ITSELF: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :next: car-t
                """,
        },
        warning=(
            'index.rst:5: WARNING: series “car-t” names itself as the next one: '
            'expected another series; none is shown [series.conflict]'
        ),
        shown='A1: In which cancers?',
    ),
    Diagnostic.FIELD_TEXT: Case(
        files={
            'a2.rst': """
                series: car-t A2

                Side effects
                ============

                Behind the field.
                """,
            'index.rst': """
                CAR-T therapy
                =============

                .. toctree::

                   a2

                .. series-hub:: car-t
                """,
        },
        warning=(
            'a2.rst:1: WARNING: “series: car-t A2” is ordinary text: expected '
            '“:series: car-t A2” at the very beginning of the file; the document '
            'joins no series here [series.field]'
        ),
        page='a2',
        shown='Behind the field.',
    ),
    Diagnostic.FIELD_PLACE: Case(
        files={
            'a2.rst': """
                Side effects
                ============

                :series: car-t A2

                Behind the field.
                """,
            'index.rst': """
                CAR-T therapy
                =============

                .. toctree::

                   a2

                .. series-hub:: car-t
                """,
        },
        warning=(
            'a2.rst:4: WARNING: a “series” field in this place is ordinary '
            'text; to take effect it has to be the first thing in the file '
            '[series.field]'
        ),
        page='a2',
        shown='Behind the field.',
    ),
    Diagnostic.FIELD: Case(
        files={
            'a1.rst': """
                :series: car-t/A1

                In which cancers?
                =================

                Behind the field.
                """,
            'index.rst': """
                CAR-T therapy
                =============

                .. toctree::

                   a1

                .. series-hub:: car-t
                """,
        },
        warning=(
            'a1.rst:1: WARNING: the “series” field needs a series and a code, '
            'such as “car-t A1”, but got “car-t/A1” (did you mean “car-t A1”?); the '
            'document joins no series here [series.field]'
        ),
        page='a1',
        shown='Behind the field.',
    ),
    Diagnostic.FIELD_UNKNOWN: Case(
        files={
            'a1.rst': """
                :series: car-t A1
                :series-sumary: For whom.

                In which cancers?
                =================

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:2: WARNING: “series-sumary” is not a field of an article (did '
            'you mean “series-summary”?); it has no effect [series.field]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    Diagnostic.FIELD_VALUE: Case(
        files={
            'a1.rst': """
                :series: car-t A1
                :series-minutes: seven

                In which cancers?
                =================

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:2: WARNING: the “series-minutes” field is “seven”: '
            'expected a number of minutes; it is left out [series.field]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    Diagnostic.FIELD_ALONE: Case(
        files={
            'a1.rst': """
                :series-minutes: 7

                In which cancers?
                =================

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:1: WARNING: the “series-minutes” field has no effect: expected it '
            'beside a “series” field, for a series that no series-article names '
            '[series.field]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    FenceDiagnostic.FENCE: Case(
        files={
            'conf.py': "extensions.append('myst_parser')",
            'a2.md': """
                # Side effects

                :::{series-article} car-t A2
                :::

                Behind the fence.
                """,
        },
        warning=(
            'a2.md:3: WARNING: series-article is plain text here: expected '
            '“colon_fence” in myst_enable_extensions, or a fence of backquotes; it '
            'has no effect [series.fence]'
        ),
        page='a2',
        shown='Behind the fence.',
    ),
    FenceDiagnostic.FENCE_STRICT: Case(
        files={
            'conf.py': "extensions.append('myst_parser')\nmyst_commonmark_only = True",
            'a2.md': """
                # Side effects

                ```{series-article} car-t A2
                ```

                After the fence.
                """,
        },
        warning=(
            'a2.md:3: WARNING: series-article is plain text here, because '
            '“myst_commonmark_only” turns off all directives in Markdown: expected it '
            'to be off; the directive has no effect [series.fence]'
        ),
        page='a2',
        shown='After the fence.',
    ),
    Diagnostic.NEAR_MISS: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article: car-t A1

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:4: WARNING: “series-article: car-t A1” is text and not '
            'a directive: expected “.. series-article::”; it has no effect '
            '[series.directive]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    Diagnostic.BLANK_LINE: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1
                   A summary.

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:5: WARNING: “A summary.” is part of the first line of '
            'series-article: expected an empty line before the text; it is '
            'left out [series.directive]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    Diagnostic.ARGUMENT: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1

                .. series-nav:: left side

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:6: WARNING: series-nav has the argument “left side”: '
            'expected top, bottom or the name of a series; it is left out '
            '[series.directive]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    Diagnostic.STATUS: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :status: finished
                """,
        },
        warning=(
            'index.rst:5: WARNING: “finished” is not a status: expected one of '
            'planned, ongoing, complete; “ongoing” is used [series.status]'
        ),
        shown='Ongoing',
    ),
    Diagnostic.STATUS_PLANNED: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :planned:
                      A1 Which cancers, perhaps
                """,
        },
        warning=(
            'index.rst:6: WARNING: A1 of series “car-t” is planned here, but '
            'exists at a1.rst:4; the article is used [series.status]'
        ),
        shown='A1: In which cancers?',
    ),
    Diagnostic.STATUS_PUBLISHED: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1
                   :status: planned
                   :published: 2026-03-01
                """,
        },
        warning=(
            'a1.rst:4: WARNING: A1 of series “car-t” is planned, but has a '
            'publication date; it is shown as planned [series.status]'
        ),
        shown='A1: In which cancers? (General reader, Planned)',
    ),
    CheckDiagnostic.STATUS_COMPLETE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :status: complete
                   :planned:
                      A2 Side effects
                      B2 Toxicities
                """,
        },
        warning=(
            'index.rst:4: WARNING: series “car-t” is complete, but still plans '
            'A2, B2; this is shown as planned [series.status]'
        ),
        shown='A2: Side effects (General reader, Planned)',
    ),
    CheckDiagnostic.STATUS_DRAFTS: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :status: complete
                """,
            'b1.rst': """
                Indications
                ===========

                .. series-article:: car-t B1
                   :status: draft
                """,
        },
        warning=(
            'index.rst:4: WARNING: series “car-t” is complete, but has drafts: B1; '
            'they stay drafts [series.status]'
        ),
        shown='A1: In which cancers?',
    ),
    CheckDiagnostic.REQUIRES_CIRCLE: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1
                   :requires: B1
                """,
            'b1.rst': """
                Indications
                ===========

                .. series-article:: car-t B1
                   :requires: A1
                """,
        },
        warning=(
            'a1.rst:4: WARNING: articles require each other in a circle: car-t/A1'
            ' → car-t/B1 → car-t/A1; all are shown [series.requires]'
        ),
        shown='B1: Indications',
    ),
    CheckDiagnostic.REQUIRES_DRAFT: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1
                   :status: draft
                """,
            'b1.rst': """
                Indications
                ===========

                .. series-article:: car-t B1
                   :requires: A1
                """,
        },
        warning=(
            'b1.rst:5: WARNING: B1 of series “car-t” requires “car-t/A1”, which is a '
            'draft: expected an article that readers can see; the requirement is not '
            'shown [series.requires]'
        ),
        shown='B1: Indications',
    ),
    Diagnostic.HUB_MISSING: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. toctree::

                   a1
                   b1

                .. series-hub:: cart-t
                """,
        },
        warning=(
            'a1.rst:4: WARNING: no hub defines series “car-t”, to which articles '
            'belong (did you mean “cart-t”?); they are connected, but no page '
            'lists them [series.hub]'
        ),
        page='a1',
        shown='Expert: B1: Indications.',
    ),
    Diagnostic.HUB_NAME: Case(
        files={
            'about.rst': """
                About us
                ========

                .. series-hub:: all/of it

                   What is said of it.
                """,
        },
        warning=(
            'about.rst:4: WARNING: “all/of it” cannot name a series: expected '
            'letters, digits, “-”, “_” and “.”; the directive is left out '
            '[series.hub]'
        ),
        page='about',
        shown='What is said of it.',
    ),
    Diagnostic.AUDIENCE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :audiences: A Reader, Expert

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:5: WARNING: “Expert” names no audience: expected a code '
            'and a label, such as A Reader, for each; all audiences are left '
            'out [series.hub]'
        ),
    ),
    Diagnostic.AUDIENCES: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :audiences: Reader A, Expert B

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:5: WARNING: no article of series “car-t” is for one of '
            'its audiences (Reader A, Expert B): expected codes such as A, B; '
            'A, B are used [series.hub]'
        ),
    ),
    Diagnostic.ONE_LINE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :planned: A2 Risks, A3 Costs

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:5: WARNING: “A2 Risks, A3 Costs” is one entry of '
            '“:planned:” in series “car-t”: expected each entry on a line of '
            'its own [series.hub]'
        ),
    ),
    Diagnostic.NO_NEXT: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. series-next::

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:6: WARNING: series “car-t” does not say what comes '
            'next: expected “:next:” in its series-hub; nothing is shown here '
            '[series.hub]'
        ),
    ),
    Diagnostic.NO_OPENING: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. series-opening::

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:6: WARNING: series “car-t” has no opening: expected an '
            'article with number 0, such as “A0”; nothing is shown here '
            '[series.hub]'
        ),
    ),
    Diagnostic.NO_ARTICLE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. series-nav::

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:6: WARNING: series-nav shows the navigation of an '
            'article: expected a document that joins a series; nothing is '
            'shown here [series.hub]'
        ),
    ),
    Diagnostic.PART_WITHOUT_SERIES: Case(
        files={
            'about.rst': """
                About us
                ========

                .. series-index::

                Behind the index.
                """,
        },
        warning=(
            'about.rst:4: WARNING: series-index names no series, and its page is not '
            'the hub of exactly one: expected “:series:” with the name of a series; '
            'nothing is shown here [series.hub]'
        ),
        page='about',
        shown='Behind the index.',
    ),
    Diagnostic.NESTED: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                   What is said of it.

                   .. series-pair:: Where it helps
                """,
        },
        warning=(
            'index.rst:8: WARNING: series-pair is inside series-hub, whose '
            'text is shown elsewhere; it is shown after that [series.hub]'
        ),
        shown='Pair 1: Where it helps',
    ),
    Diagnostic.EXTERNAL: Case(
        files={
            'conf.py': KNOWS_A_LAB,
        },
        warning=(
            'WARNING: the series of project “lab” cannot be read from lab.json '
            '(FileNotFoundError); its series are unknown [series.external]'
        ),
    ),
    Diagnostic.EXTERNAL_NAME: Case(
        files={
            'conf.py': KNOWS_A_LAB,
            'lab.json': '{"version": 1, "series": {}}',
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :external: labs

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:5: WARNING: series “car-t” collects articles of “labs”: '
            'expected a project that series_external names (did you mean “lab”?); '
            'nothing is collected from it [series.external]'
        ),
    ),
    Diagnostic.EXTERNAL_EMPTY: Case(
        files={
            'conf.py': KNOWS_A_LAB,
            'lab.json': '{"version": 1, "series": {}}',
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :external: lab

                Behind the hub.
                """,
        },
        warning=(
            'index.rst:5: WARNING: series “car-t” collects articles of project “lab”, '
            'which publishes none of this series; nothing is collected from it '
            '[series.external]'
        ),
    ),
    Diagnostic.OPTION: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1
                   :minutes: seven
                """,
        },
        warning=(
            'a1.rst:5: WARNING: option “minutes” of series-article is “seven”: '
            'expected a number of minutes; it is left out [series.option]'
        ),
        shown='A1: In which cancers? (General reader, 1 minute)',
    ),
    Diagnostic.OPTION_UNKNOWN: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1
                   :minuts: 7

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:5: WARNING: “minuts” is not an option of series-article (did you '
            'mean “minutes”?); it is left out [series.option]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    Diagnostic.OPTION_BELOW: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1

                   :minutes: 7

                   Blood, mostly.

                Behind the claim.
                """,
        },
        warning=(
            'a1.rst:6: WARNING: “:minutes:” is text of series-article, after an empty '
            'line: expected it directly after the line with the directive '
            '[series.option]'
        ),
        page='a1',
        shown='Behind the claim.',
    ),
    ConfigDiagnostic.CONFIG: Case(
        files={'conf.py': "series_nav = 'left'\n"},
        warning=(
            'WARNING: series_nav is \'left\': expected "both", "top", '
            '"bottom", "none"; the default is used [series.config]'
        ),
        page='a1',
        shown='Part of *CAR-T therapy*',
    ),
    CheckDiagnostic.LIMIT_VALUE: Case(
        files={
            'conf.py': "series_limits = {'A': {'word': 30}}\n",
        },
        warning=(
            "WARNING: series_limits['A']['word'] is 30: expected words, summary, "
            'sentence, known, avoid, plainer_than, skip; it is left out [series.config]'
        ),
        shown='CAR-T therapy (car-t), ongoing',
        builder='series-report',
    ),
    ConfigDiagnostic.CONFIG_UNKNOWN: Case(
        files={
            'conf.py': """
                series_navigation = 'both'
                """,
        },
        warning=(
            'WARNING: there is no configuration value “series_navigation” (did '
            'you mean “series_nav”?); it has no effect [series.config]'
        ),
    ),
    Diagnostic.FEED: Case(
        files={'conf.py': 'series_feed = True\n'},
        warning=(
            'WARNING: series_feed needs html_baseurl to be an address such as '
            'https://example.org/docs/; no feed is written [series.config]'
        ),
        builder='html',
    ),
    Diagnostic.FEED_DATE: Case(
        files={
            'conf.py': """
                series_feed = True
                html_baseurl = 'https://example.org/docs/'
                """,
        },
        warning=(
            'index.rst:4: WARNING: series “car-t” has articles without “:published:” '
            'and “:updated:”: A1, B1; feeds leave them out [series.feed]'
        ),
        builder='html',
    ),
    CheckDiagnostic.LIMIT_WORDS: Case(
        files={
            'conf.py': "series_limits = {'A': {'words': (400, 1200)}}\n",
        },
        warning=(
            'a1.rst:1: WARNING: A1 has 6 words: expected 400 to 1200 for '
            'audience A [series.limit]'
        ),
        shown='for A',
        builder='series-report',
    ),
    CheckDiagnostic.LIMIT_SUMMARY: Case(
        files={
            'conf.py': "series_limits = {'A': {'summary': 2}}\n",
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1

                   Blood, above all.
                """,
        },
        warning=(
            'a1.rst:4: WARNING: the summary of A1 has 3 words: expected at most'
            ' 2 for audience A [series.limit]'
        ),
        shown='for A',
        builder='series-report',
    ),
    CheckDiagnostic.LIMIT_SENTENCE: Case(
        files={
            'conf.py': "series_limits = {'A': {'sentence': 2}}\n",
        },
        warning=(
            'a1.rst:6: WARNING: a sentence of A1 has 3 words (“Behind the '
            'claim.”): expected at most 2 for audience A [series.limit]'
        ),
        shown='for A',
        builder='series-report',
    ),
    CheckDiagnostic.LIMIT_KNOWN: Case(
        files={
            'conf.py': "series_limits = {'A': {'known': 'EU'}}\n",
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1

                In the EU and for ALL.
                """,
        },
        warning=(
            'a1.rst:6: WARNING: “ALL” is not explained in A1: expected its '
            'words near it, “:abbr:” or “:term:”, or its name in “known” of '
            'audience A [series.limit]'
        ),
        shown='for A',
        builder='series-report',
    ),
    CheckDiagnostic.LIMIT_AVOID: Case(
        files={
            'conf.py': "series_limits = {'A': {'avoid': {'claim': 'statement'}}}\n",
        },
        warning=(
            'a1.rst:6: WARNING: A1 has “claim”: expected “statement” for '
            'audience A [series.limit]'
        ),
        shown='for A',
        builder='series-report',
    ),
    CheckDiagnostic.LIMIT_PLAINER: Case(
        files={
            'conf.py': "series_limits = {'A': {'plainer_than': 'B'}}\n",
            'a1.rst': f'Cancers\n=======\n\n.. series-article:: car-t A1\n\n{LONG}\n',
            'b1.rst': f'Data\n====\n\n.. series-article:: car-t B1\n\n{PLAIN}\n',
        },
        warning=(
            'a1.rst:1: WARNING: A1 is not plainer than B1: sentences of 6 words'
            ' and 100 % long words, against 6 and 0 % [series.limit]'
        ),
        shown='for A',
        builder='series-report',
    ),
    CheckDiagnostic.REVIEW_CHANGED: Case(
        files={
            'series-reviews.toml': """
                version = 1

                [car-t.1]
                reviewed = 2026-04-13
                A1 = "0506482ba09a"
                B1 = "942b273f5fb6"
                """,
        },
        warning=(
            'b1.rst:4: WARNING: pair 1 of series “car-t” was reviewed on '
            '2026-04-13; since then A1 has changed: expected a look at B1, then'
            ' “sphinx-series review car-t 1” [series.review]'
        ),
    ),
    CheckDiagnostic.REVIEW_SECTION: Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: car-t A1

                   For whom.

                Blood
                -----

                .. series-section:: blood

                Leukaemia.
                """,
            'a1b.rst': """
                Details
                =======

                .. series-article:: car-t B1b

                   For whom.

                Products
                --------

                .. series-section:: blood

                Seven.
                """,
            'series-reviews.toml': """
                version = 1

                [car-t.1]
                reviewed = 2026-04-13
                A1 = "0506482ba09a 1111"
                """,
        },
        warning=(
            'a1b.rst:11: WARNING: pair 1 of series “car-t” was reviewed on '
            '2026-04-13; since then section “blood” of A1 (Blood) has changed: '
            'expected a look at this one in B1b (Products), then “sphinx-series '
            'review car-t 1” [series.review]'
        ),
    ),
    CheckDiagnostic.REVIEW_SEVERAL: Case(
        files={
            'series-reviews.toml': """
                version = 1

                [car-t.1]
                reviewed = 2026-04-13
                A1 = "0506482ba09a"
                B1 = "ec14a7d112cb"
                """,
        },
        warning=(
            'a1.rst:4: WARNING: pair 1 of series “car-t” was reviewed on '
            '2026-04-13; since then A1, B1 have changed: expected a look at A1,'
            ' B1, then “sphinx-series review car-t 1” [series.review]'
        ),
    ),
    CheckDiagnostic.REVIEW_NEW: Case(
        files={
            'series-reviews.toml': """
                version = 1

                [car-t.1]
                reviewed = 2026-04-13
                A1 = "5458642857fe"
                """,
        },
        warning=(
            'a1.rst:4: WARNING: pair 1 of series “car-t” was reviewed on '
            '2026-04-13; since then B1 is new: expected a look at it beside A1,'
            ' then “sphinx-series review car-t 1” [series.review]'
        ),
    ),
    CheckDiagnostic.REVIEW_GONE: Case(
        files={
            'series-reviews.toml': """
                version = 1

                [car-t.1]
                reviewed = 2026-04-13
                A1 = "5458642857fe"
                B1 = "942b273f5fb6"
                B1b = "7f3a0c51d2e9"
                """,
        },
        warning=(
            'series-reviews.toml:3: WARNING: pair 1 of series “car-t” was '
            'reviewed on 2026-04-13; it has no article B1b any more: expected a'
            ' look at A1, B1, then “sphinx-series review car-t 1” '
            '[series.review]'
        ),
    ),
    CheckDiagnostic.REVIEW_MOVED: Case(
        files={
            'series-reviews.toml': """
                version = 1

                [car-t.1]
                reviewed = 2026-04-13
                A1 = "5458642857fe"
                B2 = "942b273f5fb6"
                """,
        },
        warning=(
            'series-reviews.toml:3: WARNING: in pair 1 of series “car-t”, the '
            'text that was reviewed as B2 is now B1 (did you renumber?): '
            'expected its new number here, or “sphinx-series review car-t 1” '
            '[series.review]'
        ),
    ),
    CheckDiagnostic.REVIEW_ENTRY: Case(
        files={
            'series-reviews.toml': """
                version = 1

                [car-t.1]
                reviewed = "yesterday"
                A1 = "5458642857fe"
                B1 = "942b273f5fb6"
                """,
        },
        warning=(
            'series-reviews.toml:3: WARNING: “reviewed” of the review “car-t.1”'
            ' is “yesterday”: expected a date such as 2026-03-01; the pair is '
            'not compared [series.review]'
        ),
    ),
    CheckDiagnostic.REVIEW_FILE: Case(
        files={
            'series-reviews.toml': """
                version = 1

                <<<<<<< HEAD
                [car-t.1]
                reviewed = 2026-04-13
                A1 = "5458642857fe"
                B1 = "942b273f5fb6"
                =======
                """,
        },
        warning=(
            'series-reviews.toml:3: WARNING: the reviews cannot be read '
            '(Invalid statement, column 1): expected what “sphinx-series '
            'review” writes; no pair is compared [series.review]'
        ),
    ),
    CheckDiagnostic.REVIEW_VERSION: Case(
        files={
            'series-reviews.toml': """
                version = 2

                [car-t.1]
                reviewed = 2026-04-13
                A1 = "5458642857fe"
                B1 = "942b273f5fb6"
                """,
        },
        warning=(
            'series-reviews.toml:1: WARNING: the reviews have version “2”: '
            'expected 1; no pair is compared [series.review]'
        ),
    ),
    SectionDiagnostic.SECTION_ALONE: Case(
        files={
            'a1b.rst': """
                More
                ====

                .. series-article:: car-t A1b

                   More of it.

                Home again
                ----------

                .. series-section:: discharge

                Behind the section.
                """,
        },
        warning=(
            'a1b.rst:11: WARNING: no companion of A1b names a section “discharge”: '
            'expected one in B1; no link is shown [series.section]'
        ),
        page='a1b',
        shown='Behind the section.',
    ),
    SectionDiagnostic.SECTION_TWICE: Case(
        files={
            'c.rst': """
                More
                ====

                .. series-article:: car-t A0

                   More of it.

                First
                -----

                .. series-section:: crs

                Second
                ------

                .. series-section:: crs

                Behind the section.
                """,
        },
        warning=(
            'c.rst:16: WARNING: A0 names two sections “crs”: expected another name '
            'here; the first, at c.rst:11, is the one with companions [series.section]'
        ),
        page='c',
        shown='Behind the section.',
    ),
    SectionDiagnostic.SECTION_PLACE: Case(
        files={
            'a1b.rst': """
                More
                ====

                .. series-article:: car-t A1b

                   More of it.

                .. series-section:: crs

                Behind the section.
                """,
        },
        warning=(
            'a1b.rst:8: WARNING: “crs” names no section: expected series-section right '
            'in the text below a heading that is not the title of the document; it is '
            'left out [series.section]'
        ),
        page='a1b',
        shown='Behind the section.',
    ),
    SectionDiagnostic.SECTION_ARTICLE: Case(
        files={
            'more.rst': """
                :orphan:

                More
                ====

                Home again
                ----------

                .. series-section:: discharge

                Behind the section.
                """,
        },
        warning=(
            'more.rst:9: WARNING: the section “discharge” can have no companion: '
            'expected a document that joins a series; no link is shown [series.section]'
        ),
        page='more',
        shown='Behind the section.',
    ),
    EditionDiagnostic.EDITION_ROUTE: Case(
        files={
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :audience: X

                Behind the edition.
                """,
        },
        warning=(
            'book.rst:4: WARNING: series “car-t” has nothing called “X” for '
            '“:audience:”: expected A, B; the edition holds no article [series.edition]'
        ),
        page='book',
        shown='Behind the edition.',
    ),
    EditionDiagnostic.EDITION_ARTICLES: Case(
        files={
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :articles: A1 and B1

                Behind the edition.
                """,
        },
        warning=(
            'book.rst:5: WARNING: column 4 of “:articles: A1 and B1”: expected “,” and '
            'another step, or the end of the route, but found “and”; the edition holds '
            'no article [series.route]'
        ),
        page='book',
        shown='Behind the edition.',
    ),
    EditionDiagnostic.EDITION_DOCUMENT: Case(
        files={
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :also: nowhere

                Behind the edition.
                """,
        },
        warning=(
            'book.rst:4: WARNING: “:also:” names “nowhere”, which is '
            'not a document of this project; the edition is made '
            'without it [series.edition]'
        ),
        page='book',
        shown='Behind the edition.',
    ),
    EditionDiagnostic.EDITION_TOCTREE: Case(
        files={
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :audience: A

                .. toctree::

                   a1

                Behind the edition.
                """,
        },
        warning=(
            'book.rst:4: WARNING: the page of an edition lists “a1” in '
            'a toctree: expected articles in “:articles:” only, because '
            'a toctree takes them from the hub and out of the complete '
            'book [series.edition]'
        ),
        page='book',
        shown='Behind the edition.',
    ),
    EditionDiagnostic.EDITION_TWICE: Case(
        files={
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :audience: A

                .. series-edition:: car-t
                   :audience: B

                Behind the edition.
                """,
        },
        warning=(
            'book.rst:7: WARNING: the page is a hub, an article or an edition already: '
            'expected one series-edition, on a page of its own; this one is left out '
            '[series.edition]'
        ),
        page='book',
        shown='Behind the edition.',
    ),
    EditionDiagnostic.EDITION_EMPTY: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :planned: A2 Side effects
                """,
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :articles: A2

                Behind the edition.
                """,
        },
        warning=(
            'book.rst:4: WARNING: the edition of series “car-t” holds no article that '
            'has a document: expected some from “:articles:”, “:route:” or '
            '“:audience:”; the page stays a page [series.edition]'
        ),
        page='book',
        shown='Behind the edition.',
    ),
    EditionDiagnostic.EDITION_OUTPUT: Case(
        files={
            'conf.py': """
                root_doc = 'book'
                # An earlier build of the whole project left this.
                def setup(app):
                    app.outdir.joinpath('b1.txt').write_text('Indications')
                """,
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :audience: A

                Behind the edition.
                """,
        },
        warning=(
            'book.rst:4: WARNING: the output directory holds what the edition leaves '
            'out: “b1.txt”; expected an empty one, and doctrees outside it (“-d”); '
            'nothing there is deleted [series.edition]'
        ),
        page='book',
        shown='Behind the edition.',
    ),
    EditionDiagnostic.EDITION_FAILED: Case(
        files={
            'conf.py': "root_doc = 'book'",
            'book.rst': """
                For some
                ========

                .. .. series-edition:: car-t

                Behind the comment.
                """,
        },
        warning=(
            'book.rst:4: WARNING: the root document “book” is not an edition because '
            'of this line: expected a series-edition without a mistake; the output is '
            'this page only [series.edition]'
        ),
        page='book',
        shown='Behind the comment.',
    ),
    EditionDiagnostic.EDITION_ROOT: Case(
        files={
            'conf.py': "root_doc = 'imprint'",
            'imprint.rst': """
                Imprint
                =======

                Who wrote this.
                """,
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :audience: A
                """,
        },
        warning=(
            'imprint.rst: WARNING: the root document “imprint” is not an edition and '
            'lists no documents: expected one of the editions, “book”; the output is '
            'the whole project [series.edition]'
        ),
        page='imprint',
        shown='Who wrote this.',
    ),
    EditionDiagnostic.EDITION_INSIDE: Case(
        files={
            'index.rst': """
                CAR-T therapy
                =============

                .. series-hub:: car-t

                .. toctree::

                   book
                """,
            'book.rst': """
                For some
                ========

                .. series-edition:: car-t
                   :audience: A

                Behind the edition.
                """,
        },
        builder='latex',
        warning=(
            'book.rst:4: WARNING: the page of an edition is part of “index”, which is '
            'a book itself: expected the page in no toctree of that book; no book is '
            'made of it [series.edition]'
        ),
        page='projectnamenotset',
        shown='Behind the edition.',
    ),
}


@pytest.fixture(params=CASES, ids=lambda diagnostic: diagnostic.name.lower())
def diagnostic(request: pytest.FixtureRequest) -> WarningType:
    """Return each diagnostic that has a case."""
    found: WarningType = request.param
    return found


def test_every_diagnostic_has_a_case() -> None:
    assert set(CASES) == set(DIAGNOSTICS)


def test_it_says_what_is_wrong_and_where_and_the_page_is_shown(
    build: Project, diagnostic: WarningType
) -> None:
    case = CASES[diagnostic]

    result = built(build, case)

    assert result.warnings == [*case.also, case.warning]
    assert f' [series.{diagnostic.subtype}]' in case.warning
    assert case.shown in words(result, case)


def test_it_is_silenced_by_its_own_subtype(
    build: Project, diagnostic: WarningType
) -> None:
    case = CASES[diagnostic]

    result = built(build, case, f'series.{diagnostic.subtype}')

    assert result.warnings == []
    assert case.shown in words(result, case)


def test_it_is_not_silenced_by_the_other_subtypes(
    build: Project, diagnostic: WarningType
) -> None:
    case = CASES[diagnostic]
    others = {each.subtype for each in DIAGNOSTICS} - {diagnostic.subtype}

    result = built(build, case, *(f'series.{subtype}' for subtype in others))

    assert result.warnings == [*case.also, case.warning]


def test_what_is_wrong_between_documents_is_said_in_every_build(
    build: Project,
) -> None:
    case = CASES[Diagnostic.DUPLICATE_ARTICLE]
    built(build, case)

    result = built(build, case)

    assert result.warnings == [case.warning]


def test_it_is_said_once_when_documents_are_read_in_parallel(build: Project) -> None:
    case = CASES[Diagnostic.DUPLICATE_ARTICLE]
    more = {f'more{n}.rst': f':orphan:\n\nMore {n}\n======\n' for n in range(6)}

    result = build({**SERIES, **case.files, **more}, builder='text', parallel=2)

    assert result.warnings == [case.warning]


def test_the_line_of_a_directive_in_markdown(build: Project) -> None:
    files = {
        **SERIES,
        'conf.py': """
            extensions += ['myst_parser']
            myst_enable_extensions = ['colon_fence']
            """,
        'a1.md': """
            # In which cancers?

            :::{series-article} car-t A1
            :minutes: seven
            :::
            """,
    }
    del files['a1.rst']

    [warning] = build(files, builder='text').warnings

    assert warning == (
        'a1.md:4: WARNING: option “minutes” of series-article is “seven”: expected a '
        'number of minutes; it is left out [series.option]'
    )


def test_the_file_and_line_of_a_directive_that_is_included(build: Project) -> None:
    files = {
        **SERIES,
        'a1.rst': """
            In which cancers?
            =================

            .. include:: who.txt
            """,
        'who.txt': """
            .. A comment.

            .. series-article:: car-t A1
               :minutes: seven
            """,
    }

    [warning] = build(files, builder='text').warnings

    assert warning == (
        'who.txt:4: WARNING: option “minutes” of series-article is “seven”: expected a '
        'number of minutes; it is left out [series.option]'
    )


def test_the_other_place_is_a_file_of_the_project_even_if_it_is_included(
    build: Project,
) -> None:
    files = {
        **SERIES,
        'a1.rst': 'In which cancers?\n=================\n\n.. include:: who/is.txt\n',
        'who/is.txt': '.. A comment.\n\n.. series-hub:: car-t\n',
    }

    result = build(
        files, builder='text', confoverrides={'suppress_warnings': ['toc.not_included']}
    )

    assert 'has another hub at who/is.txt:3, included in “a1”; ' in result.warnings[1]


@pytest.mark.parametrize(
    ('text', 'line'),
    [
        ('Before the title.\n\n:series: car-t A2\n\nTitle\n=====\n', 3),
        ('.. _a:\n\nTitle\n=====\n\nText.\n\n:series: car-t A2\n', 8),
        ('Title\n=====\n\nBelow\n-----\n\n:series: car-t A2, tea A1\n', 7),
        ('Title\n=====\n\n:series-summary: Too late.\n', 4),
    ],
)
def test_a_field_that_is_no_metadata_is_told_wherever_it_stands(
    build: Project, text: str, line: int
) -> None:
    quiet = {'suppress_warnings': ['toc.not_included']}

    result = build({**SERIES, 'a2.rst': text}, builder='text', confoverrides=quiet)

    [warning] = result.warnings
    assert warning.startswith(f'a2.rst:{line}: WARNING: a “series')
    assert warning.endswith('[series.field]')


@pytest.mark.parametrize(
    'text',
    [
        '.. _a:\n.. a comment\n\n:series: car-t A2\n\nTitle\n=====\n',
        '.. |a| replace:: b\n\n:series: car-t A2\n\nTitle\n=====\n',
        'Title\n=====\n\nFilms\n-----\n\n:series: Three of them\n',
        'Title\n=====\n\n.. note::\n\n   :series: car-t A2\n',
    ],
)
def test_a_field_that_is_metadata_or_about_something_else_is_not_told(
    build: Project, text: str
) -> None:
    quiet = {'suppress_warnings': ['toc.not_included']}

    result = build({**SERIES, 'a2.rst': text}, builder='text', confoverrides=quiet)

    assert result.warnings == []


def test_a_reference_in_a_summary_is_missed_once(build: Project) -> None:
    text = 'In which cancers?\n=================\n\n:series:hub:`cart`\n\n'
    files = {**SERIES, 'a1.rst': text + '.. series-article:: car-t A1\n'}

    [warning] = build(files, builder='text').warnings

    assert warning.startswith('a1.rst:4: WARNING: there is no series “cart”')


@pytest.mark.parametrize(
    ('article', 'suggested'),
    [
        ('.. series-article:: car-t a1', 'car-t A1'),
        ('.. series-article:: car-t a1 and more words, with A9', 'car-t A1'),
        ('.. series-article:: A1 car-t', 'car-t A1'),
        ('.. series-article:: "car-t": A 1', 'car-t A1'),
        ('.. series-article:: car-t/1A', 'car-t A1'),
        ('.. series-article:: A1', ''),
        ('.. series-article:: car-t', ''),
        ('.. series-article:: car-t A1\n   :requires: A7', ''),
        ('.. series-article:: car-t A1\n   :requires: B7', 'car-t/B1'),
    ],
)
def test_what_may_be_meant_by_an_article_is_suggested(
    build: Project, article: str, suggested: str
) -> None:
    case = Case(files={'a1.rst': f'Cancers\n=======\n\n{article}\n'}, warning='')

    [warning] = built(build, case).warnings

    assert SUGGESTION.findall(warning) == [suggested] * bool(suggested)


@pytest.mark.parametrize(
    ('line', 'suggested'),
    [
        ('guide/bakcup', 'guide/backup'),
        ('backup', 'guide/backup'),
        ('Backing up <guide/backup>', 'guide/backup'),
        ('something-else', ''),
    ],
)
def test_any_document_may_be_meant_by_one_that_is_not_there(
    build: Project, line: str, suggested: str
) -> None:
    case = Case(
        files={
            'index.rst': f"""
                CAR-T therapy
                =============

                .. series-hub:: car-t
                   :articles:
                      A3 guide/backup-internals
                      A4 {line}
                """,
            'guide/backup.rst': 'Backing up\n==========\n',
            'guide/backup-internals.rst': 'Inside\n======\n',
        },
        warning='',
    )

    [warning] = built(build, case).warnings

    assert SUGGESTION.findall(warning) == [suggested] * bool(suggested)


def test_a_per_cent_sign_is_no_placeholder(build: Project) -> None:
    case = Case(
        files={
            'a1.rst': """
                In which cancers?
                =================

                .. series-article:: 100% %s %(code)s
                """,
        },
        warning='',
    )

    result = built(build, case)

    assert 'but got “100% %s %(code)s”; the document' in result.warnings[0]


def test_what_an_author_wrote_is_shown_on_one_line_and_not_at_length(
    build: Project,
) -> None:
    argument = '\x1b[31m\u202e' + 'A' * 10_000
    case = Case(
        files={'a1.rst': f'Cancers\n=======\n\n.. series-article:: {argument}\n'},
        warning='',
    )

    [warning] = built(build, case).warnings

    assert f'“ [31m {"A" * 91}…”' in warning


def test_the_sentences_of_all_diagnostics_have_named_placeholders_only() -> None:
    for diagnostic in DIAGNOSTICS:
        facts = dict.fromkeys(PLACEHOLDER.findall(diagnostic.sentence), '')

        assert '%' not in diagnostic.sentence % facts


def built(build: Project, case: Case, *suppressed: str) -> Result:
    """Return the case as the cheapest builder with readable pages leaves it."""
    # Documents that join no series through their mistake are in no toctree either.
    suppress = ['toc.not_included', *suppressed]
    return build(
        {**SERIES, **case.files},
        builder=case.builder,
        confoverrides={'suppress_warnings': suppress},
    )


def words(result: Result, case: Case) -> str:
    """Return the text of the page that is looked at, on one line."""
    if case.builder == 'series-report':
        return ' '.join(result.text('report.txt').split())
    suffix = {'text': 'txt', 'html': 'html', 'latex': 'tex'}[case.builder]
    return ' '.join(result.text(f'{case.page}.{suffix}').split())
