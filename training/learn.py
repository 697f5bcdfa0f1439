"""The matrix: InfoNCE over pairs of one meaning.

A batch holds pairs of one kind of text in one pair of languages: then the other texts of the
batch are wrong answers worth telling apart, and the language itself gives nothing away.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import torch
from corpus import Bundle
from pieces import UNKNOWN
from tokenizers import Tokenizer

# How often a pair of a kind is drawn, against a pair of messages.
# Without paraphrases the others are those of the shipped model.
SHARES = {
    "messages": 0.28, "words": 0.17, "sentences": 0.30, "terms": 0.17, "look-alikes": 0.08,
    "paraphrases": 0.10,
}  # fmt: skip

OWN_SENTENCES = frozenset({
    "parallel_outcomes", "level_statements", "definitions", "glossary-definitions", "lookalikes",
    "sentences", "paraphrases_services", "paraphrases_technical",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """What steers a run; the defaults are what the shipped model was made with."""

    seed: int = 1
    vocabulary: int = 32_000
    dimensions: int = 256
    steps: int = 2_500
    batch: int = 1_024
    temperature: float = 0.05
    rate: float = 0.04
    drop: float = 0.15
    threads: int = 1
    own_repeats: int = 4
    """How often our own text counts when the vocabulary is made."""
    bucket_power: float = 0.6


def family(kind: str) -> str:
    """Return the share that a kind of bundle draws from."""
    if kind in ("messages", "words"):
        return kind
    if kind.removesuffix(" again") not in OWN_SENTENCES:
        return "terms"
    return "paraphrases" if kind.endswith(" again") else "sentences"


class Texts:
    """All texts as subword numbers, one after another."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.numbers: dict[str, int] = {}

    def add(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def close(self) -> None:
        """Split every word once, then lay all texts out."""
        words = sorted({w for text in self.numbers for w in text.split()})
        split = {
            word: np.array(encoded.ids, dtype=np.int64)
            for word, encoded in zip(words, self.tokenizer.encode_batch_fast(words), strict=True)
        }
        rows = [np.concatenate([split[w] for w in text.split()]) for text in self.numbers]
        self.counts = np.array([len(row) for row in rows])
        self.starts = np.cumsum(self.counts) - self.counts
        self.flat = np.concatenate(rows)

    def bags(
        self, texts: np.ndarray, drop: float, random: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the subwords of `texts` and where each begins; a share of them is left out."""
        counts = self.counts[texts]
        starts = np.cumsum(counts) - counts
        places = np.arange(counts.sum()) - np.repeat(starts - self.starts[texts], counts)
        flat = self.flat[places]
        if drop:
            keep = random.random(len(flat)) >= drop
            keep[starts] |= np.add.reduceat(keep, starts) == 0
            flat, kept = flat[keep], np.add.reduceat(keep, starts)
            starts = np.cumsum(kept) - kept
        return flat, starts


@dataclass(slots=True)
class Bucket:
    """Pairs of one kind of text in one pair of languages; `near` only for look-alikes."""

    left: np.ndarray
    right: np.ndarray
    group: np.ndarray
    near: np.ndarray | None
    order: np.ndarray
    at: int = 0

    def next(self, size: int, random: np.random.Generator) -> np.ndarray:
        """Return the places of the next pairs; shuffled anew after each round."""
        if self.at + size > len(self.order):
            random.shuffle(self.order)
            self.at = 0
        self.at += size
        return self.order[self.at - size : self.at]


def make_buckets(bundles: list[Bundle], texts: Texts) -> dict[tuple[str, str, str], Bucket]:
    """Return the pairs by share and languages, every two languages of a bundle once."""
    found: dict[tuple[str, str, str], list[tuple[int, int, int, int]]] = defaultdict(list)
    for group, bundle in enumerate(bundles):
        share = family(bundle.kind)
        for a, b in combinations(sorted(bundle.texts), 2):
            pair = (texts.add(bundle.texts[a]), texts.add(bundle.texts[b]))
            if pair[0] == pair[1]:
                continue
            found[share, a, b].append((*pair, group, -1))
            for left, right, language in ((*pair, b), (*pair[::-1], a)):
                if language in bundle.near:
                    near = texts.add(bundle.near[language])
                    found["look-alikes", "", language].append((left, right, group, near))
    return {key: _bucket(rows) for key, rows in sorted(found.items())}


def _bucket(rows: list[tuple[int, int, int, int]]) -> Bucket:
    left, right, group, near = np.array(rows).T
    has_near = near if near[0] >= 0 else None
    return Bucket(left, right, group, has_near, np.arange(len(left)), at=len(left))


def learn(bundles: list[Bundle], tokenizer: Tokenizer, settings: Settings) -> np.ndarray:
    """Return the matrix, one row a subword; the row of the unknown one is zero."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)
    random = np.random.default_rng(settings.seed)
    texts = Texts(tokenizer)
    buckets = make_buckets(bundles, texts)
    texts.close()
    rows = tokenizer.get_vocab_size()
    weight = torch.randn(rows, settings.dimensions) * 0.1
    weight *= _rarity(texts.flat, rows)[:, None]
    rows_of = Rows(weight)
    drawn = _schedule(buckets, settings, random)
    for step, key in enumerate(drawn):
        left, warm = 1 - step / len(drawn), min(1.0, (step + 1) / 50)
        loss = _loss(rows_of, texts, buckets[key], settings, random)
        loss.backward()
        rows_of.step(settings.rate * max(0.02, left) * warm)
        if step % 500 == 0:
            print(f"step {step}: {key} loss {loss.item():.3f}", flush=True)
    matrix = weight.numpy()
    matrix[tokenizer.token_to_id(UNKNOWN)] = 0
    return matrix


class Rows:
    """The matrix, of which each step takes out, moves (Adam) and puts back the rows in use.

    The same as an EmbeddingBag with SparseAdam, at a third of the time.
    """

    def __init__(self, weight: torch.Tensor) -> None:
        self.weight = weight
        self.mean, self.square = torch.zeros_like(weight), torch.zeros_like(weight)
        self.steps = 0

    def encode(self, flat: np.ndarray, starts: np.ndarray) -> torch.Tensor:
        """Return the normalised mean of each bag."""
        used, places = np.unique(flat, return_inverse=True)
        self.used = torch.from_numpy(used)
        self.rows = self.weight[self.used].requires_grad_()
        bags = torch.nn.functional.embedding_bag(
            torch.from_numpy(places), self.rows, torch.from_numpy(starts), mode="mean"
        )
        return torch.nn.functional.normalize(bags, dim=1)

    def step(self, rate: float) -> None:
        """Move the rows of the last batch."""
        self.steps += 1
        slope = self.rows.grad
        mean = self.mean[self.used].mul_(0.9).add_(slope, alpha=0.1)
        square = self.square[self.used].mul_(0.999).addcmul_(slope, slope, value=0.001)
        self.mean[self.used], self.square[self.used] = mean, square
        size = (square / (1 - 0.999**self.steps)).sqrt_().add_(1e-8)
        move = mean / size * (rate / (1 - 0.9**self.steps))
        self.weight[self.used] = self.rows.detach() - move


def _rarity(flat: np.ndarray, rows: int) -> torch.Tensor:
    """Return the usual smooth inverse frequency weights, where training starts from."""
    shares = np.bincount(flat, minlength=rows) / len(flat)
    return torch.from_numpy(1e-3 / (1e-3 + shares)).float()


def _schedule(buckets: dict, settings: Settings, random: np.random.Generator) -> list:
    """Return the bucket of each step: shares first, then sizes damped by a power."""
    keys = list(buckets)
    sizes = np.array([len(buckets[k].left) for k in keys], dtype=float)
    weights = sizes**settings.bucket_power * (sizes >= 64)
    for share, wanted in SHARES.items():
        mine = np.array([key[0] == share for key in keys])
        if mine.any():
            weights[mine] *= wanted / max(weights[mine].sum(), 1e-9)
    drawn = random.choice(len(keys), size=settings.steps, p=weights / weights.sum())
    return [keys[i] for i in drawn]


def _loss(rows: Rows, texts: Texts, bucket: Bucket, settings: Settings, random) -> torch.Tensor:
    """Return the InfoNCE loss of a batch in both directions, look-alikes as wrong answers."""
    places = bucket.next(min(settings.batch, len(bucket.left)), random)
    n, left, right = len(places), bucket.left[places], bucket.right[places]
    wrong = bucket.near[places] if bucket.near is not None else right[:0]
    answers = np.concatenate([right, wrong])
    flat, starts = texts.bags(np.concatenate([left, answers]), settings.drop, random)
    vectors = rows.encode(flat, starts)
    scores = vectors[:n] @ vectors[n:].T / settings.temperature
    scores = scores.masked_fill(_also_right(bucket, places, left, answers), -1e4)
    target = torch.arange(n)
    forth = torch.nn.functional.cross_entropy(scores, target)
    back = torch.nn.functional.cross_entropy(scores[:, :n].T, target)
    return (forth + back) / 2


def _also_right(bucket: Bucket, places, left, answers) -> torch.Tensor:
    """Return where an answer beside the diagonal is no wrong answer: same bundle, same text."""
    group, n = bucket.group[places], len(places)
    same = left[:, None] == answers[None, :]
    same[:, :n] |= group[:, None] == group[None, :]
    same[:, :n] |= answers[:n, None] == answers[None, :n]
    same[:, :n] |= left[:, None] == left[None, :]
    same[np.arange(n), np.arange(n)] = False
    return torch.from_numpy(same)
