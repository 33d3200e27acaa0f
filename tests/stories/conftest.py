"""What every story needs: no program of this machine is ever opened."""

from tests.tui.conftest import opened

__all__ = ["opened"]
