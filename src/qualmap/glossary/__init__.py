"""The multilingual glossary: loading it, finding its terms in inflected text, reading texts."""
