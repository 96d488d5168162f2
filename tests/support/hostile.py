"""Workbooks and lists made to do harm, and a child process with little time and memory that tries to load one."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from tests.support.sources import ROOT

MEMORY = 1500 * 1024 * 1024
"""Bytes of address space that the child may take: the libraries alone take a third."""
SECONDS = 120
"""Seconds of processor time for all that it is given; a single loading without a bound takes minutes."""
_CHILD = """
import sys
try:
    import resource
except ImportError:
    pass
else:
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
    resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from pathlib import Path
from app.domain.errors import InputError
from app.forms.compile import load_form
for name in sys.argv[1:]:
    folder = Path(name)
    try:
        form = load_form(folder / "form", None, folder)
    except InputError as error:
        print(error.code, error.params.get("sheet", error.params.get("file", "")), error.params.get("row", ""), flush=True)
    else:
        wanted = sum(notice.code == "form_file_wanted" for notice in form.notices)
        print("loaded", len(form.definitions), wanted, flush=True)
"""


def load(*folders: Path) -> list[str]:
    """What a child process with limits says of the file `form` in each folder, with the lists beside it.

    `code sheet row`, or `loaded`, the number of nodes and of lists that are missing.
    """
    done = subprocess.run(
        [sys.executable, "-c", _CHILD.format(memory=MEMORY, seconds=SECONDS), *map(str, folders)],
        cwd=ROOT, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-800:]
    return done.stdout.splitlines()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The same archive with parts replaced or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for item in old.namelist():
            if item not in parts:
                made.writestr(item, old.read(item))
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def with_false_size(data: bytes, name: str, claimed: int) -> bytes:
    """The same archive where a part says that it is smaller than it is."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        true = archive.getinfo(name).file_size
    return data.replace(true.to_bytes(4, "little"), claimed.to_bytes(4, "little"))


def sheet_of(data: bytes, number: int = 1) -> bytes:
    """The xml of a sheet."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml")
