"""The warnings of reading and arranging: the subtype and the sentence of each."""

from __future__ import annotations

from sphinxext_series.model.text.messages import N_, WarningType


class Diagnostic(WarningType):
    """What an author can get wrong where it is read, or between documents."""

    ARTICLE_ARGUMENT = (
        'code',
        N_(
            'series-article needs a series and a code, such as “car-t A1”, but got '
            '“%(text)s”%(similar)s; the document joins no series here'
        ),
    )
    SUMMARY_HIDES = (
        'summary',
        N_(
            'the summary of %(code)s holds all the text of this document: expected '
            'text after it (is a fence left open?); the page of the article is empty'
        ),
    )
    SUMMARY_EQUATION = (
        'summary',
        N_(
            'the equation “%(label)s” is in the summary of %(code)s, which the article '
            'does not show: expected it in the text, or the option “:show-summary:”; '
            'it has no number, and nothing can refer to it'
        ),
    )
    CODE = (
        'code',
        N_(
            '“%(text)s” is not the code of an article: expected an audience and a '
            'number, such as A1%(similar)s; it is left out'
        ),
    )
    CODE_AUDIENCE = (
        'code',
        N_(
            '“%(code)s” is for an audience that series “%(series)s” does not have '
            '(it has %(expected)s); the article is left out'
        ),
    )
    TITLE_CODE = (
        'code',
        N_(
            'the title of %(code)s begins with “%(found)s”, the code of another '
            'article of series “%(series)s”; both are shown'
        ),
    )
    TITLE_MISSING = (
        'title',
        N_(
            'the document of %(code)s of series “%(series)s” has no title: expected a '
            'heading; the name of the document is shown in its place'
        ),
    )
    TITLE_OF_HUB = (
        'title',
        N_(
            'the hub of series “%(series)s” is on a page without a title: expected a '
            'heading, or the option “:title:”; the name of the series is shown'
        ),
    )
    UNKNOWN_SERIES = (
        'unknown',
        N_('there is no series “%(series)s”%(similar)s; nothing is shown here'),
    )
    UNKNOWN_DOCUMENT = (
        'unknown',
        N_(
            'series “%(series)s” pulls in “%(docname)s”, which is not a document of '
            'this project%(similar)s; it is left out'
        ),
    )
    UNKNOWN_PAIR = (
        'unknown',
        N_('series “%(series)s” has no pair %(number)s; nothing is shown here'),
    )
    UNKNOWN_TARGET = (
        'unknown',
        N_('there is no %(kind)s “%(target)s”%(similar)s; its name is shown instead'),
    )
    DUPLICATE_HUB = (
        'duplicate',
        N_(
            'series “%(series)s” has another hub at %(other)s; that one defines it, '
            'and what this one says (%(lost)s) is left out'
        ),
    )
    HUB_AGAIN = (
        'duplicate',
        N_('series “%(series)s” has another hub at %(other)s; this one defines it'),
    )
    DUPLICATE_ARTICLE = (
        'duplicate',
        N_(
            '%(code)s of series “%(series)s” is already claimed at %(other)s; '
            'this one is left out'
        ),
    )
    INCLUDED_ARTICLE = (
        'duplicate',
        N_(
            'document “%(docname)s” includes %(code)s of series “%(series)s”, which '
            '“%(kept)s” is; that document keeps the code'
        ),
    )
    DUPLICATE_PAIR = (
        'duplicate',
        N_(
            'pair %(number)s of series “%(series)s” is already declared at %(other)s; '
            'that declaration is used'
        ),
    )
    PAIR_NUMBER = (
        'code',
        N_(
            'pair %(number)s of series “%(series)s” lists “%(code)s”: expected codes '
            'with the number %(number)s; the article is shown in the pair of its own '
            'number'
        ),
    )
    DUPLICATE_ROUTE = (
        'duplicate',
        N_(
            'route “%(route)s” of series “%(series)s” is already declared at '
            '%(other)s; this one is left out'
        ),
    )
    CONFLICT = (
        'conflict',
        N_(
            'directive and field of this document disagree about series “%(series)s”: '
            '%(directive)s and %(field)s; the directive is followed'
        ),
    )
    CONFLICT_CODES = (
        'conflict',
        N_(
            'document “%(docname)s” is both %(kept)s and %(code)s of series '
            '“%(series)s”; it stays %(kept)s'
        ),
    )
    NEXT_ITSELF = (
        'conflict',
        N_(
            'series “%(series)s” names itself as the next one: expected another '
            'series; none is shown'
        ),
    )
    FIELD_PLACE = (
        'field',
        N_(
            'a “%(field)s” field in this place is ordinary text; to take effect it '
            'has to be the first thing in the file'
        ),
    )
    FIELD_TEXT = (
        'field',
        N_(
            '“%(text)s” is ordinary text: expected “%(expected)s” at the very '
            'beginning of the file; the document joins no series here'
        ),
    )
    FIELD = (
        'field',
        N_(
            'the “series” field needs a series and a code, such as “car-t A1”, but '
            'got “%(text)s”%(similar)s; the document joins no series here'
        ),
    )
    FIELD_UNKNOWN = (
        'field',
        N_('“%(field)s” is not a field of an article%(similar)s; it has no effect'),
    )
    FIELD_VALUE = (
        'field',
        N_(
            'the “%(field)s” field is “%(text)s”: expected %(expected)s; it is left out'
        ),
    )
    FIELD_ALONE = (
        'field',
        N_(
            'the “%(field)s” field has no effect: expected it beside a “series” field, '
            'for a series that no series-article names'
        ),
    )
    NEAR_MISS = (
        'directive',
        N_(
            '“%(text)s” is text and not a directive: expected “%(expected)s”; it has '
            'no effect'
        ),
    )
    BLANK_LINE = (
        'directive',
        N_(
            '“%(text)s” is part of the first line of %(directive)s: expected an empty '
            'line before the text; it is left out'
        ),
    )
    ARGUMENT = (
        'directive',
        N_(
            '%(directive)s has the argument “%(text)s”: expected %(expected)s; it is '
            'left out'
        ),
    )
    STATUS = (
        'status',
        N_(
            '“%(text)s” is not a status: expected one of %(expected)s; '
            '“%(used)s” is used'
        ),
    )
    STATUS_PLANNED = (
        'status',
        N_(
            '%(code)s of series “%(series)s” is planned here, but exists at %(other)s; '
            'the article is used'
        ),
    )
    STATUS_PUBLISHED = (
        'status',
        N_(
            '%(code)s of series “%(series)s” is planned, but has a publication date; '
            'it is shown as planned'
        ),
    )
    HUB_MISSING = (
        'hub',
        N_(
            'no hub defines series “%(series)s”, to which articles '
            'belong%(similar)s; they are connected, but no page lists them'
        ),
    )
    HUB_NAME = (
        'hub',
        N_(
            '“%(text)s” cannot name a series%(similar)s: expected letters, digits, '
            '“-”, “_” and “.”; the directive is left out'
        ),
    )
    AUDIENCE = (
        'hub',
        N_(
            '“%(text)s” names no audience: expected a code and a label, such as A '
            'Reader, for each; all audiences are left out'
        ),
    )
    AUDIENCES = (
        'hub',
        N_(
            'no article of series “%(series)s” is for one of its audiences '
            '(%(audiences)s): expected codes such as %(expected)s; %(used)s are used'
        ),
    )
    ONE_LINE = (
        'hub',
        N_(
            '“%(text)s” is one entry of “:%(option)s:” in series “%(series)s”: '
            'expected each entry on a line of its own'
        ),
    )
    NO_NEXT = (
        'hub',
        N_(
            'series “%(series)s” does not say what comes next: expected “:next:” in '
            'its series-hub; nothing is shown here'
        ),
    )
    NO_OPENING = (
        'hub',
        N_(
            'series “%(series)s” has no opening: expected an article with number 0, '
            'such as “A0”; nothing is shown here'
        ),
    )
    NO_ARTICLE = (
        'hub',
        N_(
            'series-nav shows the navigation of an article: expected a document that '
            'joins a series; nothing is shown here'
        ),
    )
    PART_WITHOUT_SERIES = (
        'hub',
        N_(
            '%(directive)s names no series, and its page is not the hub of exactly '
            'one: expected “:series:” with the name of a series; nothing is shown here'
        ),
    )
    NESTED = (
        'hub',
        N_(
            '%(directive)s is inside %(outer)s, whose text is shown elsewhere; it is '
            'shown after that'
        ),
    )
    EXTERNAL = (
        'external',
        N_(
            'the series of project “%(project)s” cannot be read from %(address)s '
            '(%(reason)s); %(instead)s'
        ),
    )
    EXTERNAL_NAME = (
        'external',
        N_(
            'series “%(series)s” collects articles of “%(project)s”: expected a '
            'project that series_external names%(similar)s; nothing is collected '
            'from it'
        ),
    )
    EXTERNAL_EMPTY = (
        'external',
        N_(
            'series “%(series)s” collects articles of project “%(project)s”, which '
            'publishes none of this series; nothing is collected from it'
        ),
    )
    OPTION = (
        'option',
        N_(
            'option “%(option)s” of %(directive)s is “%(text)s”: expected '
            '%(expected)s; it is left out'
        ),
    )
    OPTION_UNKNOWN = (
        'option',
        N_('“%(option)s” is not an option of %(directive)s%(similar)s; it is left out'),
    )
    OPTION_BELOW = (
        'option',
        N_(
            '“:%(option)s:” is text of %(directive)s, after an empty line: expected '
            'it directly after the line with the directive'
        ),
    )
    FEED = 'config', N_('series_feed needs %(needed)s; no feed is written')
    FEED_DATE = (
        'feed',
        N_(
            'series “%(series)s” has articles without “:published:” and “:updated:”: '
            '%(codes)s; feeds leave them out'
        ),
    )
