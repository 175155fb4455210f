"""A long series: three audiences, forty topics, 121 articles, some of them planned."""

from __future__ import annotations

from itertools import cycle, islice

TOPICS = (
    'Referral and first consultation',
    'Eligibility and organ function',
    'Leukapheresis and chain of identity',
    'Bridging therapy',
    'Manufacturing and release',
    'Lymphodepletion',
    'The infusion day',
    'Cytokine release syndrome',
    'Neurotoxicity',
    'Infections and vaccination',
    'Prolonged cytopenias',
    'Immunoglobulin replacement',
    'Discharge and driving',
    'Psychological support',
    'Nutrition during treatment',
    'Fertility preservation',
    'Returning to work',
    'Late effects',
    'Second primary malignancies',
    'Relapse and retreatment',
    'Children and adolescents',
    'Older patients',
    'Outpatient administration',
    'Emergency departments',
    'Intensive care',
    'Pharmacy and cryostorage',
    'Accreditation and audits',
    'Registries and long-term follow-up',
    'Reimbursement',
    'Health technology assessment',
    'Point-of-care manufacturing',
    'Allogeneic products',
    'Solid tumours',
    'Autoimmune disease',
    'In vivo delivery',
    'Gene editing',
    'Imaging and biomarkers',
    'Shared decision making',
    'Communication within the team',
    'Interpreters and accessibility',
)
AUDIENCES = {
    'P': (
        'Patients and relatives',
        'what patients and relatives ask most often, and what we can honestly answer',
    ),
    'C': ('Clinicians and nurses', 'protocols, doses and pitfalls at the bedside'),
    'R': ('Researchers and regulators', 'evidence and open questions'),
}
#: What the summaries are made of.
WORDS = (
    *('treatment', 'blood', 'team', 'answer', 'care', 'fever', 'week', 'visit'),
    *('dose', 'sign', 'family', 'centre', 'cell', 'product', 'question', 'result'),
    *('risk', 'time', 'plan', 'note', 'doctor', 'nurse', 'day', 'study'),
)
#: The summaries for patients are the shortest.
SUMMARY = {'P': 18, 'C': 26, 'R': 34}
PLANNED = tuple(f'R{number}' for number in range(26, 41))

CONFIGURATION = """
project = 'The handbook of cell therapy'
extensions = ['sphinxext_series']
"""
HUB = """
Cell therapy from referral to late follow-up
============================================

.. series-hub:: handbook
   :title: The handbook of cell therapy
   :audiences: {audiences}
   :planned:
      {planned}
   :pairs:
      {pairs}

   Forty topics, each told three times.
"""
ARTICLE = """
{title}
{line}

.. series-article:: handbook {code}
   :requires: {requires}

   {summary}

The first paragraph of the text.
"""


def handbook() -> dict[str, str]:
    """Return the files of the project, by their names."""
    codes = [f'{letter}{n}' for n in range(1, 41) for letter in AUDIENCES]
    lines = {code: _title(code) for code in codes}
    planned = [f'{code} {lines.pop(code)}' for code in PLANNED]
    files = {
        'conf.py': CONFIGURATION,
        'index.rst': HUB.format(
            audiences=', '.join(f'{c} {label}' for c, (label, _) in AUDIENCES.items()),
            planned='\n      '.join(planned),
            pairs='\n      '.join(TOPICS),
        ),
        'p0.rst': _article('P0', 'Start here: how this handbook works', ''),
    }
    for code, title in lines.items():
        companion = f', P{code[1:]}' if code[0] == 'C' else ''
        files[f'{code.lower()}.rst'] = _article(code, title, f'P0{companion}')
    return files


def _title(code: str) -> str:
    return f'{TOPICS[int(code[1:]) - 1]}: {AUDIENCES[code[0]][1]}'


def _article(code: str, title: str, requires: str) -> str:
    number = int(code[1:])
    words = islice(cycle(WORDS), number, number + SUMMARY[code[0]])
    text = ARTICLE.format(
        title=title,
        line='=' * len(title),
        code=code,
        requires=requires,
        summary=f'{" ".join(words).capitalize()}.',
    )
    return text if requires else text.replace('   :requires: \n', '')
