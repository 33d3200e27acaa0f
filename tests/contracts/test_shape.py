"""The shape of the code: rooms that stay small, and the words of the house."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import REPOSITORY

MODULES = sorted((REPOSITORY / "peer_tui").rglob("*.py"))
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
MOST_METHODS = 25

# People are no stages of a sale, and nobody is given a number.
_WORDS = ("leads?", "prospects?", "pipelines?", "deals?", "scores?", "targets?", "crm")
FORBIDDEN = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)

Definition = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_rooms_are_small(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Definition):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, node.name
        if isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, Definition)]
            assert len(methods) <= MOST_METHODS, node.name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_names_are_explained(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "the module"
    for node in [*tree.body, *_public_members(tree)]:
        if isinstance(node, Definition | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), node.name


def _public_members(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from node.body


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_words_of_the_house(path: Path) -> None:
    """Text that may be shown: strings of several words, or of one with a capital letter."""
    for text in shown_texts(path):
        found = FORBIDDEN.search(text)
        assert not found, text


def shown_texts(path: Path) -> Iterator[str]:
    """The strings of a module that are not explanations of code, SQL or patterns."""
    tree = ast.parse(path.read_text("utf-8"))
    explained = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            shown = " " in text.strip() or text[:1].isupper()
            if shown and id(node) not in explained and not re.search(r"[\\(]\?", text):
                yield text


def test_the_pages_for_the_owner_keep_the_words_too() -> None:
    pages = [REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md"]
    pages += sorted((REPOSITORY / "peer_tui" / "help").rglob("*.md"))
    for page in pages:
        found = FORBIDDEN.search(page.read_text("utf-8"))
        assert not found, (page.name, found)
