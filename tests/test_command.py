"""The command ``sphinx-series``: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from textwrap import dedent
from types import ModuleType
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from coffee import FILES

from sphinxext_series.tools.command import COMMANDS, main
from sphinxext_series.tools.reviewing import agreed, word_differences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from conftest import Project

    Run: TypeAlias = Callable[..., tuple[int, str, str]]

BITTER = FILES['cups/bitter.rst']


@pytest.fixture
def run(
    build: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command in a folder whose project is in ``docs``."""
    write(build, {'conf.py': None, **FILES})
    build.srcdir.rename(build.directory / 'docs')
    build.srcdir = build.directory / 'docs'
    monkeypatch.chdir(build.directory)

    def _run(*arguments: str, answer: str = '') -> tuple[int, str, str]:
        monkeypatch.setattr('builtins.input', lambda _question: answer)
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return _run


def write(build: Project, files: dict[str, str | None]) -> None:
    build._write(files)  # noqa: SLF001 (without a build)


def reviews(build: Project) -> str:
    path = build.srcdir / 'series-reviews.toml'
    return path.read_text(encoding='utf-8') if path.exists() else ''


# -- review ----------------------------------------------------------------------------


def test_a_review_is_written_when_the_answer_is_yes(build: Project, run: Run) -> None:
    code, out, _err = run('review', 'coffee', '1', 'docs', answer='y')

    assert code == 0
    assert 'A1  docs/cups/bitter.rst      not reviewed yet' in out
    assert '[coffee.1]\nreviewed = ' in reviews(build)
    assert '\nA1 = "' in reviews(build)
    assert '\nB1 = "' in reviews(build)
    assert '[coffee.2]' not in reviews(build)


def test_a_refusal_writes_nothing(build: Project, run: Run) -> None:
    code, _out, _err = run('review', 'coffee', '1', answer='n')

    assert code == 1
    assert reviews(build) == ''


def test_it_shows_the_words_that_have_changed(build: Project, run: Run) -> None:
    git = shutil.which('git')
    assert git
    subprocess.run([git, 'init', '-q'], check=True, cwd=build.directory)  # noqa: S603
    subprocess.run([git, 'add', '.'], check=True, cwd=build.directory)  # noqa: S603
    run('review', 'coffee', '1', '--yes', '--by', 'M. Example')
    changed = BITTER.replace('Three things', 'Four things')
    write(build, {'cups/bitter.rst': changed})

    code, out, _err = run('review', 'coffee', '1', answer='n')

    assert code == 1
    assert '[-Three-]{+Four+} things' in out
    assert 'as reviewed on ' in out
    assert 'by = "M. Example"' in reviews(build)


def test_without_git_there_is_a_review_and_no_comparison(
    build: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('PATH', '')
    run('review', 'coffee', '1', '--yes')
    write(build, {'cups/bitter.rst': BITTER + '\nOne more word.\n'})

    code, out, _err = run('review', 'coffee', '1', '--yes')

    assert code == 0
    assert 'changed: outside of its sections' in out
    assert 'git' not in reviews(build)


def test_the_first_reviews_leave_those_that_are_there(build: Project, run: Run) -> None:
    run('review', 'coffee', '2', '--yes', '--note', 'Read aloud.')

    code, out, _err = run('review', '--first')

    assert code == 0
    assert 'pair 1 of coffee' in out
    assert 'pair 2 of coffee' not in out
    assert 'note = "Read aloud."' in reviews(build)
    assert build({}).warnings == []


def test_a_new_review_ends_the_warning(build: Project, run: Run) -> None:
    run('review', '--first')
    write(build, {'cups/bitter.rst': BITTER + '\nOne more word.\n'})
    code, _out, err = run('report', '--fail-on', 'review')
    assert code == 1
    assert 'A1 has changed' in err

    run('review', 'coffee', '1', '--yes')

    assert run('report', '--fail-on', 'review')[0] == 0


# -- report, list, new -----------------------------------------------------------------


def test_the_report_is_printed_and_fails_on_what_is_named(run: Run) -> None:
    code, out, _err = run('report', 'docs')
    assert code == 0
    assert out.startswith('Coffee (coffee), ongoing: 5 articles, 2 pairs\n')

    assert run('report', '--fail-on', 'missing,limit')[0] == 0
    assert run('report', '--json')[1].startswith('{')


def test_the_files_of_articles_are_listed(run: Run) -> None:
    code, out, _err = run('list', 'coffee', '--audience', 'A', 'docs')

    assert code == 0
    assert out.splitlines() == [
        'docs/start.rst',
        'docs/cups/bitter.rst',
        'docs/beans/origin.rst',
    ]
    assert run('list', 'docs')[1].count('\n') == 5
    assert run('list', '-0', 'coffee', 'docs')[1].startswith('docs/start.rst\0docs/')


@pytest.mark.parametrize(
    ('file', 'expected'),
    [
        (
            'docs/milk.rst',
            '*Milk*, and why\n===============\n\n.. series-article:: coffee A3\n',
        ),
    ],
)
def test_a_planned_article_gets_its_document(
    build: Project, run: Run, file: str, expected: str
) -> None:
    plan = ':planned:\n          A3 *Milk*, and why\n       :pairs:'
    write(build, {'index.rst': FILES['index.rst'].replace(':pairs:', plan)})

    code, out, _err = run('new', 'coffee', 'A3', file, 'docs')

    assert code == 0
    assert (build.directory / file).read_text(encoding='utf-8') == expected
    assert 'docs/index.rst:8: take out “A3 *Milk*, and why”' in out
    assert run('new', 'coffee', 'A3', file)[0] == 2


def test_a_document_in_a_notebook_is_one(build: Project, run: Run) -> None:
    conf = """
        extensions = ['sphinxext_series', 'myst_parser']
        source_suffix = {'.rst': 'restructuredtext', '.ipynb': 'markdown'}
        """
    (build.srcdir / 'conf.py').write_text(dedent(conf), encoding='utf-8')

    code, _out, _err = run(
        'new', 'coffee', 'A3', 'docs/x.ipynb', '--title', ' Four\n x'
    )

    written = json.loads((build.srcdir / 'x.ipynb').read_text(encoding='utf-8'))
    assert code == 0
    assert ''.join(written['cells'][0]['source']) == (
        '# Four x\n\n```{series-article} coffee A3\n```\n'
    )


# -- what goes wrong -------------------------------------------------------------------


@pytest.mark.parametrize(
    ('arguments', 'told'),
    [
        (['review', 'coffe', '1'], 'no series “coffe” (did you mean “coffee”?)'),
        (['review', 'coffee', '9'], 'has no pair 9: expected one of 1, 2'),
        (['review', 'coffee'], 'expected a series, then the numbers of pairs'),
        (['review'], 'expected a series and the number of a pair'),
        (['review', '--first', '--yes'], '--first takes a folder only'),
        (['report', 'nowhere'], 'there is no conf.py in nowhere'),
        (['report', '--fail-on', 'all'], '--fail-on all: expected some of review'),
        (['report', '-D', 'x'], '-D x: expected a name'),
        (['report', '-D', 'extensions=nonsense'], 'could not be built'),
        (['list', 'coffe'], 'no series “coffe”'),
        (['list', '--audience', 'X'], 'no audience “X”: expected A, B'),
        (['list', '--route', 'X'], 'no route “X”'),
        (['new', 'coffee', '3A', 'docs/x.rst'], '“3A” is no code'),
        (['new', 'coffee', 'A3', 'docs/x.rst'], 'A3 is not planned'),
        (['new', 'coffee', 'A1', 'docs/x.rst'], 'is there already: docs/cups/bitter'),
        (['new', 'coffee', 'X1', 'docs/x.rst', '--title', 'X'], 'no audience X'),
        (['new', 'coffee', 'A3', 'docs/x.pdf', '--title', 'X'], 'ends in .rst'),
        (['new', 'coffee', 'A3', 'x.rst', '--title', 'X'], 'is not below'),
        (['new', 'coffee', 'A3', 'docs/start.rst'], 'is there already: nothing was'),
    ],
    ids=' '.join,
)
def test_a_mistake_is_a_sentence_and_nothing_is_written(
    build: Project, run: Run, arguments: list[str], told: str
) -> None:
    before = tree(build.directory)

    code, out, err = run(*arguments)

    assert code == 2
    assert err.startswith('sphinx-series: ')
    assert told in err
    assert 'Traceback' not in err
    assert out == ''
    assert tree(build.directory) == before


@pytest.mark.parametrize('damage', ['<<<<<<< ours\n', 'version = 9\n', '\x00'])
def test_a_damaged_file_is_never_written_over(
    build: Project, run: Run, damage: str
) -> None:
    (build.srcdir / 'series-reviews.toml').write_text(damage, encoding='utf-8')

    code, _out, err = run('review', 'coffee', '1', '--yes')

    assert code == 2
    assert 'docs/series-reviews.toml:1: ' in err
    assert 'nothing was written' in err
    assert reviews(build) == damage
    assert run('report', '--fail-on', 'missing')[0] == 0
    code, out, _err = run('report', '--fail-on', 'review')
    assert code == 1
    assert '\nseries-reviews.toml:1 ' in out


def test_a_project_that_does_not_build_is_a_sentence(build: Project, run: Run) -> None:
    (build.srcdir / 'conf.py').write_text('raise ValueError("x")\n', encoding='utf-8')

    code, _out, err = run('report')

    assert code == 2
    assert err.startswith('sphinx-series: the project could not be built: ')


def test_a_mistake_in_the_configuration_is_one_line(build: Project, run: Run) -> None:
    (build.srcdir / 'conf.py').write_text('import nothing_there', encoding='utf-8')

    code, out, err = run('report')

    assert (code, out) == (2, '')
    assert err == (
        'sphinx-series: the project could not be built: There is a programmable error '
        'in your configuration file: ModuleNotFoundError: No module named '
        "'nothing_there'\n"
    )


def test_warnings_have_colours_in_a_terminal_only(
    build: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An earlier build in this process, without a terminal, may have turned them off.
    monkeypatch.setattr('sphinx._cli.util.colour._COLOURING_DISABLED', False)
    (build.srcdir / 'series-reviews.toml').write_text('x', encoding='utf-8')

    assert '\x1b' not in run('report')[2]
    monkeypatch.setattr('sys.stderr.isatty', lambda: True)
    assert '\x1b' in run('report')[2]
    monkeypatch.setenv('NO_COLOR', '1')
    assert '\x1b' not in run('report')[2]


@pytest.mark.parametrize(
    ('codes', 'question'),
    [
        (['A1'], 'Is A1 as it should be? [y/N] '),
        (['A1', 'B1'], 'Do A1 and B1 agree? [y/N] '),
        (['A1', 'B1', 'C1'], 'Do A1, B1 and C1 agree? [y/N] '),
    ],
    ids=str,
)
def test_the_question_names_the_articles(
    monkeypatch: pytest.MonkeyPatch, codes: list[str], question: str
) -> None:
    asked = Mock(return_value='yes')
    monkeypatch.setattr('builtins.input', asked)

    assert agreed(codes)
    asked.assert_called_once_with(question)


@pytest.mark.parametrize(
    'failure',
    [
        EOFError(),
        UnicodeDecodeError('utf-8', b'\xff', 0, 1, 'no'),
        RuntimeError('input(): lost sys.stdin'),
    ],
    ids=str,
)
def test_no_answer_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    monkeypatch.setattr('builtins.input', Mock(side_effect=failure))

    assert not agreed(['A1', 'B1'])


def test_a_console_without_a_character_shows_another(build: Project, run: Run) -> None:
    title = FILES['index.rst'].replace(':title: Coffee', ':title: Café ☕')
    write(build, {'index.rst': title})
    command = (
        'from sphinxext_series.tools.command import main; raise SystemExit(main())'
    )

    printed = subprocess.run(  # noqa: S603
        [sys.executable, '-c', command, 'report'],
        check=True,
        capture_output=True,
        env={**os.environ, 'PYTHONIOENCODING': 'latin-1', 'PYTHONUTF8': '0'},
    ).stdout

    assert 'Café ? (coffee)' in printed.decode('latin-1')


COMMAND = 'from sphinxext_series.tools.command import main; raise SystemExit(main())'


@pytest.mark.skipif(sys.platform == 'win32', reason='names are no bytes there')
def test_names_of_files_keep_their_letters_on_any_console(
    build: Project, run: Run
) -> None:
    build.srcdir.rename(build.directory / 'dücs')
    environment = {**os.environ, 'LC_ALL': 'C', 'PYTHONIOENCODING': 'ascii'}

    printed = subprocess.run(  # noqa: S603
        [sys.executable, '-c', COMMAND, 'list', '--audience', 'B', 'dücs'],
        check=True,
        capture_output=True,
        env=environment,
    ).stdout

    assert [os.fsdecode(line) for line in printed.splitlines()] == [
        'dücs/cups/extraction.rst',
        'dücs/beans/varieties.rst',
    ]


@pytest.mark.skipif(sys.platform == 'win32', reason='for a POSIX shell')
@pytest.mark.parametrize('name', ['list', 'report'])
@pytest.mark.parametrize(('output', 'code'), [('>&-', 0), ('>/dev/full', 2)])
def test_an_output_that_is_closed_or_full_is_no_traceback(
    run: Run, name: str, output: str, code: int
) -> None:
    shell = f'"$0" -c "$1" {name} docs {output}'

    ended = subprocess.run(  # noqa: S603
        ['sh', '-c', shell, sys.executable, COMMAND],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, 'PYTHONUNBUFFERED': ''},
    )

    assert ended.returncode == code
    assert ended.stderr.count('\n') <= 1
    assert ended.stderr.startswith('sphinx-series: ' if code else '')


@pytest.mark.parametrize('name', COMMANDS)
def test_the_help_of_every_command_has_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, '--help'])

    assert ended.value.code == 0
    helped = ' '.join(capsys.readouterr().out.split())
    assert f'Example: {" ".join(COMMANDS[name].example.split())}' in helped


def test_without_a_command_it_says_which_there_are(run: Run) -> None:
    code, out, _err = run()

    assert code == 2
    assert all(name in out for name in COMMANDS)


def test_changed_words_are_shown_with_some_around_them() -> None:
    before = 'a b c d e f g h i j k l m n o p q r s t u v w x y z'
    after = before.replace('d', 'D').replace(' y', '')

    assert list(word_differences(before, after)) == [
        '… a b c [-d-]{+D+} e f g h i j …',
        '… s t u v w x [-y-] z …',
    ]


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {str(p): p.read_bytes() for p in folder.rglob('*') if p.is_file()}


# -- edition ---------------------------------------------------------------------------


def test_an_edition_is_built_by_sphinx_itself(build: Project, run: Run) -> None:
    page = 'At home\n=======\n\n.. series-edition:: coffee\n   :audience: A\n'
    write(build, {'books/home.rst': page})

    code, _out, _err = run(
        'edition', 'books/home', '-b', 'text', '-Dproject=Cups', 'docs'
    )

    written = build.srcdir / '_build' / 'books-home-text'
    assert code == 0
    assert {path.stem for path in written.rglob('*.txt')} >= {'home', 'bitter'}
    assert not (written / 'beans' / 'varieties.txt').exists()
    assert (build.srcdir / '_build' / 'doctrees-books-home').is_dir()


def test_a_page_that_is_no_edition_is_told(run: Run) -> None:
    code, _out, err = run('edition', 'cups/bitter', '-b', 'text', 'docs')

    assert code == 1
    assert 'sphinx-series: cups/bitter is not an edition;' in err


def test_a_page_that_fails_to_be_an_edition_is_told_as_well(
    build: Project, run: Run
) -> None:
    page = 'At home\n=======\n\n.. series-edition:: my coffee\n'
    build({'home.rst': page}, builder='dummy')

    code, _out, err = run('edition', 'home', '-b', 'text', 'docs')

    assert code == 1
    assert 'sphinx-series: home is not an edition;' in err


def test_an_edition_that_is_not_there_is_a_sentence(run: Run) -> None:
    code, _out, err = run('edition', 'nowhere', '-b', 'text', 'docs')

    assert code == 2
    assert err == 'sphinx-series: there is no page “nowhere”\n'
    assert run('edition', 'home', 'cups')[0] == 2


# -- completion ------------------------------------------------------------------------


def test_a_shell_that_completes_gets_all_commands_and_their_options(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    argcomplete = ModuleType('argcomplete')
    vars(argcomplete)['autocomplete'] = lambda parser: asked.append(
        parser.parse_args(['report', '--fail-on', 'review', 'docs']).fail_on
    )
    monkeypatch.setitem(sys.modules, 'argcomplete', argcomplete)
    assert main([]) == 2
    assert asked == []
    monkeypatch.setenv('_ARGCOMPLETE', '1')

    main([])

    assert asked == ['review']


def test_without_the_library_nothing_is_completed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, 'argcomplete', None)
    monkeypatch.setenv('_ARGCOMPLETE', '1')

    assert main([]) == 2
    assert 'usage: sphinx-series' in capsys.readouterr().out
