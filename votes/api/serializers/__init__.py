"""Records as programs read them: one file a noun, every field listed."""
