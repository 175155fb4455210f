"""The warnings of the checks: the subtype and the sentence of each."""

from __future__ import annotations

from sphinxext_series.model.text.messages import N_, WarningType


class CheckDiagnostic(WarningType):
    """What can be wrong with a finished series, its limits and its reviews."""

    LIMIT_AUDIENCE = (
        'code',
        N_(
            'series_limits names audience “%(audience)s”, which no series '
            'has%(similar)s; its limits are left out'
        ),
    )
    UNKNOWN_NEXT = (
        'unknown',
        N_('the next series, “%(series)s”, does not exist%(similar)s; it is not shown'),
    )
    UNKNOWN_REQUIRED = (
        'unknown',
        N_(
            '%(code)s requires “%(required)s”, which does not exist%(similar)s; '
            'the requirement is left out'
        ),
    )
    UNKNOWN_REVIEWED_SERIES = (
        'unknown',
        N_('there is no series “%(series)s”%(similar)s; its reviews are not compared'),
    )
    UNKNOWN_REVIEWED_PAIR = (
        'unknown',
        N_(
            'series “%(series)s” has no pair %(number)s; the review of it is not '
            'compared'
        ),
    )
    UNPAIRED = (
        'unpaired',
        N_(
            'series “%(series)s” is complete, but pair %(number)s has no article for '
            'audience %(audience)s; the pair is shown without it'
        ),
    )
    GAP = (
        'gap',
        N_(
            'series “%(series)s” is complete, but has no pair %(numbers)s; the others '
            'keep their numbers'
        ),
    )
    STATUS_COMPLETE = (
        'status',
        N_(
            'series “%(series)s” is complete, but still plans %(codes)s; '
            'this is shown as planned'
        ),
    )
    STATUS_DRAFTS = (
        'status',
        N_(
            'series “%(series)s” is complete, but has drafts: %(codes)s; they stay '
            'drafts'
        ),
    )
    REQUIRES_CIRCLE = (
        'requires',
        N_('articles require each other in a circle: %(circle)s; all are shown'),
    )
    REQUIRES_DRAFT = (
        'requires',
        N_(
            '%(code)s of series “%(series)s” requires “%(required)s”, which is a '
            'draft: expected an article that readers can see; the requirement is not '
            'shown'
        ),
    )
    LIMIT_VALUE = (
        'config',
        N_('series_limits%(key)s is %(value)s: expected %(expected)s; it is left out'),
    )
    LIMIT_WORDS = (
        'limit',
        N_(
            '%(code)s has %(count)s words: expected %(least)s to %(most)s for audience '
            '%(audience)s'
        ),
    )
    LIMIT_SUMMARY = (
        'limit',
        N_(
            'the summary of %(code)s has %(count)s words: expected at most %(most)s '
            'for audience %(audience)s'
        ),
    )
    LIMIT_SENTENCE = (
        'limit',
        N_(
            'a sentence of %(code)s has %(count)s words (“%(text)s”): expected at most '
            '%(most)s for audience %(audience)s'
        ),
    )
    LIMIT_KNOWN = (
        'limit',
        N_(
            '“%(text)s” is not explained in %(code)s: expected its words near it, '
            '“:abbr:” or “:term:”, or its name in “known” of audience %(audience)s'
        ),
    )
    LIMIT_AVOID = (
        'limit',
        N_('%(code)s has “%(text)s”: expected “%(instead)s” for audience %(audience)s'),
    )
    LIMIT_PLAINER = (
        'limit',
        N_(
            '%(code)s is not plainer than %(other)s: sentences of %(sentence)s words '
            'and %(long)s long words, against %(other_sentence)s and %(other_long)s'
        ),
    )
    REVIEW_CHANGED = (
        'review',
        N_(
            'pair %(number)s of series “%(series)s” was reviewed on %(date)s; since '
            'then %(code)s has changed%(sections)s: expected a look at %(others)s, '
            'then “sphinx-series review %(series)s %(number)s”'
        ),
    )
    REVIEW_SECTION = (
        'review',
        N_(
            'pair %(number)s of series “%(series)s” was reviewed on %(date)s; since '
            'then section “%(section)s” of %(code)s (%(title)s) has changed: expected '
            'a look at this one in %(others)s (%(other_title)s), then “sphinx-series '
            'review %(series)s %(number)s”'
        ),
    )
    REVIEW_SEVERAL = (
        'review',
        N_(
            'pair %(number)s of series “%(series)s” was reviewed on %(date)s; since '
            'then %(changed)s have changed: expected a look at %(others)s, then '
            '“sphinx-series review %(series)s %(number)s”'
        ),
    )
    REVIEW_NEW = (
        'review',
        N_(
            'pair %(number)s of series “%(series)s” was reviewed on %(date)s; since '
            'then %(code)s is new: expected a look at it beside %(others)s, then '
            '“sphinx-series review %(series)s %(number)s”'
        ),
    )
    REVIEW_GONE = (
        'review',
        N_(
            'pair %(number)s of series “%(series)s” was reviewed on %(date)s; it has '
            'no article %(code)s any more: expected a look at %(others)s, then '
            '“sphinx-series review %(series)s %(number)s”'
        ),
    )
    REVIEW_MOVED = (
        'review',
        N_(
            'in pair %(number)s of series “%(series)s”, the text that was reviewed as '
            '%(code)s is now %(now)s (did you renumber?): expected its new number '
            'here, or “sphinx-series review %(series)s %(number)s”'
        ),
    )
    REVIEW_ENTRY = (
        'review',
        N_(
            '“%(key)s” of the review “%(entry)s” is “%(value)s”: expected '
            '%(expected)s; the pair is not compared'
        ),
    )
    REVIEW_FILE = (
        'review',
        N_(
            'the reviews cannot be read (%(reason)s): expected what “sphinx-series '
            'review” writes; no pair is compared'
        ),
    )
    REVIEW_VERSION = (
        'review',
        N_(
            'the reviews have version “%(version)s”: expected %(expected)s; no pair is '
            'compared'
        ),
    )
