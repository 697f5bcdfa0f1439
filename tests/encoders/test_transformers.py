"""Models of others: names, missing parts, prompts, revisions, and real runs on tiny models."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tiny_models

from qualmap.encoders import load_encoder
from qualmap.encoders.hub import Located, asks_for_model, installed, locate
from qualmap.encoders.prompts import prompt_of
from qualmap.encoders.settings import AS_IT_COMES, Settings, read_settings
from qualmap.encoders.static import StaticEncoder
from qualmap.encoders.trouble import explained, will_not_run
from qualmap.encoders.unrelated import forget, measured, sample
from qualmap.encoders.words import plain
from qualmap.errors import QualmapError
from qualmap.files import data_path
from qualmap.model.encoder import Encoder

E5 = "intfloat/multilingual-e5-small"
STATIC = data_path("models", "static")
TEXTS = [
    "Reads electrical drawings",
    "Читает чертежи",
    "",
    "  ",
    "漢字",
    "\ud800 half",
    "long " * 500,
]


def need_extra() -> None:
    pytest.importorskip(
        "sentence_transformers", reason="needs sentence-transformers, the extra `transformers`"
    )


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_extra()
    return tiny_models.build(tmp_path_factory.mktemp("models") / "tiny-letters")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of downloaded models."""
    pytest.importorskip("huggingface_hub", reason="comes with the extra `transformers`")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.delenv("SENTENCE_TRANSFORMERS_HOME", raising=False)
    return tmp_path / "hub"


def put_in(hub: Path, commit: str, *files: str) -> Path:
    """A download of E5 with the files named, of no content worth loading."""
    snapshot = hub / ("models--" + E5.replace("/", "--")) / "snapshots" / commit
    for file in files:
        (snapshot / file).parent.mkdir(parents=True, exist_ok=True)
        (snapshot / file).write_text("{}")
    (snapshot.parents[1] / "refs").mkdir(exist_ok=True)
    (snapshot.parents[1] / "refs" / "main").write_text(commit)
    return snapshot


# Without the extra


@pytest.mark.parametrize("spec", [E5, f"{E5}@main"])
def test_a_missing_extra_is_said_with_the_command(spec: str, without_extra: None) -> None:
    with pytest.raises(QualmapError, match="needs sentence-transformers") as caught:
        load_encoder(spec)
    assert caught.value.hint == 'pip install "qualmap[transformers]"'


@pytest.mark.parametrize("name", ["nosuch", "LaBSE", "multilingual-e5-small"])
def test_an_unknown_short_name_lists_the_known(name: str) -> None:
    with pytest.raises(QualmapError, match=f"unknown encoder '{name}'") as caught:
        load_encoder(name)
    assert "static" in caught.value.hint
    assert "OWNER/NAME" in caught.value.hint


@pytest.mark.parametrize("spec", ["./nosuch", "../no/such", "~/no-such-folder-here", "/no/such"])
def test_a_path_that_is_not_there(spec: str) -> None:
    with pytest.raises(QualmapError, match="no such folder"):
        load_encoder(spec)


@pytest.mark.parametrize("spec", ["a/b/c", "a/b@../c", "a b/c", "a/b@", "/"])
def test_what_can_be_no_name(spec: str, tmp_path: Path) -> None:
    with pytest.raises(QualmapError):
        locate(spec)


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(QualmapError, match="not a sentence-transformers model"):
        locate(str(tmp_path))


def test_what_asks_for_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here").mkdir()
    assert all(map(asks_for_model, [E5, "./x", "~/x", "c:\\x", "here"]))
    assert not any(map(asks_for_model, ["static", "nosuch", ""]))


def test_the_folder_of_a_static_model_needs_no_extra(without_extra: None) -> None:
    loaded = load_encoder(str(STATIC))
    assert isinstance(loaded, StaticEncoder)
    assert loaded.sha256 == load_encoder().sha256


@pytest.mark.parametrize(
    ("name", "config", "expected"),
    [
        (E5, {}, "query: "),
        ("intfloat/multilingual-e5-large-instruct", {}, "Instruct: "),
        ("my-e5-copy", {"prompts": {"query": "", "document": ""}}, "query: "),
        ("sentence-transformers/LaBSE", {}, ""),
        ("a/b", {"prompts": {"query": "q: ", "STS": "sts: "}}, "sts: "),
        ("a/b", {"prompts": {"query": "q: ", "document": "d: "}}, "q: "),
        ("a/b", {"prompts": {"x": "x: ", "STS": "s: "}, "default_prompt_name": "x"}, "x: "),
        ("a/b", {"prompts": {"x": "x: "}}, ""),
        ("a/b", [], ""),
    ],
)
def test_prompts(tmp_path: Path, name: str, config: object, expected: str) -> None:
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps(config))
    found = prompt_of(name, tmp_path)
    assert found.startswith(expected)
    assert bool(found) == bool(expected)


def test_a_model_without_configuration_has_no_prompt(tmp_path: Path) -> None:
    assert prompt_of("a/b", tmp_path) == ""


def test_settings_of_a_workspace(tmp_path: Path) -> None:
    assert read_settings(None) == read_settings(tmp_path) == AS_IT_COMES
    toml = tmp_path / "qualmap.toml"
    toml.write_text('[models]\ndevice = "cpu"\nbatch-size = 1\n')
    assert read_settings(tmp_path) == Settings("cpu", 1)


@pytest.mark.parametrize(
    "content",
    ["[models]\nbatch-size = 0", "[models]\nbatch-size = true", "[models]\ndevise = 'cpu'",
     "[models]\ndevice = 3", "models = 4", "[models"],
)  # fmt: skip
def test_settings_that_are_not_understood(tmp_path: Path, content: str) -> None:
    (tmp_path / "qualmap.toml").write_text(content)
    with pytest.raises(QualmapError, match=r"qualmap\.toml"):
        read_settings(tmp_path)


def test_every_trouble_with_the_hub_says_what_to_do() -> None:
    for kind in ("GatedRepoError", "RepositoryNotFoundError", "RevisionNotFoundError",
                 "OfflineModeIsEnabled", "HFValidationError", "ConnectError"):  # fmt: skip
        error = type(kind, (Exception,), {})("broken {pipe}\nsecond line")
        found = explained(error, E5, "v2")
        assert E5 in found.message and found.hint
        assert "second line" not in found.message
    assert "qualmap models pull" in found.hint and "path" in found.hint


def test_code_in_a_model_is_not_run() -> None:
    found = will_not_run(ValueError("please pass `trust_remote_code=True`"), "a/b")
    assert "does not allow" in found.message


def test_background_is_measured_once_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALMAP_CACHE", str(tmp_path))
    calls: list[int] = []

    def encode(texts: list[str]) -> np.ndarray:
        calls.append(len(texts))
        return StaticEncoder().encode(texts)

    first = measured("model one", encode)
    assert measured("model one", encode) == first
    assert len(calls) == 1
    assert {"*", "ru uz", "en en"} <= first.keys()
    for pair, (mean, deviation) in first.items():
        left, _space, right = pair.partition(" ")
        shipped = StaticEncoder().background(left, right)
        assert abs(mean - shipped[0]) < 0.04, pair
        assert abs(deviation - shipped[1]) < 0.04, pair
    measured("model two", encode)
    forget()
    measured("model one", encode)
    assert len(calls) == 3


def test_a_damaged_background_is_measured_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALMAP_CACHE", str(tmp_path))
    first = measured("model", StaticEncoder().encode)
    for path in tmp_path.glob("background-*"):
        path.write_text("{")
    assert measured("model", StaticEncoder().encode) == first


def test_a_model_that_gives_one_vector_for_everything_divides_by_nothing() -> None:
    found = measured("constant", lambda texts: np.ones((len(texts), 4), np.float32) / 2)
    assert all(deviation > 0 for _mean, deviation in found.values())


def test_the_texts_of_the_background_are_whole() -> None:
    groups, texts = sample()
    assert set(texts) == {"en", "ru", "uz-Latn", "kk", "ky", "tg"}
    assert len(set(groups)) >= 30
    for side in texts.values():
        assert len(set(side)) == len(groups) == 60
        assert all(text.strip() for text in side)


# What was downloaded


def test_the_commit_of_a_download_is_found_without_the_hub(hub: Path) -> None:
    assert locate(E5) is None
    old, new = "a" * 40, "b" * 40
    put_in(hub, old, "modules.json", "model.safetensors")
    put_in(hub, new, "modules.json", "model.safetensors")
    for spec, commit in ((E5, new), (f"{E5}@{old}", old), (f"{E5}@{old[:12]}", old),
                         (f"{E5}@main", new)):  # fmt: skip
        found = locate(spec)
        assert found is not None and found.revision == commit
    assert locate(f"{E5}@v2") is None
    assert [found.revision for found in installed()] == [old, new]


def test_a_download_that_was_broken_off_does_not_count(hub: Path) -> None:
    put_in(hub, "a" * 40, "modules.json", "config.json")
    assert locate(E5) is None
    assert list(installed()) == []


def test_a_hub_out_of_reach(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_extra()
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(QualmapError, match="not on this machine") as caught:
        load_encoder(E5)
    assert f"qualmap models pull {E5}" in caught.value.hint
    assert "HF_HUB_OFFLINE" in caught.value.message


# Real runs


def test_a_model_in_a_folder(tiny: Path) -> None:
    encoder = load_encoder(str(tiny))
    assert isinstance(encoder, Encoder)
    assert encoder.name == f"tiny-letters@{encoder.sha256[:12]}"
    assert len(encoder.sha256) == 64
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), tiny_models.WIDTH)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.allclose(np.delete(lengths, [2, 3]), 1, atol=1e-5)
    assert not lengths[[2, 3]].any()


def test_the_vectors_are_those_of_the_library(tiny: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(tiny), device="cpu", local_files_only=True)
    expected = model.encode(TEXTS[:2], normalize_embeddings=True)
    assert np.allclose(load_encoder(str(tiny)).encode(TEXTS[:2]), expected, atol=1e-3)
    assert np.allclose(load_encoder(str(tiny), cached=False).encode(TEXTS[:2]), expected, atol=1e-6)


def test_no_texts_and_blank_texts_only(tiny: Path) -> None:
    for cached in (True, False):
        encoder = load_encoder(str(tiny), cached=cached)
        assert encoder.encode([]).shape == (0, tiny_models.WIDTH)
        assert not encoder.encode([" ", ""]).any()


def test_the_prompt_is_put_before_each_text(tiny: Path, tmp_path: Path) -> None:
    prompted = tiny_models.build(tmp_path / "prompted", prompts={"query": "query: "})
    found = load_encoder(str(prompted)).encode(["reads"])
    plain_one = load_encoder(str(tiny))
    assert np.allclose(found, plain_one.encode(["query: reads"]), atol=1e-3)
    assert not np.allclose(found, plain_one.encode(["reads"]), atol=1e-3)


def test_other_weights_are_another_model(tiny: Path, tmp_path: Path) -> None:
    other = tiny_models.build(tmp_path / "tiny-letters", seed=1)
    assert load_encoder(str(other)).sha256 != load_encoder(str(tiny)).sha256
    (other / "README.md").write_text("another card")
    before = load_encoder(str(other)).sha256
    (other / "README.md").write_text("one more card")
    assert load_encoder(str(other)).sha256 == before


def test_a_model_of_the_hub_carries_its_commit(tiny: Path, hub: Path) -> None:
    commit = "c" * 40
    tiny_models.put_in_hub_cache(tiny, hub, E5, commit)
    encoder = load_encoder(f"{E5}@main")
    assert encoder.name == f"{E5}@{commit[:12]}"
    assert encoder.sha256 == commit
    by_folder = load_encoder(str(tiny))
    expected = by_folder.encode(["query: Reads"])
    assert np.allclose(encoder.encode(["Reads"]), expected, atol=1e-3)


def test_the_background_of_a_real_model(tiny: Path) -> None:
    mean, deviation = load_encoder(str(tiny)).background("uz-Cyrl", "ru")
    assert -1 <= mean <= 1
    assert deviation > 0
    assert load_encoder(str(tiny)).background("ru", "uz-Latn") == (mean, deviation)


def test_a_device_that_is_not_there(tiny: Path) -> None:
    encoder = load_encoder(str(tiny), settings=Settings(device="nosuch"), cached=False)
    with pytest.raises(QualmapError, match="cannot be used") as caught:
        encoder.encode(["Reads"])
    assert "device" in caught.value.hint


def test_weights_that_are_damaged(tiny: Path, hub: Path) -> None:
    snapshot = tiny_models.put_in_hub_cache(tiny, hub, E5, "d" * 40)
    (snapshot / "model.safetensors").write_bytes(b"half a download")
    with pytest.raises(QualmapError, match="cannot be used") as caught:
        load_encoder(E5, cached=False).encode(["Reads"])
    assert "models pull" in caught.value.hint


def test_our_static_model_through_sentence_transformers(tmp_path: Path) -> None:
    need_extra()
    from qualmap.encoders.transformers import TransformersEncoder

    encoder = TransformersEncoder(Located("static", "0", STATIC, "folder"), Settings("cpu"))
    found = encoder.encode([plain(text) for text in TEXTS[:2]])
    assert np.allclose(found, StaticEncoder().encode(TEXTS[:2]), atol=1e-5)


def test_a_static_embedding_of_others(tmp_path: Path) -> None:
    need_extra()
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(STATIC / "tokenizer.json"))
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)], device="cpu")
    model.save(str(tmp_path / "other"))
    vectors = load_encoder(str(tmp_path / "other")).encode(["malaka darajasi", ""])
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0], atol=1e-6)


def test_torch_is_not_loaded_when_all_vectors_are_kept(tiny: Path) -> None:
    load_encoder(str(tiny)).encode(TEXTS)
    code = (
        "import sys\nfrom qualmap.encoders import load_encoder\n"
        f"load_encoder({str(tiny)!r}).encode({TEXTS!r})\n"
        "assert not {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
