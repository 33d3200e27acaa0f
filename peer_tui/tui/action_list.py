"""The registry of actions.

Dispatch, footer hints, the `?` screen, the key table of the README and the check of the owner's
own keys are all generated from `ACTIONS`. Keys are written as people write them: the character
typed ("d", "U", "?", "/"), a name ("Space", "Enter", "Esc", "Tab", "PgUp", "F1"), a name with a
modifier ("Ctrl-Z", "Shift-Tab"), or two of these apart by a space for a chord ("g p").
"""

from collections.abc import Mapping
from types import MappingProxyType

from peer_tui.tui.actions import Action, Place

ANYWHERE = frozenset({Place.ANYWHERE})
ROWS = frozenset(
    {
        Place.DUE,
        Place.PEOPLE,
        Place.PROMISES,
        Place.HISTORY,
        Place.WEEK,
        Place.PERSON,
        Place.FIND,
        Place.REVIEW,
    }
)
WORK = ROWS
PUT_OFF = ROWS - {Place.HISTORY}
MARKABLE = ROWS - {Place.HISTORY}
ENTRIES = frozenset({Place.HISTORY, Place.PERSON, Place.FIND})
SETTINGS = frozenset({Place.SETTINGS})
IMPORT, COLUMNS = frozenset({Place.IMPORT}), frozenset({Place.COLUMNS})
WISHES = frozenset({Place.BOUNDARIES})
MESSAGES, SENDING = frozenset({Place.MESSAGES}), frozenset({Place.SENDING})
PAIRS, MERGE = frozenset({Place.DUPLICATES}), frozenset({Place.MERGE})
KEPT, LOOK_BACK = frozenset({Place.KEPT}), frozenset({Place.LOOK_BACK})
AROUND = frozenset({Place.AROUND})
LISTS = frozenset({Place.DUE, Place.PEOPLE, Place.PROMISES, Place.HISTORY, Place.WEEK})

ACTIONS: tuple[Action, ...] = (
    # verbs
    Action("item.done", ("d",), WORK, "Done", "Done; a promise: kept", footer=True),
    Action(
        "item.log",
        ("l",),
        ROWS,
        "Log + done",
        "Write one line into the history and be done; ` > ` adds the next step",
        footer=True,
    ),
    Action("item.note", ("n",), ROWS, "Note", "Write one line into the history; the row stays"),
    Action(
        "item.snooze",
        ("s",),
        WORK,
        "Snooze",
        "Put off to the day shown: the next working day, then 3, then 7 of them",
        footer=True,
    ),
    Action(
        "item.snooze_until",
        ("S",),
        WORK,
        "Until",
        "Put off to a day you choose; the due date is kept",
        footer=True,
    ),
    Action(
        "item.reschedule",
        ("r",),
        WORK,
        "Reschedule",
        "Another due date; a promise: renegotiate, the old date is kept in the history",
        footer=True,
    ),
    Action("item.let_go", ("x",), WORK, "Let go", "Let go; a promise: released", footer=True),
    # contact
    Action("item.call", ("c",), ROWS, "Call", "Call: the number large, copied and dialled"),
    Action("item.mail", ("m",), ROWS | AROUND, "Mail", "Open a draft in the mail program"),
    Action(
        "item.thank",
        ("t",),
        ROWS - {Place.PEOPLE},
        "Thank",
        "Thank or applaud, where it is owed: one line, logged",
    ),
    Action(
        "item.answer",
        ("y",),
        ROWS,
        "Answer",
        "What they said, on a row that asks: is it solved? may I introduce you?",
    ),
    Action(
        "item.boundaries",
        ("b",),
        ROWS,
        "Wishes",
        "Boundaries and preferences of this person: see, add, change",
    ),
    Action(
        "item.pass_gate",
        ("!",),
        ROWS,
        "Pass once",
        "Get in touch although it is held; asks why, and keeps the reason",
    ),
    Action("item.edit", ("e",), ROWS, "Edit", "Change the row as a quick-add line"),
    Action("item.edit_long", ("E",), ROWS, "Editor", "Change the text in $EDITOR"),
    Action("item.attach", ("g a",), ENTRIES, "Attach", "Point the entry to a file or a link"),
    Action(
        "item.open_attached", ("g f",), ENTRIES, "Open file", "Open the file or link of the entry"
    ),
    Action("item.detach", ("g x",), ENTRIES, "Take off", "Point the entry to its file no longer"),
    # with this person: what they came with, what was kind, what they told
    Action("need.add", ("p n",), ROWS, "Need", "What they came with, and when to ask again"),
    Action("kindness.add", ("p k",), ROWS, "Kind to me", "They were kind: asks for thanks"),
    Action("kindness.mine", ("p K",), ROWS, "My kindness", "I was kind: only written down"),
    Action("story.add", ("p s",), ROWS, "Story", "A hope, struggle, win or milestone they told"),
    Action(
        "story.share",
        ("p S",),
        ENTRIES,
        "May share",
        "They said that others may hear this story; again: that they may not",
    ),
    # the people around a person
    Action(
        "people.around",
        ("p p",),
        ROWS,
        "Around",
        "The people around this person: relations, referrals, introductions, invitations",
    ),
    Action("relation.add", ("p r",), ROWS | AROUND, "Tie", "What they are to somebody, in a line"),
    Action(
        "intro.add",
        ("p i",),
        ROWS | AROUND,
        "Introduce",
        "Introduce two people, once both said yes: two marked, or this one and another",
    ),
    Action(
        "invitation.add",
        ("p v",),
        ROWS | AROUND,
        "Invite",
        "Ask them to contribute: a story, help, advice; or see who comes to mind",
    ),
    Action("tie.open", ("Enter",), AROUND, "Open", "The other person, with the whole history"),
    Action("tie.answer", ("y",), AROUND, "They said", "What they said when they were asked"),
    Action("tie.edit", ("e",), AROUND, "Change", "Change what they are to each other"),
    Action("tie.remove", ("x",), AROUND, "Take out", "Take a relation out; leave an ask at that"),
    # promises and boundaries
    Action("promise.record", ("p o",), ROWS, "Promises", "Every promise with them, how it ended"),
    Action("promise.firmness", ("o f",), WORK, "Firmness", "A promise: firm, soft, someday"),
    Action(
        "promise.withdraw",
        ("o t",),
        WORK,
        "Take back",
        "A promise: I take it back; theirs: they took it back",
    ),
    Action(
        "boundary.crossed",
        ("p b",),
        ROWS,
        "Crossed",
        "They crossed a boundary of mine: my ready sentence, and what I did",
    ),
    Action("row.why", ("o y",), frozenset({Place.DUE}), "Why here", "The rule that put it there"),
    # what was put off again and again
    Action("ease.loosen", ("o l",), PUT_OFF, "Loosen", "Put off too often: twice as long a rhythm"),
    Action(
        "ease.when_needed",
        ("o w",),
        PUT_OFF,
        "When needed",
        "Put off too often: only when something happens",
    ),
    Action("ease.let_go", ("o x",), PUT_OFF, "Let it go", "Put off too often: let it go"),
    Action(
        "ease.end_well",
        ("o e",),
        ROWS,
        "End well",
        "End it well: why, and whether the door stays open; promises stay",
    ),
    # how it stands with a person
    Action(
        "standing.rest",
        ("o r",),
        ROWS,
        "Let it rest",
        "No rhythm until a day, or with an open end; promises stay",
    ),
    Action(
        "standing.active",
        ("o a",),
        ROWS,
        "Welcome back",
        "Active again after a rest or an end; nothing was lost",
    ),
    # again, back and forth
    Action(
        "edit.undo", ("u", "Ctrl-Z"), ANYWHERE, "Undo", "Take back the last change", footer=True
    ),
    Action("edit.redo", ("U", "Ctrl-Y"), ANYWHERE, "Redo", "Do again what was taken back"),
    Action("edit.again", (".",), ROWS, "Again", "The same action again, on this row"),
    # adding, finding, looking
    Action(
        "add.line",
        ("a",),
        ANYWHERE,
        "Add",
        "Add a follow-up, promise or entry in one line",
        footer=True,
    ),
    Action("add.person", ("A",), ANYWHERE, "Add person", "Add a person by form"),
    Action("find.open", ("/",), ANYWHERE, "Find", "Find people, promises and history", footer=True),
    Action("person.open", ("Enter",), ROWS, "Open", "The person, with the whole history"),
    Action("person.edit", ("g e",), ROWS, "Edit person", "Change the person by form"),
    Action(
        "person.rhythm",
        ("t",),
        frozenset({Place.PEOPLE}),
        "Rhythm",
        "How often to be in touch, for all marked people at once",
        footer=True,
    ),
    Action("import.open", ("i",), ANYWHERE, "Import", "Import contacts from files"),
    Action(
        "demo.open",
        ("s",),
        frozenset({Place.FIRST_RUN}),
        "Sample",
        "Look around with sample data, in a separate file",
        footer=True,
    ),
    # filters and saved views
    Action("filter.open", ("f",), LISTS, "Filter", "Filter this list: tag:oak, owed:me, due:late"),
    Action("filter.late", ("F l",), LISTS, "Late", "My late promises"),
    Action("filter.they_owe", ("F o",), LISTS, "They owe", "What they owe me"),
    Action("filter.quiet", ("F q",), LISTS, "Quiet", "Gone quiet past their rhythm"),
    Action("filter.snoozed", ("F z",), LISTS, "Snoozed", "What is put off"),
    Action("filter.held", ("F h",), LISTS, "Held", "What is due and held by a boundary"),
    Action("filter.save", ("F s",), LISTS, "Save view", "Keep this filter under a letter"),
    # views
    Action("view.due", ("1", "g d"), ANYWHERE, "Due", "What is due"),
    Action("view.people", ("2", "g p"), ANYWHERE, "People", "People"),
    Action("view.promises", ("3", "g o"), ANYWHERE, "Promises", "Promises, both ways"),
    Action("view.history", ("4", "g h"), ANYWHERE, "History", "Shared history"),
    Action("view.week", ("5", "g w"), ANYWHERE, "Week", "The week ahead"),
    Action(
        "jump.letters",
        (";",),
        ROWS | SETTINGS | WISHES | AROUND,
        "Jump",
        "A letter for each row and pane on the screen",
    ),
    Action("pane.next", ("Tab",), ANYWHERE, "Next pane", "The next pane on the screen"),
    Action("pane.previous", ("Shift-Tab",), ANYWHERE, "Pane before", "The pane before"),
    # moving
    Action("move.down", ("j", "Down"), ANYWHERE, "Down", "One row down"),
    Action("move.up", ("k", "Up"), ANYWHERE, "Up", "One row up"),
    Action("move.page_down", ("PgDn",), ANYWHERE, "Page down", "One page down"),
    Action("move.page_up", ("PgUp",), ANYWHERE, "Page up", "One page up"),
    Action("move.top", ("g g", "Home"), ANYWHERE, "Top", "The first row"),
    Action("move.bottom", ("G", "End"), ANYWHERE, "End", "The last row"),
    Action("card.down", ("J",), ANYWHERE, "Card down", "Scroll the card, the row stays"),
    Action("card.up", ("K",), ANYWHERE, "Card up", "Scroll the card back"),
    # marks
    Action("mark.toggle", ("Space",), MARKABLE | KEPT, "Mark", "Mark the row and step down"),
    Action(
        "mark.range", ("v",), MARKABLE | KEPT, "Range", "Mark from here to the cursor; Esc ends it"
    ),
    Action(
        "mark.all",
        ("*",),
        MARKABLE | KEPT,
        "Mark all",
        "Mark every row of this list, at most 2,000",
    ),
    Action("mark.again", ("g *",), MARKABLE | KEPT, "Marks again", "The last marked rows again"),
    Action("mark.clear", (), MARKABLE | KEPT, "Unmark", "Take off all marks (Esc does too)"),
    # boundaries and preferences
    Action("wish.edit", ("e", "Enter"), WISHES, "Change", "Change the line", footer=True),
    Action("wish.acted", ("d",), WISHES, "Acted on", "What they want was answered", footer=True),
    Action("wish.zone", ("z",), WISHES, "Their clock", "The time zone they live in", footer=True),
    Action("wish.remove", ("x",), WISHES, "Remove", "Take the line out", footer=True),
    # worth sending, one person at a time
    Action(
        "message.open",
        ("g s",),
        ANYWHERE,
        "Messages",
        "What is worth sending, to those who said that they want it, one by one",
    ),
    Action("message.pick", ("Enter",), MESSAGES, "Open", "Who said they want it", footer=True),
    Action("message.close", ("x",), MESSAGES, "Close", "Close it; again: open anew", footer=True),
    Action("send.mail", ("Enter", "m"), SENDING, "Write", "A line of your own, then a draft"),
    Action("send.pass_over", ("x",), SENDING, "Pass over", "Not to them this time"),
    Action("send.history", ("h",), SENDING, "History", "The person, with the whole history"),
    Action(
        "send.one_by_one",
        ("Space", "*"),
        SENDING,
        "One by one",
        "Marks do nothing here: everybody gets a line of their own",
    ),
    # two people who may be one
    Action("people.duplicates", ("g m",), ANYWHERE, "Duplicates", "Who may be one person"),
    Action("pair.open", ("Enter",), PAIRS, "Side by side", "The two side by side", footer=True),
    Action("pair.merge", ("Enter",), MERGE, "Merge", "Make the two one person", footer=True),
    Action(
        "pair.not_same",
        ("x", "n"),
        PAIRS | MERGE,
        "Not the same",
        "They are two people; the pair is not shown again",
        footer=True,
    ),
    Action("side.other", ("Space",), MERGE, "Other side", "Take the other value; leave out"),
    Action("side.left", ("Left",), MERGE, "Left", "Take the value on the left"),
    Action("side.right", ("Right",), MERGE, "Right", "Take the value on the right"),
    # how it felt, and how it went
    Action("felt.good", ("+",), ROWS, "Felt good", "The entry, or the one just logged, felt good"),
    Action("felt.hard", ("-",), ROWS, "Felt hard", "The entry, or the one just logged, felt hard"),
    Action("felt.neither", ("=",), ROWS, "Felt so-so", "The entry felt neither good nor hard"),
    Action("arc.open", ("p a",), ROWS, "Arc", "The arc with this person, since the first meeting"),
    Action(
        "week.look_back",
        ("g b",),
        ANYWHERE,
        "Look back",
        "The week so far: kept, thanked, solved, new, rested; and the weeks before",
    ),
    Action("week.earlier", ("Left",), LOOK_BACK, "Earlier", "The week before", footer=True),
    Action("week.later", ("Right",), LOOK_BACK, "Later", "The week after", footer=True),
    Action("week.person", ("Enter",), LOOK_BACK, "Open", "The person", footer=True),
    # all that is kept about a person
    Action(
        "person.for_them",
        ("p c",),
        ROWS,
        "Show them",
        "All that is kept about the person, as one would show it to them; forget parts",
    ),
    Action(
        "kept.forget",
        ("x",),
        KEPT,
        "Forget",
        "Forget the marked lines, or this one; a dated stub is left",
        footer=True,
    ),
    Action("kept.private", ("h",), KEPT, "Private", "Without the private lines; again: with them"),
    Action("kept.forget_all", ("X",), KEPT, "Forget all", "Forget everything about the person"),
    Action("kept.purge", ("P",), KEPT, "Purge", "Erase for good, past taking back; asks first"),
    # settings
    Action("choice.edit", ("Enter", "e"), SETTINGS, "Change", "Type another value"),
    Action("choice.next", ("Space", "Right"), SETTINGS, "Next", "The next choice"),
    Action("choice.previous", ("Left",), SETTINGS, "Previous", "The choice before"),
    # import
    Action("import.accept", ("Enter",), IMPORT, "Import", "Import what is shown", footer=True),
    Action("import.leave_out", ("Space",), IMPORT, "Leave out", "Leave out; take in again"),
    Action("import.all", ("*",), IMPORT, "All", "Leave everybody out; take everybody in again"),
    Action("import.tag", ("t",), IMPORT, "Tag", "A tag for everybody of this import"),
    Action("import.columns", ("c",), IMPORT, "Columns", "Say what the columns of the table hold"),
    Action("columns.accept", ("Enter",), COLUMNS, "Go on", "On to who would be imported"),
    Action("columns.next", ("Space", "Right"), COLUMNS, "Next", "What else the column may hold"),
    Action("columns.previous", ("Left",), COLUMNS, "Previous", "The choice before"),
    Action("columns.leave_out", ("x",), COLUMNS, "Leave out", "Leave the column out"),
    Action(
        "columns.first_row",
        ("h",),
        COLUMNS,
        "First row",
        "The first row is data; again: it is the header, the names of the columns",
    ),
    # the program
    Action("review.open", ("w",), ANYWHERE, "Review", "The weekly review: short lists, one by one"),
    Action(
        "overdue.ease",
        (),
        ANYWHERE,
        "Ease",
        "After a break much is overdue: what matters first, or spread it out",
    ),
    Action("palette.open", ("Ctrl-P", ":"), ANYWHERE, "Palette", "Any action, person or view"),
    Action("settings.open", (",",), ANYWHERE, "Settings", "Your choices"),
    Action("manual.open", ("F1",), ANYWHERE, "Manual", "The manual"),
    Action("help.open", ("?",), ANYWHERE, "keys", "The keys that work here", footer=True),
    Action("app.back", ("Esc",), ANYWHERE, "Back", "One layer back; never quits"),
    Action("app.quit_or_back", ("q",), ANYWHERE, "Back", "Back; quits only from the top"),
    Action("app.quit", ("Ctrl-Q",), ANYWHERE, "Quit", "Quit from anywhere; all is saved"),
)

BY_ID: Mapping[str, Action] = MappingProxyType({action.id: action for action in ACTIONS})
"""Every action by its id."""
