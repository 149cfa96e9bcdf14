"""What is held of a person is said in words: every column that a page may show of it has a name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from deploy.catalogues import HERE
from network.rights import holdings

HOLD = ("held_by", "held_so", "left_without")
MARKS = {"state", "form", "code", "answer", "purpose"}  # in what is taken away only: words of programs


def shown_in(file: Path) -> Iterator[str]:
    """The columns named where a holding is made: `held_by(…)`, `left_without(…)`, `held_so(…)`, `Table.select(…)`, `shown = …`."""
    for node in ast.walk(ast.parse(file.read_text())):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            parts = node.args if called == "select" else node.args[2:] if called in HOLD else []
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("shown", "became"):
            parts = node.value.elts if isinstance(node.value, ast.Tuple | ast.List) else [node.value]
        for part in parts:
            while isinstance(part, ast.Starred | ast.Call):  # *shown, a column under another name
                part = part.value if isinstance(part, ast.Starred) else part.func
            if isinstance(part, ast.Attribute) and part.attr not in ("id", "select", "as_alias"):
                yield part.attr


def test_every_column_that_a_person_may_be_shown_has_a_name() -> None:
    files = [*HERE.glob("*/privacy.py"), *HERE.glob("*/holdings.py"), HERE / "network/exports/archives.py"]
    shown = {column for file in files for column in shown_in(file)}
    assert {"offered_at", "merged_at", "made_at", "invited_at", "text_shown"} <= shown
    assert shown - MARKS - holdings.LABELS.keys() == set()
