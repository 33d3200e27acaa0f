"""Where things are kept, and what the owner has chosen. Nothing is read or made at import."""
