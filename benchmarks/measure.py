"""Runs one command and says what it took: a small process of its own, so that it measures little.

    python -I -S measure.py REPORT FOLDER COMMAND…

Writes seconds, CPU seconds and the largest process' peak memory to REPORT, as JSON.
"""

import json
import os
import sys
import time


def main() -> int:
    report, folder, *command = sys.argv[1:]
    os.chdir(folder)
    log = os.open(f"{report}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    streams = [(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=streams)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    with open(report, "w", encoding="utf-8") as file:
        json.dump(
            {
                "seconds": seconds,
                "cpu": usage.ru_utime + usage.ru_stime,
                # Linux keeps the peak of the process or of the largest child it waited for, in KiB.
                "peak": usage.ru_maxrss * 1024,
                "status": os.waitstatus_to_exitcode(status),
            },
            file,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
