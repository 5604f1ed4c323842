"""Pages for people: find, ask, render."""
