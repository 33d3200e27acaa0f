"""`peer keys`: the map in force, and what keeps the owner's own keys out of it."""

import json

from tests.cli.conftest import Home


def own_keys(home: Home, text: str) -> None:
    path = home.root / "config" / "peer" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_own_keys_are_shown(home: Home) -> None:
    own_keys(home, '[keys]\n"item.done" = "D"\n"item.note" = ""\n')
    lines = home.peer("keys").stdout.splitlines()
    assert any(line.split()[:2] == ["D", "item.done"] for line in lines)
    assert any(line.split()[:2] == ["-", "item.note"] for line in lines)
    [done] = [
        action
        for action in json.loads(home.peer("keys", "--json").stdout)["actions"]
        if action["id"] == "item.done"
    ]
    assert (done["keys"], done["default_keys"]) == (["D"], ["d"])
    assert "| `d` |" in home.peer("keys", "--markdown").stdout


def test_faults_are_said_one_by_one(home: Home) -> None:
    own_keys(home, '[keys]\n"item.dome" = "D"\n"item.log" = "d"\n')
    run = home.peer("keys")
    assert "d is the key of both item.done and item.log." in run.stderr
    assert "There is no action item.dome. Did you mean item.done?" in run.stderr
    assert "the default keys are in force" in run.stderr
    assert any(line.split()[:2] == ["l", "item.log"] for line in run.stdout.splitlines())
    faults = json.loads(home.peer("keys", "--json").stdout)["faults"]
    assert len(faults) == 2
