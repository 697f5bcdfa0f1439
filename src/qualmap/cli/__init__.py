"""The command line: commands translate words into one library call and its result into text."""
