import pytest

from tests.criteria.small_law import DOCUMENTS, MEASURES, SECTORS, SET


@pytest.fixture
def folder(tmp_path):
    texts = {
        "documents": DOCUMENTS,
        "measures": MEASURES,
        "sectors": SECTORS,
        "bo-thu": SET,
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path
