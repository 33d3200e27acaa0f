"""Stories: the real screen from an empty database to what the owner sees."""
