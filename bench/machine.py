"""What the machine is, and what others do on it meanwhile (Linux; elsewhere it is unknown)."""

import platform
import time
from pathlib import Path

LOOK_SECONDS = 3.0
TIMES = Path("/proc/stat")
MODEL = Path("/proc/cpuinfo")


def busy_share() -> float:
    """How much of all cores is used while we do nothing ourselves."""
    if not TIMES.exists():
        return 0.0
    idle_before, all_before = _times()
    time.sleep(LOOK_SECONDS)
    idle, everything = _times()
    return 1 - (idle - idle_before) / max(1, everything - all_before)


def _times() -> tuple[int, int]:
    """Idle (also waiting for a disk), and all, in ticks since the start of the machine."""
    ticks = [int(value) for value in TIMES.read_text().splitlines()[0].split()[1:9]]
    return ticks[3] + ticks[4], sum(ticks)


def processor() -> str:
    if MODEL.exists():
        for line in MODEL.read_text().splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.machine()
