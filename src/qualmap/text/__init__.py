"""Clean, recognise and compare words: languages, tidying, scripts, inflection, verbs."""
