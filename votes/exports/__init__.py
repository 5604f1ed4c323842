"""The record as files: streamed lists, and the whole of it at once."""
