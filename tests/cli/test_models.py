"""`qualmap models …` as processes; the hub is a small server on this machine."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import tiny_models
from running import Run

from qualmap.encoders.bench import bench_texts

NAME = "someone/tiny-letters"
COMMIT = "e" * 40
NEW_CACHE = {"HF_HUB_OFFLINE": "0", "HF_HUB_DISABLE_TELEMETRY": "1"}


def need_extra() -> None:
    pytest.importorskip(
        "sentence_transformers", reason="needs sentence-transformers, the extra `transformers`"
    )


class Hub(BaseHTTPRequestHandler):
    """Answers for one model as the hub does: its files, and each file with commit and hash."""

    def __init__(self, folder: Path, *rest: object) -> None:
        self.folder = folder
        super().__init__(*rest)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        files = sorted(p for p in self.folder.rglob("*") if p.is_file())
        names = {p.relative_to(self.folder).as_posix(): p for p in files}
        wanted = path.removeprefix(f"/{NAME}/resolve/{COMMIT}/")
        if path.startswith(f"/api/models/{NAME}/tree/"):
            entries = [
                {"type": "file", "path": n, "size": p.stat().st_size, "oid": n}
                for n, p in names.items()
            ]
            self._answer(json.dumps(entries).encode())
        elif path.startswith(f"/api/models/{NAME}"):
            siblings = [{"rfilename": name} for name in names]
            body = {"_id": "1", "id": NAME, "sha": COMMIT, "siblings": siblings}
            self._answer(json.dumps(body).encode())
        elif wanted in names:
            self._answer(names[wanted].read_bytes())
        else:
            self._answer(b"{}", 404, {"X-Error-Code": "RepoNotFound"})

    def _answer(self, content: bytes, code: int = 200, headers: dict | None = None) -> None:
        self.send_response(code)
        etag = hashlib.sha256(content).hexdigest()
        more = {"ETag": f'"{etag}"', "X-Repo-Commit": COMMIT, "Content-Length": len(content)}
        for name, value in {**more, **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_extra()
    folder = tiny_models.build(tmp_path_factory.mktemp("models") / "tiny-letters")
    card = (
        "---\nlanguage: [en, uz]\nlicense: mit\n---\n# Tiny\n## Figures\naccuracy: none\n## More\n"
    )
    (folder / "README.md").write_text(card)
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_bytes(b"of no use here")
    return folder


@pytest.fixture
def address(tiny: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Hub, tiny))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_list_and_show_the_embedded_model(run: Run) -> None:
    done = run("models", "list")
    assert done.returncode == 0, done.stderr
    assert "static" in done.stdout and "256" in done.stdout
    rows = json.loads(run("models", "list", "--format", "json").stdout)["models"]
    assert rows[0]["use"] == "static" and rows[0]["source"] == "built-in"
    shown = json.loads(run("models", "show", "--format", "json").stdout)["model"]
    assert shown == rows[0]
    assert {"en", "ru", "uz", "kk"} <= set(shown["languages"])
    assert len(shown["sha256"]) == 64
    page = run("models", "show", "static").stdout
    assert shown["sha256"][:40] in page


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "nosuch"], "unknown encoder 'nosuch'"),
        (["show", "./nosuch"], "no such folder"),
        (["list", "--format", "xml"], "unknown format 'xml'"),
        (["bench", "nosuch"], "unknown encoder 'nosuch'"),
        (["bench", "--format", "xml"], "unknown format 'xml'"),
        (["cache", "limit", "much"], "'much' is no size"),
        (["cache", "limit", "1kB"], "'1kB' is no size"),
    ],
)
def test_mistakes(run: Run, words: list[str], message: str) -> None:
    done = run("models", *words)
    assert done.returncode == 2
    assert message in done.stderr and "hint: " in done.stderr
    assert "Traceback" not in done.stderr


def test_cache_commands(run: Run, tmp_path: Path) -> None:
    own = {"QUALMAP_CACHE": str(tmp_path / "own")}
    assert "0.0 MB of at most 1.0 GB" in run("models", "cache", "show", **own).stdout
    assert run("models", "cache", "limit", "2.5GB", **own).returncode == 0
    body = json.loads(run("models", "cache", "show", "--format", "json", **own).stdout)["cache"]
    assert body["limit"] == 2_500_000_000 and body["models"] == []
    assert run("models", "cache", "clear", **own).returncode == 0
    off = run("models", "cache", "show", QUALMAP_CACHE="")
    assert off.returncode == 0 and "no cache" in off.stdout


def test_bench_of_the_embedded_model(run: Run) -> None:
    done = run("models", "bench", "--format", "json")
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)["results"]
    assert row["name"].startswith("qualmap-static")
    assert row["texts_per_second"] > 1000
    assert row["accuracy"] > 0.9
    assert row["retrieval"][row["weakest"]] == min(row["retrieval"].values())
    assert len(row["retrieval"]) == 5 * 4
    assert row["peak_bytes"] is None or 10e6 < row["peak_bytes"] < 1e9


def test_the_texts_of_the_bench_are_whole() -> None:
    texts = bench_texts()
    assert list(texts) == ["en", "ru", "uz-Latn", "uz-Cyrl", "kk"]
    for side in texts.values():
        assert len(side) == len(set(side)) == 60
        assert all(text == text.strip() != "" for text in side)


def test_commands_have_help_with_an_example(run: Run) -> None:
    for words in ("list", "show", "pull", "bench", "cache show", "cache clear", "cache limit"):
        done = run("models", *words.split(), "--help")
        assert f"Example: qualmap models {words}" in " ".join(done.stdout.split())


def test_pull_then_use_it_offline(run: Run, address: str, tmp_path: Path) -> None:
    home = {"HF_HOME": str(tmp_path / "hf")}
    done = run("models", "pull", NAME, **home, **NEW_CACHE, HF_ENDPOINT=address)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{NAME}@{COMMIT} ")
    assert not list(tmp_path.rglob("*.onnx"))

    rows = json.loads(run("models", "list", "--format", "json", **home).stdout)["models"]
    assert [row["use"] for row in rows] == ["static", NAME]
    assert rows[1]["languages"] == ["en", "uz"] and rows[1]["licence"] == "mit"
    assert rows[1]["dimensions"] == tiny_models.WIDTH and rows[1]["revision"] == COMMIT
    page = run("models", "show", NAME, **home).stdout
    assert "accuracy: none" in page and "More" not in page

    (tmp_path / "a.txt").write_text("Reads drawings\n")
    (tmp_path / "b.txt").write_text("Reads a drawing\nSews a coat\n")
    words = ("match", "a.txt", "b.txt", "--left-lang", "en", "--right-lang", "en")
    found = run(*words, "--format", "jsonl", "--model", f"{NAME}@{COMMIT[:12]}", **home)
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""


def test_a_name_that_the_hub_does_not_know(run: Run, address: str, tmp_path: Path) -> None:
    home = {"HF_HOME": str(tmp_path / "hf")}
    done = run("models", "pull", "someone/else", **home, **NEW_CACHE, HF_ENDPOINT=address)
    assert done.returncode == 2
    assert "the hub knows no model someone/else" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("offline", ["0", "1"])
def test_pull_without_network(run: Run, tmp_path: Path, offline: str) -> None:
    need_extra()
    nobody = {"HF_HOME": str(tmp_path), "HF_ENDPOINT": "http://127.0.0.1:9"}
    done = run("models", "pull", NAME, **nobody, HF_HUB_OFFLINE=offline)
    assert done.returncode == 2
    assert f"the model {NAME} is not on this machine" in done.stderr
    assert "give its path" in done.stderr
    assert "Traceback" not in done.stderr


def test_bench_side_by_side(run: Run, tiny: Path) -> None:
    one = {"OMP_NUM_THREADS": "1"}  # on a busy machine, two threads of torch hinder each other
    words = ("--device", "cpu", "--batch-size", "8")
    done = run("models", "bench", "static", str(tiny), *words, **one)
    assert done.returncode == 0, done.stderr
    assert "qualmap-static-1" in done.stdout and "tiny-letters@" in done.stdout
    broken = run("models", "bench", str(tiny), "--device", "nosuch")
    assert broken.returncode == 2 and "cannot be used" in broken.stderr
    assert "Traceback" not in broken.stderr
