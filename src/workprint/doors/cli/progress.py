"""Progress on the terminal: what is being done, how far it is, and the time left."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn


class Bar:
    """A progress bar on the error stream; on something that is no terminal it stays silent."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._out = Console(highlight=False)
        self._bar = Progress(TextColumn("{task.description:<26}"), BarColumn(40),
                             TextColumn("{task.percentage:>3.0f} %"),
                             TextColumn("{task.fields[left]}"), console=self._console, transient=True,
                             disable=quiet or not self._console.is_terminal)
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._bar.stop()

    def tell(self, what: str, progress: Any) -> None:
        """Show how far `what` is; `progress` is the crew's."""
        if what not in self._tasks:
            for task in self._tasks.values():
                self._bar.update(task, visible=False)
            self._tasks[what] = self._bar.add_task(what, total=1.0, left="")
        self._bar.update(self._tasks[what], completed=progress.share, left=left(progress.left_s),
                         visible=progress.share < 1)

    def step(self, step: Any) -> None:
        """Print one finished step of the demo."""
        self._out.print(f"[bold]$ {step.verb}[/]  [dim]{step.seconds:.1f} s[/]")
        for line in step.says:
            self._out.print(f"    {line}".replace("[", r"\["), soft_wrap=True)


def left(seconds: float | None) -> str:
    """Time left in words.

    >>> left(95.0)
    '1 min 35 s left'
    """
    if seconds is None:
        return ""
    minutes, rest = divmod(round(max(0.0, seconds)), 60)
    return f"{minutes} min {rest} s left" if minutes else f"{rest} s left"
