"""A real server process on loopback, for tests: started, asked by its verbs, stopped, killed, started again on its port."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit


class ServerProcess:
    """`python -m sync.server` over a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        return urlsplit(self.url).port or 0

    def __enter__(self) -> ServerProcess:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Serves, on the port of before if there was one."""
        command = [sys.executable, "-m", "sync.server", "--data", str(self.folder), "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.url

    def stop(self) -> int:
        """Ends it in order; gives its exit code."""
        return self._end(kill=False)

    def kill(self) -> None:
        """Ends it as a power cut does."""
        self._end(kill=True)

    def _end(self, *, kill: bool) -> int:
        if self._process is None:
            return 0
        if kill:
            self._process.kill()
        else:
            self._process.terminate()
        assert self._process.stdout is not None
        with self._process.stdout:
            code = self._process.wait(30)
        self._process = None
        return code

    def verb(self, *words: str) -> str:
        """What a verb prints."""
        command = [sys.executable, "-m", "sync.server", "--data", str(self.folder), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.strip()

    def told(self, *words: str) -> Any:
        """What a verb prints with --json."""
        return json.loads(self.verb("--json", *words))
