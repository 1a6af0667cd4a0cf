"""Run every test, Rust and Python: ``python3 tests/run.py [pytest arguments]``.

Needs cargo and Python 3.11 or later, nothing else: what the Python tests use is installed into ``target/venv``.
``CARGO_TARGET_DIR`` is honoured where it is set. The laws are tried on examples drawn from one seed, so that a failure can be repeated;
``PROPTEST_RNG_SEED=2 python3 tests/run.py`` draws others, and plain ``cargo test`` others each time.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "target" / "venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(SCRIPTS / ("python.exe" if os.name == "nt" else "python"))
CARGO_HOME_BIN = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "bin"


def environment():
    """The variables for every command: the environment's scripts first, no Python needed to build the bindings with cargo."""
    path = os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", os.defpath), str(CARGO_HOME_BIN)])
    return {"PROPTEST_RNG_SEED": "1", **os.environ, "PATH": path, "VIRTUAL_ENV": str(VENV), "PYO3_BUILD_EXTENSION_MODULE": "1"}


def require_tools():
    """Stop with one clear sentence when Python is too old or cargo is not there."""
    if sys.version_info < (3, 11):
        sys.exit("Python %d.%d is too old; run this with Python 3.11 or later" % sys.version_info[:2])
    if shutil.which("cargo", path=environment()["PATH"]) is None:
        sys.exit("cargo was not found; install Rust 1.89 or later from https://rustup.rs, open a new terminal and run this again")


def run(*command, **variables):
    """Run a command in the repository's root; stop when it fails."""
    print("+", *command, flush=True)
    env = {**environment(), **variables}
    program = shutil.which(command[0], path=env["PATH"]) or command[0]
    status = subprocess.run([program, *command[1:]], cwd=ROOT, env=env, check=False).returncode
    if status != 0:
        sys.exit("failed with status %d: %s" % (status, " ".join(command)))


def make_venv():
    """Make ``target/venv``, or make it again when its Python no longer runs."""
    works = Path(PYTHON).exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    if works:
        return
    print("+ making", VENV, flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode != 0:
        sys.exit("this Python cannot make a virtual environment; install its venv module (Debian, Ubuntu: apt install python3-venv)")


def install(*extras):
    """Build the package as a user gets it and install it with ``extras`` into ``target/venv``."""
    make_venv()
    what = ".[%s]" % ",".join(extras) if extras else "."
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what)


def test_beside_peers():
    """Run what compares with packages that the other tests cannot live with, in ``target/venv-peers``."""
    peers = VENV.with_name("venv-peers")
    python = str(peers / Path(PYTHON).relative_to(VENV))
    if subprocess.run([sys.executable, "-m", "venv", str(peers)], check=False).returncode != 0:
        sys.exit("this Python cannot make a virtual environment; install its venv module (Debian, Ubuntu: apt install python3-venv)")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ".[peers]")
    run(python, "-m", "pytest", "tests/python/test_back_test_peers.py")


def main():
    """Run all tests."""
    require_tools()
    begun = time.monotonic()
    run("cargo", "test", "--workspace", "--exclude", "kaiin-python", "--all-features")
    run("cargo", "test", "--package", "kaiin", "--no-default-features")
    install("test")
    run(PYTHON, "-m", "pytest", *sys.argv[1:])
    test_beside_peers()
    print("all tests passed in %.0f s" % (time.monotonic() - begun))


if __name__ == "__main__":
    main()
