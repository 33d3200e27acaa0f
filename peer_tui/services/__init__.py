"""What the owner can do: one call is one transaction, one journal entry, one undo step."""
