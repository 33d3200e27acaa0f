"""The rows of the five ideas: needs, wishes, boundaries, connections, and what is worth sending.

How many there are of each follows from the number of people: thirty needs for a hundred of them,
sixty wishes, twenty boundaries, twenty relations, three introductions, three invitations.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from peer_tui.domain.boundaries import BoundaryKind
from peer_tui.domain.follow_ups import Purpose
from peer_tui.domain.relations import RelationKind
from tests.bench.rows import Rows, Values

NEEDS, WISHES, BOUNDARIES, RELATIONS, INTRODUCTIONS, INVITATIONS = 0.3, 0.6, 0.2, 0.2, 0.03, 0.03
MESSAGES, SENT = 0.002, 0.05
HUB = 0.005
"""So many of a hundred people were referred by one of them: 500 of 100,000."""
CHAIN = 0.002
"""The longest chain of referrals."""
RARE_TOPICS = 0.015
COMMON_TOPICS = (
    "oak news",
    "workshops",
    "newsletters",
    "the garden fair",
    "price lists",
    "offcuts",
    "open days",
    "new colours",
    "steel frames",
    "repairs",
    "second hand",
    "opening hours",
)
_TERMS = (
    (BoundaryKind.DAYS, "mon-fri"),
    (BoundaryKind.DAYS, "not sat, sun by phone"),
    (BoundaryKind.HOURS, "09:00-17:30"),
    (BoundaryKind.HOURS, "not 18:00-24:00"),
    (BoundaryKind.HOURS, "not 00:00-10:00 by phone"),
    (BoundaryKind.CHANNEL, "mail only"),
    (BoundaryKind.CHANNEL, "not phone"),
    (BoundaryKind.TOPIC, "politics"),
    (BoundaryKind.AT_MOST, "2 a month"),
    (BoundaryKind.AT_MOST, "1 a week"),
    (BoundaryKind.EMERGENCIES, "sat, sun"),
    (BoundaryKind.NO_CONTACT, ""),
    (BoundaryKind.SEASON, "1 dec - 6 jan"),
)
_TIES = tuple(
    str(kind)
    for kind in (
        RelationKind.SPOUSE,
        RelationKind.SIBLING,
        RelationKind.FRIEND,
        RelationKind.NEIGHBOUR,
        RelationKind.COLLEAGUE,
        RelationKind.EMPLOYEE,
        RelationKind.PARENT,
    )
)
REFERRED = str(RelationKind.REFERRED_BY)


class PeerRows:
    """Makes rows as `Rows` does, once its people are made."""

    def __init__(self, seed: int, rows: Rows) -> None:
        self._random = Random(f"peers {seed}")
        self._rows = rows
        self._people = len(rows.person_ids)
        self._follow_ups: list[Values] = []
        self._promises: list[Values] = []
        self._topics = [
            *COMMON_TOPICS,
            *(self._two_words() for _ in range(self._many(RARE_TOPICS))),
        ]

    def _two_words(self) -> str:
        return " ".join(self._rows.text(30).split()[:2])

    def _many(self, share: float) -> int:
        return int(self._people * share)

    def _someone(self) -> int:
        return self._rows.someone(self._random)

    def _one_of_many(self) -> int:
        """A person who mostly is any: even the oldest friend does not have fifty agreements."""
        if self._random.random() < 0.1:
            return self._someone()
        return self._random.choice(self._rows.person_ids)

    def _two(self) -> tuple[int, int]:
        one = self._someone()
        other = one
        while other == one:
            other = self._someone()
        return one, other

    def _topic(self) -> str:
        """A few topics are asked for by thousands, many by one or two."""
        if self._random.random() < 0.7:
            return COMMON_TOPICS[int(len(COMMON_TOPICS) * self._random.random() ** 2)]
        return self._random.choice(self._topics)

    def _ago(self, day: date, most: int) -> date:
        return day - timedelta(days=self._random.randrange(1, most))

    def _soon(self) -> date:
        return self._rows.today + timedelta(days=round(self._random.gauss(20, 30)))

    def needs(self) -> Iterator[Values]:
        """Needs in every state: one in six open, half of the others solved by their own word."""
        random, rows, count = self._random, self._rows, self._many(NEEDS)
        for number, need_id in enumerate(rows.ids(count, 5)):
            open_ = random.random() < 0.16
            came_on = self._ago(rows.today, 300) if open_ else rows.past_day(number, count)
            check_on = self._soon() if open_ else came_on + timedelta(days=random.randrange(7, 60))
            outcomes = ("", "", "partly", "not") if open_ else ("solved", "solved", "solved", "not")
            outcome = "no answer" if random.random() < 0.05 else random.choice(outcomes)
            said = outcome not in ("", "no answer")
            checked = random.random() < 0.7
            person_id = self._someone()
            gives = random.random() < 0.5
            yield {
                "id": need_id,
                "person_id": person_id,
                "text": rows.text(40),
                "i_give": self._two_words() if gives else "",
                "they_give": self._two_words() if gives else "",
                "came_on": came_on.isoformat(),
                "check_on": check_on.isoformat() if checked else None,
                "outcome": outcome,
                "answer": rows.text(40) if said and random.random() < 0.5 else "",
                "said_by": random.choice(("theirs", "theirs", "mine")) if said else "",
                "closed_on": None if open_ else min(check_on, rows.today).isoformat(),
            }
            if checked:
                self._follow_up(Purpose.ASK_SOLVED, person_id, check_on, open_, need_id=need_id)
            if outcome in ("partly", "not") and random.random() < 0.8:
                self._promise(person_id, need_id, came_on, open_)

    def _follow_up(
        self, purpose: Purpose, person_id: int, due: date, open_: bool, **about: int
    ) -> None:
        links = {"need_id", "preference_id", "introduction_id", "invitation_id"}
        self._follow_ups.append(
            {
                "person_id": person_id,
                "text": self._rows.text(30),
                "purpose": str(purpose),
                "due_on": due.isoformat(),
                "status": "open" if open_ else "done",
                "closed_on": None if open_ else min(due, self._rows.today).isoformat(),
            }
            | dict.fromkeys(sorted(links))
            | about
        )

    def _promise(self, person_id: int, need_id: int, came_on: date, open_: bool) -> None:
        due = self._soon() if open_ else came_on + timedelta(days=30)
        self._promises.append(
            {
                "person_id": person_id,
                "side": "mine",
                "text": self._rows.text(30),
                "made_on": came_on.isoformat(),
                "due_on": due.isoformat(),
                "status": "open" if open_ else "kept",
                "closed_on": None if open_ else min(due, self._rows.today).isoformat(),
                "need_id": need_id,
            }
        )

    def wishes(self) -> Iterator[Values]:
        """What people asked for, or asked not to get; a third is to be asked again some day."""
        random, rows, count = self._random, self._rows, self._many(WISHES)
        for number, wish_id in enumerate(rows.ids(count, 6)):
            stance = random.choices(("wants", "avoids", "unsure"), (70, 20, 10))[0]
            said_on = rows.past_day(number, count)
            acted = stance == "wants" and random.random() < 0.6
            again = self._soon() if random.random() < 0.3 else None
            person_id = self._one_of_many()
            yield {
                "id": wish_id,
                "person_id": person_id,
                "topic": self._topic(),
                "stance": stance,
                "said_on": said_on.isoformat(),
                "acted_on": rows.today.isoformat() if acted else None,
                "reconfirm_on": again.isoformat() if again else None,
            }
            if again and random.random() < 0.2:
                self._follow_up(Purpose.RECONFIRM, person_id, again, True, preference_id=wish_id)

    def boundaries(self) -> Iterator[Values]:
        """What was agreed, of every kind; some until a day, some past."""
        random, rows, count = self._random, self._rows, self._many(BOUNDARIES)
        for number, boundary_id in enumerate(rows.ids(count, 7)):
            kind, value = random.choice(_TERMS)
            mine = random.random() < 0.15
            until = self._soon() if random.random() < 0.2 else None
            yield {
                "id": boundary_id,
                "person_id": self._one_of_many(),
                "side": "mine" if mine else "theirs",
                "kind": str(kind),
                "value": value,
                "agreed_on": rows.past_day(number, count).isoformat(),
                "until": until.isoformat() if until else None,
                "sentence": "I read my mail on Monday morning." if mine else "",
            }

    def relations(self) -> Iterator[Values]:
        """Ties of every kind; who referred whom has a hub, a long chain and a wide tree."""
        pairs = dict.fromkeys([*self._referrals(), *self._ties()])
        for relation_id, (one_id, other_id, kind) in zip(
            self._rows.ids(len(pairs), 8), pairs, strict=True
        ):
            yield {"id": relation_id, "one_id": one_id, "other_id": other_id, "kind": kind}

    def _referrals(self) -> Iterator[tuple[int, int, str]]:
        people = self._rows.by_favour
        hub, chain, tree = (self._many(share) for share in (HUB, CHAIN, RELATIONS / 3))
        for number in range(1, hub):
            yield people[number], people[0], REFERRED
        for number in range(hub, hub + chain):
            yield people[number + 1], people[number], REFERRED
        for number in range(hub + chain + 1, tree):
            yield people[number + 1], people[number // 3], REFERRED

    def _ties(self) -> Iterator[tuple[int, int, str]]:
        for _ in range(self._many(RELATIONS * 2 / 3)):
            one, other = self._two()
            yield min(one, other), max(one, other), self._random.choice(_TIES)

    def introductions(self) -> Iterator[Values]:
        """Introductions in every state, a fifth of them open."""
        random, rows, count = self._random, self._rows, self._many(INTRODUCTIONS)
        for number, introduction_id in enumerate(rows.ids(count, 9)):
            open_ = random.random() < 0.2
            one_id, other_id = self._two()
            begun = self._ago(rows.today, 60) if open_ else rows.past_day(number, count)
            states = (("", ""), ("asked", ""), ("yes", "asked"), ("yes", "yes"))
            closed = (("yes", "yes"), ("yes", "yes"), ("yes", "no"))
            consents = random.choice(states if open_ else closed)
            made = consents == ("yes", "yes") and (not open_ or random.random() < 0.5)
            after = min(begun + timedelta(days=20), rows.today)
            yield {
                "id": introduction_id,
                "one_id": one_id,
                "other_id": other_id,
                "about": self._two_words(),
                "begun_on": begun.isoformat(),
                "one_consent": consents[0],
                "other_consent": consents[1],
                "made_on": after.isoformat() if made else None,
                "outcome": rows.text(30) if made and not open_ else "",
                "closed_on": None if open_ else after.isoformat(),
            }
            due = self._soon() if open_ else after
            self._follow_up(
                Purpose.INTRODUCTION, one_id, due, open_, introduction_id=introduction_id
            )

    def invitations(self) -> Iterator[Values]:
        """What people were asked to contribute, and what they said."""
        random, rows, count = self._random, self._rows, self._many(INVITATIONS)
        for number, invitation_id in enumerate(rows.ids(count, 10)):
            open_ = random.random() < 0.2
            asked = self._ago(rows.today, 60) if open_ else rows.past_day(number, count)
            answer = random.choice(("", "yes", "later") if open_ else ("yes", "no", ""))
            after = min(asked + timedelta(days=9), rows.today)
            rests = after + timedelta(days=180) if answer == "no" else None
            person_id = self._someone()
            yield {
                "id": invitation_id,
                "person_id": person_id,
                "kind": random.choice(("story", "help", "advice")),
                "text": rows.text(30),
                "asked_on": asked.isoformat(),
                "answer": answer,
                "answered_on": after.isoformat() if answer else None,
                "rests_until": rests.isoformat() if rests else None,
                "closed_on": None if open_ else after.isoformat(),
            }
            due = self._soon() if open_ else after
            self._follow_up(Purpose.INVITATION, person_id, due, open_, invitation_id=invitation_id)

    def messages(self) -> Iterator[Values]:
        """What was worth sending; every tenth is still going out."""
        random, rows, count = self._random, self._rows, self._many(MESSAGES)
        for number, message_id in enumerate(rows.ids(count, 11)):
            begun, open_ = rows.past_day(number, count), number % 10 == 0
            topics = dict.fromkeys(self._topic() for _ in range(random.choice((1, 1, 2, 3))))
            yield {
                "id": message_id,
                "text": rows.text(200),
                "topics": ", ".join(topics),
                "begun_on": begun.isoformat(),
                "closed_on": None if open_ else (begun + timedelta(days=20)).isoformat(),
            }

    def message_people(self) -> Iterator[Values]:
        """Who got a message, or was passed over."""
        random, rows = self._random, self._rows
        messages = list(rows.ids(self._many(MESSAGES), 11))
        if not messages:
            return
        pairs = dict.fromkeys(
            (random.choice(messages), self._someone()) for _ in range(self._many(SENT))
        )
        for row_id, (message_id, person_id) in zip(rows.ids(len(pairs), 12), pairs, strict=True):
            yield {
                "id": row_id,
                "message_id": message_id,
                "person_id": person_id,
                "status": random.choice(("sent", "sent", "sent", "passed over")),
                "done_on": self._ago(rows.today, 900).isoformat(),
            }

    def follow_ups(self) -> Iterator[Values]:
        """The follow-ups that belong to what was made so far, each tied to it."""
        ids = self._rows.ids(len(self._follow_ups), 13)
        for follow_up_id, values in zip(ids, self._follow_ups, strict=True):
            yield {"id": follow_up_id} | values

    def promises(self) -> Iterator[Values]:
        """The promises that are to solve a need."""
        ids = self._rows.ids(len(self._promises), 14)
        for promise_id, values in zip(ids, self._promises, strict=True):
            yield {"id": promise_id} | values
