"""A series that is hard to show: many audiences and topics, long words, two scripts.

Of three times twelve articles, some are missing, some planned, one is a draft, and one
is in two series.
"""

from __future__ import annotations

LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetrieb'  # 48 letters
#: A word that stands in one title, and so in the navigation of many pages.
IN_ONE_TITLE = 'Zanzibar'
MISSING = {'B5', 'A9', 'C11', 'C0'}

CONFIGURATION = """
project = 'Stress'
extensions = ['sphinxext_series']
"""

HUB = f"""
A series under stress
=====================

.. series-hub:: stress
   :title: A {LONG} series
   :audiences: A General reader, B {LONG} expert, C Clinician
   :status: ongoing
   :next: second
   :planned:
      B5 {LONG} to be written
      A9 A planned one

   Introduction with {LONG}.

Guide
-----

.. series-map::

.. reading-guide::

   .. reading-route:: The {LONG} picture
      :articles: A0, A1..A4, A9?, A10..A12

      First paragraph.

      * an author's bullet
      * another

   .. reading-route:: With optional steps and sets
      :articles: A0, {{A1, B1, C1}}, A2..A4 + B + C, B6?, {{C2, C3}}?, A7

   .. reading-route:: Entry points
      :articles: {{B2, B3, C5}}

Index
-----

"""

OTHERS = """
.. toctree::
   :hidden:

   second
   chinese
   arabic
   outside
"""

SECOND = """
A second series
===============

.. series-hub:: second
   :title: Second
   :layout: compact
   :status: planned
   :next: stress

   Another one.
"""

CHINESE = """
咖啡的故事
==========

.. series-hub:: chinese
   :title: 咖啡
   :audiences: A 普通读者, B 专家
   :pairs:
      怎样才算一杯好咖啡
      咖啡豆的产地与品种

   为两类读者讲述从咖啡豆到咖啡杯的整个过程，既有日常经验，也有测量数据。
"""

ARABIC = """
القهوة
======

.. series-hub:: arabic
   :title: القهوة
   :audiences: A القارئ العام, B الخبير
   :pairs:
      ما الذي يجعل الفنجان جيدا
      الحبوب

   من الحبة إلى الفنجان، لنوعين من القراء.

.. reading-guide::

   .. reading-route:: الصورة الكبيرة
      :articles: A1, A2, B2
"""

OUTSIDE = """
Outside
=======

A page that belongs to no series.
"""


def stress() -> dict[str, str]:
    """Return the files of the project, by their names."""
    files = {
        'conf.py': CONFIGURATION,
        'index.rst': HUB + '\n'.join(map(_pair, range(1, 13))) + OTHERS,
        'second.rst': SECOND,
        'chinese.rst': CHINESE,
        'arabic.rst': ARABIC,
        'outside.rst': OUTSIDE,
    }
    codes = [f'{letter}{number}' for letter in 'ABC' for number in range(13)]
    for code in codes:
        if code not in MISSING:
            files[f'{code.lower()}.rst'] = _article('stress', code)
    for code, chinese, arabic in (
        ('A1', '为什么咖啡会发苦', 'لماذا طعم القهوة مر'),
        ('B1', '萃取率及其测量方法', 'الاستخلاص وكيفية قياسه'),
        ('A2', '咖啡豆从哪里来', 'من أين تأتي الحبوب'),
        ('B2', '阿拉比卡与罗布斯塔', 'الأصناف'),
    ):
        name = code.lower()
        files[f'zh-{name}.rst'] = _page(chinese, f'chinese {code}', f'{chinese}。')
        files[f'ar-{name}.rst'] = _page(arabic, f'arabic {code}', f'{arabic}.')
    return files


def _pair(number: int) -> str:
    title = LONG if number == 3 else f'Topic number {number} with a longer title'
    short = LONG if number == 3 else f'Topic {number}'
    return f'.. series-pair:: {title}\n   :short: {short}\n'


def _article(series: str, code: str) -> str:
    title = f'The moderately long title of article {code}'
    title += f' on {LONG}' * (code == 'A3') + f' in {IN_ONE_TITLE}' * (code == 'A7')
    options = '   :requires: A0\n' * (code[0] != 'A')
    options += '   :status: draft\n' * (code == 'C4')
    summary = f'Summary of {code}, with `a link to {code}`__, and some words.'
    summary += ' Much more text, so that heights differ.' * (3 * (code[0] == 'B'))
    text = _page(title, f'{series} {code}', summary, options)
    text += f'\n__ https://example.org/{code}\n'
    if code == 'A3':
        text += '\n.. series-article:: second A1\n\n   In the second series, too.\n'
    return text


def _page(title: str, argument: str, summary: str, options: str = '') -> str:
    return (
        f'{title}\n{"=" * 2 * len(title)}\n\n.. series-article:: {argument}\n'
        f'{options}\n   {summary}\n\nThe text of the article.\n\n'
        'Section\n-------\n\nMore text.\n'
    )
