"""The commands. Each is imported when it is called; none imports textual."""
