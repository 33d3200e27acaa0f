"""Who may import whom, by the contracts of pyproject.toml."""

import subprocess
import sys

from tests.paths import REPOSITORY


def test_the_layers_hold() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert run.returncode == 0, run.stdout
    assert "0 broken" in run.stdout
