"""`peer find` with a slip in a name: found, and marked as near."""

import json

from tests.cli.conftest import TODAY, Home


def test_a_near_name_is_marked(sample: Home) -> None:
    exact = sample.peer("find", "lopez", "--today", TODAY)
    near = sample.peer("find", "lopze", "--today", TODAY)
    assert (exact.returncode, near.returncode) == (0, 0)
    assert exact.stdout.split()[:3] == ["person", "Maria", "Lopez"]
    assert near.stdout.split()[:3] == ["near", "Maria", "Lopez"]


def test_a_document_says_which_are_near(sample: Home) -> None:
    (hit,) = json.loads(sample.peer("find", "lopze", "--json").stdout)["hits"]
    assert (hit["kind"], hit["person"], hit["near"]) == ("person", "Maria Lopez", True)
    hits = json.loads(sample.peer("find", "oak", "--json").stdout)["hits"]
    assert hits
    assert not any("near" in hit for hit in hits)
