"""How far long work has come: a function of the caller's, or a bar in the manner of tqdm."""

from collections.abc import Callable

from kaiin._types import Progress, ProgressBar


def callback(progress: Progress) -> Callable[[int, int], object] | None:
    """The function to call with the steps done and the steps in all; ``None`` when nobody is to be told."""
    if progress is None or progress is False:
        return None
    if progress is True:
        return _follow(_tqdm())
    if isinstance(progress, ProgressBar):
        return _follow(progress)
    if callable(progress):
        return progress
    raise TypeError(f"progress {progress!r} is neither True, a bar such as tqdm's, nor a function of the steps done and the steps in all")


def _tqdm() -> ProgressBar:
    try:
        from tqdm.auto import tqdm
    except ImportError as cause:
        raise ImportError("progress=True needs tqdm; run `pip install tqdm`, or pass a function of (done, total)") from cause
    bar: ProgressBar = tqdm(unit="row", unit_scale=True)
    return bar


def _follow(bar: ProgressBar) -> Callable[[int, int], object]:
    """Bring the bar to the steps done; a smaller number begins a new stage of the work."""

    def follow(done: int, total: int) -> None:
        if done < bar.n:
            bar.n = 0
        bar.total = total
        bar.update(done - bar.n)

    return follow
