"""Readers: a file becomes values, word for word; nothing is tidied here."""
