"""Servers as child processes, and asking them as fast as they answer."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from tests.bench.child import KEY, ROOT

CONNECTIONS = 4
STARTED_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A server that answers on a port of this machine."""

    port: int
    process: int

    def workers(self) -> list[int]:
        """The processes that answer: its children, else itself."""
        path = Path(f"/proc/{self.process}/task/{self.process}/children")
        found = [int(pid) for pid in path.read_text().split()]
        return found or [self.process]

    def memory(self, name: str) -> float:
        """Megabytes of its workers together: VmRSS now, VmHWM at most so far."""
        total = 0
        for pid in self.workers():
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith(name + ":"):
                    total += int(line.split()[1])
        return total / 1024


@contextmanager
def tracker(url: str, workers: int) -> Iterator[Server]:
    """The site as `make run` serves it, without limits on how often one may ask."""
    port = free_port()
    arguments = ["-m", "gunicorn", "tracker.wsgi", "--bind", f"127.0.0.1:{port}"]
    arguments += ["--workers", str(workers), "--threads", "4", "--worker-class", "gthread"]
    arguments += ["--limit-request-line", "8190", "--log-level", "warning"]
    environment = {
        **{"DATABASE_URL": url, "RATE_LIMITS": "off", "DEBUG": "off"},
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    with served(arguments, port, environment, "/livez") as server:
        yield server


@contextmanager
def datasette(path: Path) -> Iterator[Server]:
    port = free_port()
    arguments = ["-m", "datasette", "serve", str(path), "--port", str(port)]
    arguments += ["--setting", "max_csv_mb", "0", "--setting", "sql_time_limit_ms", "60000"]
    with served(arguments, port, {}, "/-/versions.json") as server:
        yield server


@contextmanager
def served(
    arguments: list[str], port: int, environment: dict[str, str], path: str
) -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"SECRET_KEY": KEY} | os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + STARTED_WITHIN_SECONDS
        while True:
            try:
                if answer(port, path)[0] == 200:
                    break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"{arguments[1]} did not start.") from None
                time.sleep(0.1)
        yield Server(port, process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def answer(port: int, path: str, headers: str = "") -> tuple[int, bytes, bytes]:
    """Status, head and body of one answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        return asked(connection, connection.makefile("rb"), path, headers)


def asked(connection: socket.socket, file, path: str, headers: str) -> tuple[int, bytes, bytes]:
    """Ask once on an open connection; the least work that reads an answer whole."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n"
    connection.sendall(request.encode())
    head, length, chunked = b"", 0, False
    while (line := file.readline()) not in (b"\r\n", b""):
        head += line
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif name.lower() == b"transfer-encoding":
            chunked = b"chunked" in value.lower()
    status = int(head.split(b" ", 2)[1])
    if not chunked:
        return status, head, file.read(length)
    body = []
    while size := int(file.readline(), 16):
        body.append(file.read(size))
        file.readline()
    file.readline()
    return status, head, b"".join(body)


def throughput(
    port: int, path: str, status: int = 200, headers: str = "", seconds: float = 5
) -> float:
    """Answers a second over four connections, each asking again as soon as it is answered."""
    counts: list[int] = []
    faults: list[str] = []
    until = time.perf_counter() + seconds

    def ask() -> None:
        count = 0
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            file = connection.makefile("rb")
            while time.perf_counter() < until:
                found, head, _ = asked(connection, file, path, headers)
                if found != status:
                    faults.append(f"{path}: {found} instead of {status}")
                    return
                count += 1
                if b"connection: close" in head.lower():
                    connection.close()
                    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
                    file = connection.makefile("rb")
        counts.append(count)

    threads = [Thread(target=ask) for _ in range(CONNECTIONS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults or len(counts) < CONNECTIONS:
        raise RuntimeError(faults[0] if faults else f"{path}: a connection was lost")
    return sum(counts) / (time.perf_counter() - begun)


def lines_a_second(port: int, path: str) -> tuple[int, float]:
    """How many lines a streamed file has, and how many came a second."""
    begun = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=600) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        file = connection.makefile("rb", buffering=1 << 18)
        while file.readline() not in (b"\r\n", b""):
            pass
        lines = 0
        while size := int(file.readline(), 16):
            lines += file.read(size).count(b"\n")
            file.readline()
    return lines, lines / (time.perf_counter() - begun)
