"""The panes of the main screen: what each list shows and how its rows are painted."""
