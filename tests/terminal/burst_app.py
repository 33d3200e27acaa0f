"""The program that `test_burst` runs in a real terminal."""

import os
import sys

from peer_tui.tui import compat


def main(answer_with: str) -> None:
    """Run the gate's test program; its log is printed once the terminal is back.

    `answer_with`: "leave" ends the process at once, "return" the ordinary way.
    """
    compat.choose_escape_delay(os.environ)
    from tests.tui.gate_app import GateApp

    app = GateApp(driver=compat.driver_class())
    app.run()
    print("LOG", *app.log_of_keys, flush=True)
    if answer_with == "leave":
        compat.leave_now(7)


if __name__ == "__main__":
    main(sys.argv[1])
