"""Backups made beside the program on the screen."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from peer_tui.storage.backup_names import list_backups, list_drafts
from peer_tui.tui import beside
from tests.tui.peer_app import Peer, running

SECONDS = 30
"""A busy machine may take its time; what is waited for comes in less than one."""


async def until_the_backup_is_over(peer: Peer) -> None:
    for _ in range(SECONDS * 20):
        if peer.app.upkeep._backup is None:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the backup never ended")


async def test_the_backup_of_the_day_is_made_beside_the_program(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=Ann Lee", "enter")
        peer.app.upkeep._start_backup()
        await until_the_backup_is_over(peer)
        folder = peer.app.locations.backups
        assert [made.why for made in list_backups(peer.path, folder)] == ["start"]
        assert not list_drafts(peer.path, folder)
        assert "backup" not in peer.message


async def test_a_backup_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=Ann Lee", "enter")
        peer.app.locations.backups.symlink_to(tmp_path / "gone")
        peer.app.upkeep._start_backup()
        await until_the_backup_is_over(peer)
        await peer.rest()
        assert "cannot be created" in peer.message
        assert not peer.message.startswith(beside.SAID_FIRST)


async def test_a_second_backup_is_not_begun_beside_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def slow(_command: list[str], **options: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401
        begun.append(real([sys.executable, "-c", "import time; time.sleep(60)"], **options))
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", slow)
    async with running(tmp_path, sample=False) as peer:
        await peer.press("a", "=Ann Lee", "enter")
        peer.app.upkeep._start_backup()
        peer.app.upkeep._start_backup()
        await peer.press("q")
    # Closing the program waits for nothing, and ends nothing.
    assert [process.poll() for process in begun] == [None]
    begun[0].kill()
    begun[0].communicate()
