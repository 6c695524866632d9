"""Compiles the workspace and packs its functions for deployment."""

import hashlib
import json
import os
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .settings import LOCAL, ROOT, TARGET, Failure

RELEASE = TARGET / "release"
ZIPS = LOCAL / "zips"


@dataclass(frozen=True)
class Package:
    digest: str
    file: Path


def compile_workspace() -> None:
    """One plain build for everything: tests and `cargo lambda watch` find their dependencies compiled.

    `cargo lambda build` names its target explicitly, and so compiles everything once more.
    """
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET)}
    command = ["cargo", "build", "--release", "--workspace", "--bins"]
    if subprocess.run(command, cwd=ROOT, env=environment).returncode != 0:
        raise Failure(f"`{' '.join(command)}` failed")


def binary(name: str) -> Path:
    path = RELEASE / name
    if not path.exists():
        raise Failure(f"the build made no binary `{name}`; template.yaml and the crates disagree")
    return path


def pack(names: list[str]) -> dict[str, Package]:
    """Every function as a zip of its bootstrap; what did not change since last time is not packed again."""
    ZIPS.mkdir(parents=True, exist_ok=True)
    index_file = ZIPS / "index.json"
    index = json.loads(index_file.read_text()) if index_file.exists() else {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        index = dict(zip(names, pool.map(lambda name: pack_one(name, index.get(name)), names), strict=True))
    index_file.write_text(json.dumps(index))
    return {name: Package(entry["digest"], ZIPS / f"{name}.zip") for name, entry in index.items()}


def pack_one(name: str, known: dict | None) -> dict:
    source, target = binary(name), ZIPS / f"{name}.zip"
    stat = source.stat()
    stamp = [stat.st_mtime_ns, stat.st_size]
    if known and known["stamp"] == stamp and target.exists():
        return known
    content = source.read_bytes()
    # A fixed date: the same binary makes the same zip.
    entry = zipfile.ZipInfo("bootstrap", (2020, 1, 1, 0, 0, 0))
    entry.external_attr = 0o755 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "w") as archive:
        # The fastest level: these zips travel over the loopback interface only.
        archive.writestr(entry, content, compresslevel=1)
    return {"stamp": stamp, "digest": hashlib.sha256(content).hexdigest()}
