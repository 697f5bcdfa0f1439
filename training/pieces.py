"""The vocabulary: pieces of romanised words, chosen by a unigram model.

Nothing here is drawn by chance: the same text gives the same pieces (`check_same.py`). The unigram
trainer of the tokenizers library adds up fractions in a random order, and on all the text two runs
kept other pieces; that of SentencePiece, in one thread, does not.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["TOKENIZERS_PARALLELISM"] = "false"

from corpus import Bundle
from tokenizers import Tokenizer, models, pre_tokenizers

UNKNOWN, CONTINUED, START = "[UNK]", "##", "▁"

MAX_REPEATS = 2_000
"""A word more frequent than this counts no more: the pieces are to serve many words."""

LONGEST_PIECE = 16


def train_tokenizer(bundles: list[Bundle], size: int, own_repeats: int) -> Tokenizer:
    """Return a tokenizer of at most `size` pieces over romanised words, each split on its own.

    The unigram model only chooses the pieces: it finds stems and endings well. Words are split by
    the longest piece first, which plain dictionaries can do at run time.
    """
    counts = word_counts(bundles, own_repeats)
    letters = sorted({letter for word in counts for letter in word})
    pieces = dict.fromkeys([UNKNOWN, *letters, *(f"{CONTINUED}{letter}" for letter in letters)])
    pieces |= dict.fromkeys(map(_marked, _likeliest(counts, size)))
    vocabulary = {piece: number for number, piece in enumerate(list(pieces)[:size])}
    model = models.WordPiece(vocabulary, unk_token=UNKNOWN, max_input_chars_per_word=100)
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer


def word_counts(bundles: list[Bundle], own_repeats: int) -> Counter[str]:
    """Return how often each word stands in the text, our own text counted `own_repeats` times."""
    counts: Counter[str] = Counter()
    for bundle in bundles:
        times = own_repeats if bundle.licence == "own" else 1
        for text in [*bundle.texts.values(), *bundle.near.values()]:
            for word in text.split():
                counts[word] += times
    return counts


def _likeliest(counts: Counter[str], size: int) -> Iterator[str]:
    """Yield the pieces of a unigram model, the likeliest first; a word begins with `▁`."""
    import sentencepiece

    model = BytesIO()
    with TemporaryDirectory() as folder:
        table = Path(folder) / "words.tsv"
        lines = (f"{word}\t{min(n, MAX_REPEATS)}\n" for word, n in sorted(counts.items()))
        table.write_text("".join(lines), encoding="utf-8", newline="\n")
        sentencepiece.SentencePieceTrainer.train(
            input=str(table),
            input_format="tsv",
            model_writer=model,
            model_type="unigram",
            vocab_size=size,
            hard_vocab_limit=False,
            character_coverage=1.0,
            normalization_rule_name="identity",
            max_sentencepiece_length=LONGEST_PIECE,
            num_threads=1,
            bos_id=-1,
            eos_id=-1,
            minloglevel=1,
        )
    trained = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    numbers = (n for n in range(trained.get_piece_size()) if not trained.is_unknown(n))
    scored = sorted((-trained.get_score(n), trained.id_to_piece(n)) for n in numbers)
    yield from (piece for _, piece in scored if piece != START)


def _marked(piece: str) -> str:
    """Return the piece with WordPiece's mark: on what continues a word, not on what begins it."""
    return piece[1:] if piece.startswith(START) else CONTINUED + piece
