"""The typed stub of the compiled module, generated from the bindings: ``python3 tests/stub.py`` writes it anew."""

import sys
import tempfile
from pathlib import Path

from run import PYTHON, ROOT, install, require_tools, run

STUB = ROOT / "python" / "kaiin" / "_core.pyi"


def generated():
    """The stub as the bindings describe themselves; needs the extra ``check``."""
    with tempfile.TemporaryDirectory() as folder:
        # The script beside Python, and Python's own interpreter, so that no other one on the machine is asked.
        run("maturin", "generate-stubs", "--quiet", "--features", "stubs", "--interpreter", PYTHON, "--out", folder)
        return next(Path(folder).rglob("_core.pyi")).read_text(encoding="utf-8")


def check():
    """Stop when the committed stub is not what the bindings say."""
    if STUB.read_text(encoding="utf-8") != generated():
        sys.exit("python/kaiin/_core.pyi is out of date; run `python3 tests/stub.py` and commit it")


def main():
    """Write the stub."""
    require_tools()
    install("check")
    STUB.write_text(generated(), encoding="utf-8", newline="\n")
    print("wrote", STUB.relative_to(ROOT))


if __name__ == "__main__":
    main()
