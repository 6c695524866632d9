"""Compiles the workspace and packs its functions for deployment."""

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .settings import CACHE, LOCAL, ROOT, TARGET, Failure, lock

RELEASE = TARGET / "release"
# This clone's binaries. Clones share Cargo's folder, where each build puts its own in place of another's.
BINARIES = LOCAL / "bin"
ZIPS = LOCAL / "zips"


@dataclass(frozen=True)
class Package:
    digest: str
    file: Path


def compile_workspace() -> None:
    """One plain build for everything: tests and `cargo lambda watch` find their dependencies compiled.

    `cargo lambda build` names its target explicitly, and so compiles everything once more.
    """
    command = ["cargo", "build", "--release", "--workspace", "--bins"]
    with lock(CACHE):
        environment = os.environ | {"CARGO_TARGET_DIR": str(TARGET)}
        if subprocess.run(command, cwd=ROOT, env=environment).returncode != 0:
            raise Failure(f"`{' '.join(command)}` failed")
        BINARIES.mkdir(parents=True, exist_ok=True)
        for built in RELEASE.iterdir():
            if built.is_file() and os.access(built, os.X_OK):
                take(built, BINARIES / built.name)


def take(built: Path, kept: Path) -> None:
    """Keeps a built file by a second name, or by a copy where that cannot be."""
    if kept.exists() and stamp(kept) == stamp(built):
        return
    kept.unlink(missing_ok=True)
    try:
        kept.hardlink_to(built)
    except OSError:
        shutil.copy2(built, kept)


def stamp(file: Path) -> list[int]:
    """Tells two builds of a file apart."""
    stat = file.stat()
    return [stat.st_mtime_ns, stat.st_size]


def binary(name: str) -> Path:
    path = BINARIES / name
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
    now = stamp(source)
    if known and known["stamp"] == now and target.exists():
        return known
    content = source.read_bytes()
    # A fixed date: the same binary makes the same zip.
    entry = zipfile.ZipInfo("bootstrap", (2020, 1, 1, 0, 0, 0))
    entry.external_attr = 0o755 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "w") as archive:
        # The fastest level: these zips travel over the loopback interface only.
        archive.writestr(entry, content, compresslevel=1)
    return {"stamp": now, "digest": hashlib.sha256(content).hexdigest()}
