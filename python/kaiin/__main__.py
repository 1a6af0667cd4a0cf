"""``python -m kaiin`` and the ``kaiin`` program: the command line of the library; ``--help`` lists its commands."""

import signal
import sys

from kaiin._core import main as run


def main() -> int:
    """Run the command line and return its exit code."""
    # The work is done outside the interpreter, so Ctrl-C ends the process as it ends any program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
