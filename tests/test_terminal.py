"""The pictures of a terminal show what commands print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from terminal import IMAGES, comparable, sessions, text_in

if TYPE_CHECKING:
    from pathlib import Path


def test_the_pictures_show_what_the_commands_print(tmp_path: Path) -> None:
    printed = sessions(tmp_path)

    shown = {
        name: text_in((IMAGES / f'{name}.svg').read_text(encoding='utf-8'))
        for name in printed
    }

    assert shown == {
        name: comparable(f'sphinx-series {name} {text}')
        for name, text in printed.items()
    }


def test_a_picture_asks_nobody_for_a_font() -> None:
    for picture in IMAGES.glob('*.svg'):
        assert 'url(http' not in picture.read_text(encoding='utf-8')
