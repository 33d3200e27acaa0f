"""What every test of the screen needs: no program of this machine is ever opened."""

import os
from pathlib import Path

import pytest

from tests.openers import fake_openers, with_openers


@pytest.fixture(autouse=True)
def opened(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which the links stand that the program opened."""
    folder = tmp_path_factory.mktemp("bin")
    for name, value in with_openers(folder, os.environ).items():
        monkeypatch.setenv(name, value)
    return fake_openers(folder)
