from pathlib import Path
from tests.tui.peer_app import *
async def test_a(tmp_path: Path) -> None:
    import time
    t=time.time()
    async with running(tmp_path, sample=False) as peer:
        print(peer.screen, time.time()-t)
    async with running(tmp_path) as peer:
        print(await peer.press("d"), repr(peer.cursor_line), peer.message, peer.hints)
        print(await peer.press("*","d"))
        print(await peer.press("u","e"))
        print(await peer.press("escape","enter"))
    print(time.time()-t)
