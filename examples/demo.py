"""The main job: four annual reports from real data, made from nothing but this repository.

``python3 examples/demo.py [members of the simulated register] [--language ja]`` builds the package, installs it into
``target/demo-venv``, and lets ``examples/annual_reports.py`` write the reports to ``out/`` and print a screen of each, in English or
Japanese. It needs cargo and Python 3.11 or later.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "target" / "demo-venv"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / ("python.exe" if os.name == "nt" else "python")
CARGO_HOME_BIN = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "bin"


def require_tools():
    """Stop with one clear sentence when Python is too old or cargo is not there."""
    if sys.version_info < (3, 11):
        sys.exit("Python %d.%d is too old; run this with Python 3.11 or later" % sys.version_info[:2])
    if shutil.which("cargo", path=search_path()) is None:
        sys.exit("cargo was not found; install Rust 1.89 or later from https://rustup.rs, open a new terminal and run this again")


def search_path():
    """Where programs are looked for: as usual, then where rustup puts cargo."""
    return os.pathsep.join([os.environ.get("PATH", os.defpath), str(CARGO_HOME_BIN)])


def run(*command):
    """Run a command in the repository's root; stop when it fails."""
    environment = {**os.environ, "PATH": search_path(), "PYTHONUTF8": "1"}
    status = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode
    if status != 0:
        sys.exit("failed with status %d: %s" % (status, " ".join(str(part) for part in command)))


def main():
    """Install the package and make the reports."""
    require_tools()
    works = PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    if not works:
        shutil.rmtree(VENV, ignore_errors=True)
        if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode != 0:
            sys.exit("this Python cannot make a virtual environment; install its venv module (Debian, Ubuntu: apt install python3-venv)")
    print("building and installing kaiin into", VENV.relative_to(ROOT), "(some minutes the first time)", flush=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ".")
    run(PYTHON, ROOT / "examples" / "annual_reports.py", *sys.argv[1:])


if __name__ == "__main__":
    main()
