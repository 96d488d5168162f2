"""The one bootstrap command: makes the environment, then tests, runs, shows or builds Komar.

    python3 dev.py demo      the main job from end to end, on synthetic data
    python3 dev.py test      every check and every test (arguments after it go to pytest, which then runs alone)
    python3 dev.py run       the window (arguments after it go to the programme)
    python3 dev.py build     the programme as one folder, in dist/, and its self-test
    python3 dev.py i18n      collects the words of the window into translations/komar_km.ts
    python3 dev.py bench     the measurements on a small office; with --full on one of 100,000 cases (the rest goes to pytest)
    python3 dev.py lint      ruff, mypy and the import contracts
    python3 dev.py simulate  the exchange under seeds: --seeds N --minutes M, --seed S for the story of one, --defects, --kill N

Needs nothing but Python 3.11 or newer; the same on Linux and Windows. The first run makes `.venv`, the fonts and the compiled
translations, which are not committed; later runs find them and start at once. Set-up needs a network the first time only.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / ".constraints.txt"
STAMP = VENV / ".komar-installed"
FONTS = ROOT / "resources" / "fonts"
TRANSLATIONS = ROOT / "translations"
STATE = ROOT / ".state"
WINDOWS = sys.platform == "win32"

QT_LIBRARIES = (
    *("libegl1", "libgl1", "libopengl0", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0"),
    "libxkbcommon-x11-0",
)
QT_PROBE = "from PySide6.QtWidgets import QApplication; import PySide6.QtSvg; QApplication([])"
SCREEN_FONTS = {"NotoSansKhmer-Regular.ttf": 400, "NotoSansKhmer-Bold.ttf": 700}
PAPER_FONTS = {  # file → npm package at its exact version, the one face taken from it
    "Siemreap-Regular.ttf": ("@fontsource/siemreap@5.3.0", "siemreap-khmer-400-normal.woff2"),
    "Moul-Regular.ttf": ("@fontsource/moul@5.3.0", "moul-khmer-400-normal.woff2"),
}


class SetupError(Exception):
    """The set-up cannot go on; the text says what to type."""


def say(text: str) -> None:
    """One line for one step, at once visible."""
    print(f"komar: {text}", flush=True)


def venv_tool(name: str) -> Path:
    """Path of a programme inside `.venv` on this system."""
    return VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name


def call(command: Sequence[str | Path], **environment: str) -> int:
    """Runs a command in the project's folder and gives its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=os.environ | environment, check=False).returncode


def call_apt(*words: str) -> int:
    """Runs apt-get without questions, showing only what goes wrong, and gives its exit code."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = [shutil.which("apt-get") or "apt-get", *words]
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode


def is_root() -> bool:
    """Whether system packages may be installed by us."""
    return sys.platform != "win32" and os.geteuid() == 0


def install_system(packages: Sequence[str], why: str) -> None:
    """Installs Debian packages when root; else says the exact command. Raises SetupError when they cannot be had."""
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetupError(f"{why}. Install what your system calls: {names}")
    if not is_root():
        raise SetupError(f"{why}. Type this, then the same command again:\n    sudo apt-get install -y {names}")
    say(f"{why}: installing {names}")
    call_apt("update", "-qq")
    if call_apt("install", "-y", "-qq", "--no-install-recommends", *packages):
        raise SetupError(f"apt-get could not install: {names}")


# ---- stage one: the environment, with whatever Python the user has ----


def ensure_environment() -> None:
    """Makes `.venv` and installs the exact packages; does nothing when they already stand there."""
    wanted = hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()
    whole = venv_tool("python").exists() and venv_tool("pip").exists()  # false too when the Python under it was removed
    if whole and STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
        return
    if not whole:
        if importlib.util.find_spec("ensurepip") is None:
            install_system([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"], "This Python has no ensurepip")
        say(f"making the environment {VENV.name} with Python {platform.python_version()}")
        if call([sys.executable, "-m", "venv", "--clear", VENV]):
            raise SetupError("the environment could not be made; the lines above say why")
    say("installing the packages of .constraints.txt (the first time takes some minutes)")
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
    if call([venv_tool("python"), "-m", "pip", "install", *quiet, "-r", CONSTRAINTS]):
        raise SetupError("the packages could not be installed; is there a network?")
    STAMP.write_text(wanted, encoding="ascii")


def go_on_inside(arguments: Sequence[str]) -> int:
    """Starts this file again with the environment's own Python and gives its exit code."""
    return call([venv_tool("python"), Path(__file__), *arguments], PYTHONUTF8="1")


# ---- stage two: inside the environment ----


def qt_starts(platform_name: str = "offscreen") -> bool:
    """Whether Qt finds the system libraries of one of its platforms, and for `xcb` the display too."""
    probe = [sys.executable, "-c", QT_PROBE]
    environment = os.environ | {"QT_QPA_PLATFORM": platform_name}
    return subprocess.run(probe, env=environment, capture_output=True, check=False).returncode == 0


def on_x11() -> bool:
    """Whether a window would be shown by X11, whose libraries Qt does not bring along."""
    return sys.platform.startswith("linux") and bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")


def ensure_qt() -> None:
    """Installs Qt's system libraries where they are missing (Linux)."""
    if all(qt_starts(name) for name in ("offscreen", *(["xcb"] if on_x11() else []))):
        return
    if not sys.platform.startswith("linux"):
        raise SetupError(f"Qt does not start. To see why: {sys.executable} -c '{QT_PROBE}'")
    install_system(QT_LIBRARIES, "Qt needs system libraries")
    if not qt_starts():
        raise SetupError(f"Qt still does not start. To see why: QT_QPA_PLATFORM=offscreen {sys.executable} -c '{QT_PROBE}'")
    if on_x11() and not qt_starts("xcb"):
        say(f"no window can be shown on the display {os.environ['DISPLAY']}")


def ensure_fonts() -> None:
    """Builds the screen fonts from their package, and the fonts of official papers where npm is there."""
    FONTS.mkdir(parents=True, exist_ok=True)
    if not all((FONTS / name).exists() for name in SCREEN_FONTS):
        build_screen_fonts()
        say(f"fonts for the screen: {', '.join(SCREEN_FONTS)}")
    missing = [name for name in PAPER_FONTS if not (FONTS / name).exists()]
    if missing and fetch_paper_fonts(missing):
        say(f"fonts for papers: {', '.join(missing)}")
    elif missing:
        say("papers are set in Noto Sans Khmer: Siemreap and Moul need npm and a network")


def build_screen_fonts() -> None:
    """Static Regular and Bold: a variable font would give a synthetic bold in Qt and in PDF."""
    import fontpkg
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    for name, weight in SCREEN_FONTS.items():
        with TTFont(fontpkg.path("Noto Sans Khmer")) as variable:
            static = instancer.instantiateVariableFont(variable, {"wght": weight, "wdth": 100}, updateFontNames=True)
            replace_font(static, FONTS / name)


def replace_font(font: TTFont, target: Path) -> None:
    """Saves a fontTools font under its final name only when it is whole."""
    half = target.with_suffix(".part")
    font.save(half)
    half.replace(target)


def fetch_paper_fonts(names: Sequence[str]) -> bool:
    """Takes Siemreap and Moul from npm and turns them into TrueType; False when npm or the network is missing."""
    npm = shutil.which("npm")
    if npm is None:
        return False
    from fontTools.ttLib import TTFont

    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            package, face = PAPER_FONTS[name]
            fetch = [npm, "pack", "--silent", "--fetch-retries=0", package]
            packed = subprocess.run(fetch, cwd=folder, capture_output=True, text=True, check=False)
            if packed.returncode:
                return False
            with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as archive:
                source = archive.extractfile(f"package/files/{face}")
                if source is None:
                    return False
                with source, TTFont(source) as font:
                    font.flavor = None
                    replace_font(font, FONTS / name)
    return True


def ensure_translations() -> None:
    """Compiles every translations/*.ts whose .qm is missing or older."""
    for source in sorted(TRANSLATIONS.glob("*.ts")):
        target = source.with_suffix(".qm")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        if call([venv_tool("pyside6-lrelease"), "-silent", source, "-qm", target]):
            raise SetupError(f"{source.name} could not be compiled")
        say(f"translation compiled: {target.name}")


def ensure_forms() -> None:
    """Converts the forms that ship when one of them, or what converts them, is newer: then the first list of them is quick."""
    ready = ROOT / "resources" / "forms_ready"
    stamp = ready / ".made"
    sources = [*(ROOT / "resources" / "forms").glob("*.xlsx"), *(ROOT / "app" / "forms").rglob("*.py")]
    if stamp.exists() and stamp.stat().st_mtime >= max(source.stat().st_mtime for source in sources):
        return
    shutil.rmtree(ready, ignore_errors=True)
    from app.services.forms.form_library import make_ready

    say(f"forms converted: {make_ready()}")
    stamp.touch()


def collect_words(target: Path) -> int:
    """Brings the words of the window's source into a .ts file, without line numbers, so that only words change it."""
    sources = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "app" / "ui").rglob("*.py"))
    options = ["-locations", "none", "-no-obsolete", "-source-language", "en", "-target-language", "km"]
    return call([venv_tool("pyside6-lupdate"), "-silent", *options, *sources, "-ts", target])


def has_display() -> bool:
    """Whether a window can be shown here."""
    if WINDOWS or sys.platform == "darwin" or os.environ.get("WAYLAND_DISPLAY"):
        return True
    return on_x11() and qt_starts("xcb")


def checks() -> list[tuple[str, list[str | Path]]]:
    """The static checks by name."""
    return [
        ("ruff", [venv_tool("ruff"), "check", "."]),
        ("mypy", [venv_tool("mypy")]),
        ("import contracts", [venv_tool("lint-imports"), "--no-logo"]),
    ]


def heard(name: str, command: Sequence[str | Path]) -> int:
    """Runs a command, says what it said in one piece when it ended, and gives its exit code."""
    words = [str(part) for part in command]
    done = subprocess.run(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", check=False
    )
    say(f"{name}\n{done.stdout.rstrip()}")
    return done.returncode


def told(codes: Mapping[str, int]) -> int:
    """Says which commands failed; the exit code of all of them."""
    failed = [name for name, code in codes.items() if code]
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def pytest_command(*arguments: str) -> list[str | Path]:
    """pytest of this environment."""
    return [sys.executable, "-m", "pytest", *arguments]


def lint(_: Sequence[str]) -> int:
    """ruff, mypy, import contracts, each of them even after one failed."""
    return told({name: heard(name, command) for name, command in checks()})


def test(rest: Sequence[str]) -> int:
    """Everything, the static checks beside the tests; with arguments only pytest with them.

    Bytecode is kept whatever the environment says: a programme that tests start would else compile its sources each time.
    """
    surroundings = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    if rest:
        return call(pytest_command(*rest), **surroundings)
    with ThreadPoolExecutor(1) as beside:
        others = {name: beside.submit(heard, name, command) for name, command in checks()}
        tests = call(pytest_command("-q", "-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"), **surroundings)
        return told({name: each.result() for name, each in others.items()} | {"tests": tests})


def bench(rest: Sequence[str]) -> int:
    """The measurements: files tests/bench/bench_*.py, one after another, with their output; `--full`: 100,000 cases."""
    full = {"KOMAR_BENCH_CASES": "100000"} if "--full" in rest else {}
    rest = [each for each in rest if each != "--full"]
    options = ["-s", "-q", "-p", "no:randomly", "-o", "python_files=bench_*.py", "-o", "timeout=3600"]
    return call(pytest_command(*options, "tests/bench", *rest), QT_QPA_PLATFORM="offscreen", **full)


def simulate(rest: Sequence[str]) -> int:
    """The exchange under seeds: `--seeds N --minutes M`; `--seed S` tells a story; `--defects`; `--kill N`."""
    return call([sys.executable, "-m", "tests.simulation.runner", *rest])


def run(rest: Sequence[str]) -> int:
    """The programme itself."""
    return call([sys.executable, "-m", "app", *rest])


def demo(rest: Sequence[str]) -> int:
    """The main job on two laptops and a server; then the window, or PNGs where there is no display."""
    folder = STATE / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    shown = {} if has_display() else {"QT_QPA_PLATFORM": "offscreen"}
    return call([sys.executable, "-m", "tests.support.demo_job", folder, *rest], **shown)


def i18n(_: Sequence[str]) -> int:
    """The words of the window, into the file that translators fill."""
    return collect_words(TRANSLATIONS / "komar_km.ts")


def freeze(dist: Path, work: Path) -> Path:
    """Builds the one-folder programme under `dist` and gives its console face; raises SetupError when PyInstaller fails."""
    options = ("--noconfirm", "--clean", "--log-level", "ERROR", "--distpath", str(dist), "--workpath", str(work))
    if call([sys.executable, "-m", "PyInstaller", *options, "build.spec"]):
        raise SetupError("the programme could not be built; the lines above say why")
    return dist / "komar" / ("komar-cli.exe" if WINDOWS else "komar-cli")


def build(_: Sequence[str]) -> int:
    """The programme as one folder, then its self-test."""
    programme = freeze(ROOT / "dist", ROOT / "build")
    say(f"built {programme.parent.relative_to(ROOT)}; self-test")
    return call([programme, "--self-test"], QT_QPA_PLATFORM="offscreen")


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": demo, "test": test, "run": run, "build": build, "i18n": i18n, "bench": bench, "lint": lint,
    "simulate": simulate,
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Sets up what is missing, then does the verb. Exit code: that of the verb; 3 when the set-up failed; 2 wrong usage."""
    if (int(platform.python_version_tuple()[0]), int(platform.python_version_tuple()[1])) < (3, 11):
        say(f"needs Python 3.11 or newer, this is {platform.python_version()}")
        return 3
    parser = argparse.ArgumentParser("dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=VERBS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="goes on to the verb")
    chosen = parser.parse_args(arguments)
    try:
        ensure_environment()
        if Path(sys.prefix).resolve() != VENV.resolve():
            return go_on_inside(arguments)
        ensure_qt()
        ensure_fonts()
        ensure_translations()
        ensure_forms()
        return VERBS[chosen.verb](chosen.rest)
    except SetupError as error:
        say(str(error))
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
