"""The embedded model: its shape, what it promises, and that other libraries read it alike."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, strategies

from qualmap.encoders import load_encoder
from qualmap.encoders import static as static_module
from qualmap.encoders.static import StaticEncoder
from qualmap.encoders.subwords import Subwords
from qualmap.encoders.tensors import map_tensors
from qualmap.encoders.words import plain, words, words_each
from qualmap.errors import QualmapError
from qualmap.files import data_path
from qualmap.model.encoder import Encoder

FOLDER = data_path("models", "static")

TEXTS = [
    "Plans the excavation of a small trench",
    "Планирует рытьё небольшой траншеи",
    "Kichik xandaq qazishni rejalashtiradi",
    "Кичик хандақ қазишни режалаштиради",
    "Шағын ор қазуды жоспарлайды",
    "Чакан орду казууну пландайт",
    "Кофтани хандаки хурдро ба нақша мегирад",
    "Kiçi garymyň gazylmagyny meýilleşdirýär",
    "A-1 / 1000 V, ISO 9001",
]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    return StaticEncoder()


def test_it_is_an_encoder_and_the_default() -> None:
    loaded = load_encoder()
    assert isinstance(loaded, Encoder)
    assert loaded.name == load_encoder("static").name
    assert len(loaded.sha256) == 64


def test_an_unknown_name_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(QualmapError, match="unknown encoder 'nosuch'") as caught:
        load_encoder("nosuch")
    assert "static" in caught.value.hint


def test_rows_are_float32_of_length_one(encoder: StaticEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("text", ["", "   ", "…!?", "漢字", "ქართული", "ABC漢" * 60, "\ud800"])
def test_nothing_known_is_a_row_of_zeros(encoder: StaticEncoder, text: str) -> None:
    assert not encoder.encode([text]).any()


def test_no_texts_give_no_rows(encoder: StaticEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_the_same_text_has_the_same_bytes_in_any_company(encoder: StaticEncoder) -> None:
    together = encoder.encode(TEXTS)
    fresh = StaticEncoder()
    alone = np.concatenate([fresh.encode([text]) for text in reversed(TEXTS)])[::-1]
    assert together.tobytes() == alone.tobytes()


def test_many_texts_are_cut_into_chunks_without_a_seam(encoder: StaticEncoder) -> None:
    many = TEXTS * 300
    assert np.array_equal(encoder.encode(many), np.tile(encoder.encode(TEXTS), (300, 1)))


def test_forgetting_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = StaticEncoder().encode(TEXTS)
    monkeypatch.setattr(static_module, "MAX_CHUNKS_KEPT", 8)
    forgetful = StaticEncoder()
    found = np.concatenate([forgetful.encode([text]) for text in TEXTS])
    assert found.tobytes() == expected.tobytes()
    assert len(forgetful._pieces) <= 8


def test_uzbek_cyrillic_is_uzbek_latin(encoder: StaticEncoder) -> None:
    both = ["Oʻquv jarayonini tashkil etish", "Ўқув жараёнини ташкил этиш"]
    latin, cyrillic = encoder.encode(both)
    assert latin @ cyrillic > 0.99


def test_a_translation_is_nearest(encoder: StaticEncoder) -> None:
    english = ["Sews a winter coat", "Repairs a tractor engine", "Teaches children to read"]
    russian = ["Обучает детей чтению", "Шьёт зимнее пальто", "Ремонтирует двигатель трактора"]
    found = (encoder.encode(english) @ encoder.encode(russian).T).argmax(axis=1)
    assert found.tolist() == [1, 2, 0]


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert StaticEncoder().encode(["Malaka darajasi"]).any()


def test_nothing_is_read_before_the_first_use(tmp_path: Path) -> None:
    lazy = StaticEncoder(tmp_path / "missing")
    with pytest.raises(QualmapError, match=r"cannot be read: model\.safetensors"):
        lazy.encode(["work"])


@pytest.mark.parametrize("content", [b"", b"short", b"\x05\0\0\0\0\0\0\0hello and more"])
def test_damaged_weights_are_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.safetensors").write_bytes(content)
    with pytest.raises(QualmapError, match="cannot be read"):
        StaticEncoder(tmp_path).encode(["work"])


def test_the_model_fits_its_budget() -> None:
    files = [file for file in FOLDER.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 20e6


def test_the_background_is_the_same_in_both_directions(encoder: StaticEncoder) -> None:
    mean, deviation = encoder.background("uz-Latn", "ru")
    assert encoder.background("ru", "uz-Cyrl") == (mean, deviation)
    assert -0.2 < mean < 0.5
    assert 0 < deviation < 0.5
    assert encoder.background("de", "fr") == encoder.background("tk", "xx")


def test_words_are_the_longest_pieces_from_the_left() -> None:
    pieces = ["[UNK]", "ma", "malaka", "##la", "##ka", "##s", "##i", "##si"]
    subwords = Subwords({piece: number for number, piece in enumerate(pieces)}, longest_word=10)
    assert subwords.split("malakasi") == [2, 7]
    assert subwords.split("malaka") == [2]
    assert subwords.split("mala") == [1, 3]
    assert subwords.split("malo") == [0]
    assert subwords.split("m" * 11) == [0]


AWKWARD = [
    "Gʻisht teruvchi — oʻrnatish; G‘ala, o'quv 'training' va mas'uliyat",
    "Несёт\u00a0ответственность\tза\nучасток, цех и ЭВМ",
    "ЙОД Иод e\u0301tude İstanbul ΣΑΣ ŒUVRE",
    "5-daraja/№12 (а_б) «цирк»ye Yes yetakchi съезд объект",
    "nol\u200bkenglik \u0301 ' ʻ",
]


@pytest.mark.parametrize("text", [*TEXTS, *AWKWARD])
def test_chunks_hold_the_words_of_the_text(text: str) -> None:
    chunks = text.lower().split()
    assert [word for found in words_each(chunks) for word in found] == words(text)


@given(strategies.text(alphabet="aeoʻʼ'gGyYнцеЦёъь -,.\n\u0301İΣ", max_size=30))
def test_chunks_hold_the_words_of_any_text(text: str) -> None:
    chunks = text.lower().split()
    assert [word for found in words_each(chunks) for word in found] == words(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_vector_is_the_mean_of_its_rows(encoder: StaticEncoder, text: str) -> None:
    tensors = map_tensors(FOLDER / "model.safetensors")
    split = Subwords.read((FOLDER / "tokenizer.json").read_bytes()).split
    pieces = [piece for word in words(text) for piece in split(word)]
    mean = (tensors["embeddings"][pieces] * tensors["weights"][pieces][:, None]).mean(axis=0)
    assert np.allclose(encoder.encode([text])[0], mean / np.linalg.norm(mean), atol=1e-5)


def test_punctuation_and_underscores_part_words() -> None:
    assert words("CNC-станок (3_оси), 5%") == ["cnc", "stanok", "3", "osi", "5"]


def test_the_tokenizers_library_splits_alike() -> None:
    reason = "needs the library `tokenizers`, which qualmap itself does not"
    tokenizers = pytest.importorskip("tokenizers", reason=reason)
    content = (FOLDER / "tokenizer.json").read_bytes()
    library = tokenizers.Tokenizer.from_str(content.decode())
    subwords = Subwords.read(content)
    for text in [*TEXTS, "漢字 abc", "x" * 120]:
        found = [number for word in words(text) for number in subwords.split(word)]
        assert found == library.encode(plain(text), add_special_tokens=False).ids


def test_sentence_transformers_gives_the_same_vectors(encoder: StaticEncoder) -> None:
    reason = "needs sentence-transformers, the extra `transformers`"
    library = pytest.importorskip("sentence_transformers", reason=reason)
    model = library.SentenceTransformer(str(FOLDER), device="cpu", local_files_only=True)
    found = model.encode([plain(text) for text in TEXTS])
    assert np.allclose(found, encoder.encode(TEXTS), atol=1e-5)


def test_model2vec_gives_the_same_vectors(encoder: StaticEncoder) -> None:
    library = pytest.importorskip("model2vec", reason="needs model2vec")
    model = library.StaticModel.from_pretrained(str(FOLDER))
    found = model.encode([plain(text) for text in TEXTS])
    assert np.allclose(found, encoder.encode(TEXTS), atol=1e-5)


def test_the_files_say_what_they_are() -> None:
    config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    assert config["name"].startswith("qualmap-static-")
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    for licence in ("CC BY-SA 4.0", "MPL-2.0", "Apache-2.0", "BSD-3-Clause", "Unicode-3.0"):
        assert licence in card
