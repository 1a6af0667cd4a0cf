"""Check everything that is not a test: ``python3 tests/check.py``.

Formatting, lints, documentation, every combination of features, licences of the dependencies, Python types and stubs.
Needs cargo with rustfmt and clippy, and Python 3.11 or later; the Python tools are installed into ``target/venv``.
"""

import itertools
import json
import subprocess
import sys
import time

import licences
import stub
from run import PYTHON, ROOT, environment, install, require_tools, run

PYTHON_FILES = ("python", "tests", "examples", "benches")


def metadata():
    """What cargo knows about the workspace and all its dependencies."""
    command = ["cargo", "metadata", "--format-version", "1", "--all-features", "--locked"]
    out = subprocess.run(command, cwd=ROOT, env=environment(), check=False, stdout=subprocess.PIPE)
    if out.returncode != 0:
        sys.exit("cargo metadata failed; when Cargo.lock is behind Cargo.toml, run cargo check and commit Cargo.lock")
    return json.loads(out.stdout)


def closure(wanted, features):
    """All features that ``wanted`` turns on."""
    found, queue = set(), list(wanted)
    while queue:
        name = queue.pop()
        if name not in found and name in features:
            found.add(name)
            queue.extend(features[name])
    return frozenset(found)


def feature_sets(package):
    """Every different set of features of a package that can be asked for."""
    features = package["features"]
    names = sorted(set(features) - {"default"})
    subsets = itertools.chain.from_iterable(itertools.combinations(names, n) for n in range(len(names) + 1))
    return sorted({closure(subset, features) for subset in subsets}, key=lambda names: (len(names), sorted(names)))


def check_rust(facts):
    """Formatting, lints, documentation and the feature powerset."""
    deny = ("--", "-D", "warnings")
    run("cargo", "fmt", "--all", "--check")
    run("cargo", "clippy", "--workspace", "--all-targets", "--all-features", *deny)
    run("cargo", "doc", "--workspace", "--all-features", "--no-deps", RUSTDOCFLAGS="-D warnings")
    kaiin = next(package for package in facts["packages"] if package["name"] == "kaiin")
    # The tests of no and of all features are compiled elsewhere; between these, the library is what can break.
    for names in feature_sets(kaiin):
        only = ("--no-default-features", "--features", ",".join(sorted(names)))
        run("cargo", "clippy", "--package", "kaiin", "--lib", *(() if names else ("--tests",)), *only, *deny)


def check_python():
    """Formatting, lints, types and stubs."""
    install("test", "check")
    folders = [name for name in PYTHON_FILES if (ROOT / name).is_dir()]
    run(PYTHON, "-m", "ruff", "check", *folders)
    run(PYTHON, "-m", "ruff", "format", "--check", *folders)
    stub.check()
    run(PYTHON, "-m", "mypy.stubtest", "kaiin._core")
    run(PYTHON, "-m", "mypy", "tests/python")


def main():
    """Run all checks."""
    require_tools()
    begun = time.monotonic()
    facts = metadata()
    licences.check(facts, ROOT / "deny.toml")
    check_rust(facts)
    check_python()
    print("all checks passed in %.0f s" % (time.monotonic() - begun))


if __name__ == "__main__":
    main()
