"""The package stands alone: no other package is imported or needed; its documentation runs."""

import doctest
import subprocess
import sys
import threading
import time

import kaiin
import pytest

BLOCKED = ("numpy", "pandas", "polars", "pyarrow", "duckdb", "tqdm", "matplotlib")


def run(code: str) -> str:
    """What a fresh interpreter prints that has none of the optional packages."""
    block = f"import sys; sys.modules.update(dict.fromkeys({BLOCKED!r}))\n"
    done = subprocess.run([sys.executable, "-c", block + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_plain_python_objects_need_no_other_package() -> None:
    code = "import kaiin; print(kaiin.Table('t', [{'a': 1}, {'a': None}]).to_dict(), kaiin.Table('t', {'a': [1]}).to_dict())"
    assert run(code) == "{'a': [1, None]} {'a': [1]}\n"


def test_importing_kaiin_imports_no_other_package() -> None:
    names = "import kaiin, sys; print(sorted(m for m in sys.modules if m.split('.')[0] in " + repr(BLOCKED) + " and sys.modules[m]))"
    assert subprocess.run([sys.executable, "-c", names], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_pandas_without_pyarrow_says_what_to_do() -> None:
    class Frame:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise ImportError("Missing optional dependency 'pyarrow'")

    with pytest.raises(TypeError, match="pip install pyarrow") as caught:
        kaiin.Table("t", Frame())
    assert isinstance(caught.value.__cause__, ImportError)


def test_all_names_exist_and_are_documented() -> None:
    for name in kaiin.__all__:
        value = getattr(kaiin, name)
        if isinstance(value, type):
            assert value.__doc__, name


def test_the_examples_in_the_documentation_run() -> None:
    finder, runner = doctest.DocTestFinder(recurse=True), doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    names = {name: getattr(kaiin, name) for name in kaiin.__all__}
    for name, value in names.items():
        if not isinstance(value, (str, dict)):
            for example in finder.find(value, name, module=False, globs=dict(names)):
                runner.run(example)
    assert runner.summarize(verbose=False).failed == 0
    assert runner.tries > 0


def test_other_threads_run_during_work() -> None:
    done = threading.Event()
    ticks = []

    def tick() -> None:
        while not done.is_set():
            ticks.append(1)
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    tables = [kaiin.Table("t", {"n": range(1000)}) for _ in range(20)]
    done.set()
    thread.join()
    assert len({len(table) for table in tables}) == 1
    assert ticks
