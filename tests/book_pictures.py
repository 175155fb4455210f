"""Take a picture of each book of the example: ``tox run -e books``.

LaTeX makes the books, and Poppler pictures of their pages. Those that show what an
edition is are put beside one another; documentation shows them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from conftest import errors_of_sphinx_build
from PIL import Image, ImageOps

EXAMPLE = Path(__file__).parents[1] / 'example_docs'
BOOKS = ('booklet', 'handbook')
#: Title, contents, preface and the first chapter; others are blank.
PAGES = (1, 3, 5, 7)
HEIGHT = 520
#: Enough for text and lines.
COLOURS = 16


def main(shown: Path) -> None:
    """Make the books, and the picture of each."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        output = folder / 'latex'
        doctrees = folder / 'doctrees'
        errors_of_sphinx_build('-Wqb', 'latex', '-d', doctrees, EXAMPLE, output)
        for book in BOOKS:
            run('make', '--directory', output, f'{book}.pdf')
            pages = [page_of(output / f'{book}.pdf', number) for number in PAGES]
            path = shown / f'{book}.png'
            beside_one_another(pages).quantize(COLOURS).save(path, optimize=True)
            print(f'The picture: {path}')  # noqa: T201 (the command's answer)


def run(*command: str | Path) -> None:
    """Run a program, quietly."""
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (the arguments are our own)


def page_of(pdf: Path, number: int) -> Image.Image:
    """Return a page of a book as a picture."""
    page = pdf.with_name(f'page-{number}')
    pages = '-f', str(number), '-l', str(number), '-singlefile'
    run('pdftoppm', '-png', '-scale-to', str(HEIGHT), *pages, pdf, page)
    with Image.open(page.with_suffix('.png')) as picture:
        return ImageOps.expand(picture.convert('RGB'), border=1, fill='#999')


def beside_one_another(pages: list[Image.Image]) -> Image.Image:
    """Return pages in one row."""
    gap = 12
    width = sum(page.width for page in pages) + gap * (len(pages) - 1)
    row = Image.new('RGB', (width, pages[0].height), 'white')
    left = 0
    for page in pages:
        row.paste(page, (left, 0))
        left += page.width + gap
    return row


if __name__ == '__main__':
    main(Path(sys.argv[1]))
