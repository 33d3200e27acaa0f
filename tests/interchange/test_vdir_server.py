"""A vdir that goes through vdirsyncer and a Radicale server on the loopback comes back whole."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from peer_tui.domain.people import Person
from peer_tui.services.people import add_person
from tests.interchange.vdirs import Desk, deeds, desk, phone, replace_line

SCRIPTS = Path(sys.executable).parent
CONFIG = """
[general]
status_path = "{place}/status-{name}/"
[pair people]
a = "here_people"
b = "there_people"
collections = null
[pair calendar]
a = "here_calendar"
b = "there_calendar"
collections = null
[storage here_people]
type = "filesystem"
path = "{folder}/people/"
fileext = ".vcf"
[storage here_calendar]
type = "filesystem"
path = "{folder}/calendar/"
fileext = ".ics"
[storage there_people]
type = "carddav"
url = "{url}/owner/people/"
username = "owner"
password = "loopback"
[storage there_calendar]
type = "caldav"
url = "{url}/owner/calendar/"
username = "owner"
password = "loopback"
"""
MADE = {
    "people": '<resourcetype><collection/><CR:addressbook xmlns:CR="'
    'urn:ietf:params:xml:ns:carddav"/></resourcetype>',
    "calendar": '<resourcetype><collection/><C:calendar xmlns:C="'
    'urn:ietf:params:xml:ns:caldav"/></resourcetype>',
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A Radicale server for this test alone; its address."""
    for name in ("radicale", "vdirsyncer"):
        if not (SCRIPTS / name).exists():
            pytest.skip(f"{name} is not installed (the extra `interop`)")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    running = subprocess.Popen(
        [SCRIPTS / "radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}",
         "--storage-filesystem-folder", tmp_path / "server", "--auth-type", "none"],
        env=os.environ | {"HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(url)
        for name, kind in MADE.items():
            make_collection(f"{url}/owner/{name}/", kind)
        yield url
    finally:
        running.terminate()
        running.wait(10)


def wait_for(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.skip("the server did not start")


def make_collection(url: str, kind: str) -> None:
    body = f'<mkcol xmlns="DAV:"><set><prop>{kind}</prop></set></mkcol>'
    request = urllib.request.Request(url, body.encode(), method="MKCOL")
    # Basic: owner:loopback
    request.add_header("Authorization", "Basic b3duZXI6bG9vcGJhY2s=")
    urllib.request.urlopen(request, timeout=10).close()


def carry(at: Desk, url: str) -> None:
    """vdirsyncer, both ways."""
    config = at.place / "vdirsyncer.conf"
    text = CONFIG.format(place=at.place, folder=at.folder, url=url, name=at.place.name)
    config.write_text(text, "utf-8")
    for words in (["discover"], ["sync"]):
        ended = subprocess.run(
            [SCRIPTS / "vdirsyncer", "-c", config, *words],
            env=os.environ | {"HOME": str(at.place)},
            input="y\n" * 8, capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr


def test_two_machines_share_by_way_of_a_server(server: str) -> None:
    with desk() as one, desk() as two:
        points = (phone("020 7946 0000"),)
        maria = Person("Maria Łopez; Sons", notes="oak, ash\nelm", contact_points=points)
        who = add_person(one.store, maria).ids[0]
        one.promise("send quote, by post", who)
        one.export()
        carry(one, server)
        for name in ("people", "calendar"):
            (two.folder / name).mkdir(parents=True)
        carry(two, server)
        two.run()
        assert two.person("Maria Łopez; Sons").notes == "oak, ash\nelm"
        replace_line(two.cards()[0], "FN", "FN:Maria Miller")
        todo = next(path for path in two.items() if b"VTODO" in path.read_bytes())
        replace_line(todo, "STATUS", "STATUS:COMPLETED")
        two.run()
        carry(two, server)
        carry(one, server)
        one.run()
        assert one.names() == two.names() == ["Maria Miller"]
        assert one.store.reader.value("SELECT status FROM promise") == "kept"
        carry(one, server)
        assert deeds(one.run()) == []
        assert len(one.cards()) == 1
