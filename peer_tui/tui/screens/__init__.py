"""The screens; each keeps its style sheet beside it where it needs one."""
