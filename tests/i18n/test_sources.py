"""Words in the sources: each is marked, by a name that the extraction knows."""

import ast

from scripts.messages import KEYWORDS, ROOT
from tests.i18n.words import OURS, VIETNAMESE

# Vietnamese that is not for readers of pages: the terminal of whoever runs the site,
# the form of the offices' own sheets, what rows of the demo say.
UNMARKED = [
    "*/management/commands/*.py",
    "criteria/imports/*.py",
    "communes/imports/*.py",
    "communes/names.py",
    "assessments/imports/*.py",
    "assessments/exports/sheet.py",
    "assessments/views/sheets.py",
    # What the trail keeps of an estimate.
    "assessments/events.py",
    "assessments/reports/changes.py",
    "reporting/demo/*.py",
    # Said by the database to whoever goes around the site.
    "*/guards.py",
    # The home province, and a language by its own name.
    "ntm_portal/settings.py",
    # Browsers by their own names.
    "accounts/browsers.py",
]


def sources():
    for folder in [*OURS, "ntm_portal"]:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT)
            if "migrations" not in path.parts:
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_translation_goes_by_known_names():
    strange = [
        f"{name}: {alias.name} as {alias.asname}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname not in (None, *KEYWORDS)
    ]
    assert strange == []


def test_every_vietnamese_word_is_marked():
    left = [
        f"{name}:{node.lineno}: {node.value!r}"
        for name, tree in sources()
        if not any(name.match(pattern) for pattern in UNMARKED)
        for node in unmarked(tree)
    ]
    assert left == []


def unmarked(tree):
    """Vietnamese strings that no translation is asked for, docstrings aside."""
    fine = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KEYWORDS:
            fine.update(ast.walk(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            fine.add(node.value)
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node not in fine
        and VIETNAMESE.search(node.value)
    ]
