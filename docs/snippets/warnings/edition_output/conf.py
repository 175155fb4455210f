from sphinx.application import Sphinx

root_doc = 'page'


def setup(app: Sphinx) -> None:
    """Leave what an earlier build of the whole project has left."""
    app.outdir.joinpath('b1.txt').write_text('Extraction')
