"""Widgets that any screen may use; they know nothing of people or promises."""
