"""The tool that the examples have: it reads a log whose lines say much the same."""

from datetime import datetime, timedelta


def read_log() -> str:
    """Reads the log of today."""
    start = datetime(2026, 1, 1)
    return "\n".join(
        f"{(start + timedelta(seconds=28 * at)).isoformat()} "
        + (f"ERROR worker 6 lost its disk in job {at}" if at == 1700 else f"INFO worker {at % 7} has done job {at}")
        for at in range(3000)
    )


QUESTION = "What went wrong today, and what came before it?"
