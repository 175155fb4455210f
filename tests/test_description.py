"""What search engines show of a page: a description, from whoever has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coffee import FILES, article
from comparison import Comparison

if TYPE_CHECKING:
    from conftest import Project, Result

DESCRIPTION = re.compile(
    r'<meta [^>]*(?:name="description" content="([^"]*)"|'
    r'content="([^"]*)" name="description")'
)


def descriptions(result: Result, name: str) -> list[str]:
    """Return the descriptions of a page."""
    return [
        ''.join(found) for found in DESCRIPTION.findall(result.text(f'{name}.html'))
    ]


def test_an_article_says_for_whom_it_is_and_its_summary(build: Project) -> None:
    marked = FILES['beans/origin.rst'].replace(
        'A short tour.', 'A "short" *tour* & <i>.'
    )
    own = FILES['beans/varieties.rst'] + '\n.. meta::\n   :description: My own.\n'

    result = build(FILES | {'beans/origin.rst': marked, 'beans/varieties.rst': own})

    assert descriptions(result, 'cups/bitter') == [
        'General reader: Three things to change.'
    ]
    # An opening is for all readers.
    assert descriptions(result, 'start') == ['Read this first.']
    assert descriptions(result, 'index') == [
        'From bean to cup, for two kinds of readers.'
    ]
    [escaped] = descriptions(result, 'beans/origin')
    assert escaped == 'General reader: A “short” tour &amp; &lt;i&gt;.'
    assert descriptions(result, 'beans/varieties') == ['My own.']
    assert descriptions(result, 'other') == []


def test_another_extension_goes_before(build: Project) -> None:
    conf = (
        "extensions += ['sphinxext.opengraph']\n"
        "ogp_site_url = 'https://example.org/'\nogp_enable_meta_description = True\n"
    )

    result = build(FILES | {'conf.py': conf})

    [theirs] = descriptions(result, 'cups/bitter')
    assert 'The text of' in theirs


def test_a_description_follows_what_it_refers_to(build: Project) -> None:
    coffee = Comparison(build)
    summary = article('Origin', 'coffee A2', 'Read :doc:`/other` first.')
    coffee.edit(FILES | {'beans/origin.rst': summary})

    other = FILES['other.rst'].replace('Something else', 'A new title')
    other = other.replace('==============', '===========')
    step = coffee.edit({'other.rst': other})

    assert step.differing == []
    assert descriptions(step.built, 'beans/origin') == [
        'General reader: Read A new title first.'
    ]
