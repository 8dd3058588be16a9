"""Make a machine ready that has nothing but Python and pip, then hand over to ``python -m bot`` or the tests.

    python3 bot/bootstrap.py run [ARG ...]     install what the assistant needs, then `python -m bot ARG ...`
    python3 bot/bootstrap.py test [ARG ...]    install what the tests need, then `pytest ARG ...`;
                                               without ARG everything, in two processes
    python3 bot/bootstrap.py with-tests CMD    install what the tests need, then run CMD from the environment

Standard library only and understood by every Python 3, so that a Python that does not fit is told so instead
of failing with a syntax error. What it says is in ``bootstrap.json``.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
UV_HOME = ROOT / ".cache" / "uv"
BYTECODE = ROOT / ".cache" / "bytecode"
MARKER = ENVIRONMENT / ".installed.json"
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}
FITTING = ((3, 11), (3, 14))
MODEL = ("de_core_news_sm", "3.8.0", "fec69fec52b1780f2d269d5af7582a5e28028738bd3190532459aeb473bfa3e7")
PARALLEL = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""How pytest runs where nothing else is said: in two processes, the tests of a file in one of them, in the order
of their names: those that take longest are not those with the most tests."""
OPTIONS = ("-OO",)
"""Of the interpreter that serves: without docstrings and assertions it needs some 25 MB less."""
FRUGAL = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "1048576"}
"""For its memory, read by the C library of Linux: one pool for all threads, which take turns anyway, and what is
larger than 1 MB given back as soon as it is free; 40 MB less."""
WORDING = json.loads((ROOT / "bot" / "bootstrap.json").read_text(encoding="utf-8"))


class BootstrapError(Exception):
    """The machine cannot be made ready; the message says what to do."""


def say(key, **values):
    """Print one line of ``bootstrap.json`` to standard error."""
    print(WORDING[key].format(**values), file=sys.stderr, flush=True)


def fail(key, **values):
    """Stop with one line of ``bootstrap.json``."""
    raise BootstrapError(WORDING[key].format(**values))


def call(command, **options):
    """Run ``command``; give its completed process, output captured as text."""
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True, **options
    )


def uv():
    """Path of our own uv, installed by pip from ``bootstrap.lock`` when it is not there yet."""
    program = UV_HOME / "bin" / "uv"
    lock = ROOT / "bot" / "bootstrap.lock"
    stamp = UV_HOME / digest(lock)
    if program.exists() and stamp.exists():
        return str(program)
    say("uv")
    shutil.rmtree(str(UV_HOME), ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    result = call([*command, "--require-hashes", "--target", str(UV_HOME), "-r", str(lock)])
    if result.returncode != 0 or not program.exists():
        fail("uv_failed", reason=last_line(result.stdout))
    stamp.touch()
    return str(program)


def digest(path):
    """SHA-256 of a file, as hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def last_line(text):
    """The last line of a program's output that is not empty."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "?"


def interpreter(uv_program):
    """A Python that fits: this one, one on the machine, or one that uv can fetch."""
    if FITTING[0] <= sys.version_info[:2] < FITTING[1]:
        return sys.executable
    found = "{}.{}".format(*sys.version_info[:2])
    say("python_search", found=found)
    for minor in range(FITTING[1][1] - 1, FITTING[0][1] - 1, -1):
        candidate = shutil.which("python3.{}".format(minor))
        if candidate and call([candidate, "--version"]).returncode == 0:
            return candidate
    wanted = ">={}.{},<{}.{}".format(*(FITTING[0] + FITTING[1]))
    for attempt in (["python", "find", wanted], ["python", "install", "--quiet", "3.12"]):
        result = call([uv_program, *attempt])
        if result.returncode == 0:
            return call([uv_program, "python", "find", wanted]).stdout.strip()
    return fail("python_missing", found=found)


def installed():
    """What the marker says about this environment: lock file name -> digest."""
    try:
        return json.loads(MARKER.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def install(purpose):
    """Bring ``.venv`` to the state of the lock file of ``purpose``; nothing happens when it is there."""
    digests = {name: digest(ROOT / lock) for name, lock in LOCKS.items()}
    state = installed()
    if state.get(purpose) == digests[purpose] and python().exists():
        return
    uv_program = uv()
    chosen = interpreter(uv_program)
    say("install", python=chosen)
    environment = dict(os.environ, VIRTUAL_ENV=str(ENVIRONMENT))
    if not python().exists():
        result = call([uv_program, "venv", "--quiet", "--clear", "--python", chosen, str(ENVIRONMENT)])
        if result.returncode != 0:
            fail("venv_failed", reason=last_line(result.stdout))
    lock = str(ROOT / LOCKS[purpose])
    command = [uv_program, "pip", "sync", "--quiet", "--require-hashes", lock]
    result = call(command, env=environment, cwd=str(ROOT))
    if result.returncode != 0:
        fail("install_failed", reason=last_line(result.stdout))
    install_model(uv_program, environment)
    # the test lock holds everything of the other one
    state = digests if purpose == "test" else {"run": digests["run"]}
    MARKER.write_text(json.dumps(state), encoding="utf-8")


def install_model(uv_program, environment):
    """Try to add spaCy's German model; without it the same interface is filled by HanTa."""
    name, version, sha256 = MODEL
    base = call([str(python()), "-c", "import spacy.about as a; print(a.__download_url__)"]).stdout.strip()
    address = "{0}/{1}-{2}/{1}-{2}-py3-none-any.whl#sha256={3}".format(base, name, version, sha256)
    patience = dict(environment, UV_HTTP_RETRIES="0", UV_HTTP_TIMEOUT="20")
    result = call([uv_program, "pip", "install", "--quiet", "--no-deps", address], env=patience)
    say("model_installed" if result.returncode == 0 else "model_missing", name=name)


def python():
    """The environment's interpreter."""
    return ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"


def hand_over(command, more=None):
    """Replace this process by ``command``, run by the environment's interpreter; ``more`` is set where unset.

    What Python compiles is kept below ``.cache``, also where the machine forbids it to write beside the sources:
    training alone starts five processes, and each would compile everything again.
    """
    environment = dict(more or {}, PYTHONPYCACHEPREFIX=str(BYTECODE))
    environment.update(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["VIRTUAL_ENV"] = str(ENVIRONMENT)
    environment["PATH"] = str(python().parent) + os.pathsep + environment.get("PATH", "")
    os.chdir(str(ROOT))
    os.execve(command[0], command, environment)


def main(arguments):
    """Entry point; exit code 1 with one sentence when the machine cannot be made ready."""
    purpose, rest = (arguments or ["run"])[0], arguments[1:]
    try:
        ROOT.joinpath(".cache").mkdir(exist_ok=True)
        install("run" if purpose == "run" else "test")
    except BootstrapError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        say("not_writable", path=error.filename or ROOT, reason=error.strerror)
        return 1
    if purpose == "run":
        hand_over([str(python()), *OPTIONS, "-m", "bot", *rest], FRUGAL)
    elif purpose == "test":
        hand_over([str(python()), "-m", "pytest", *(rest or PARALLEL)])
    elif purpose == "with-tests":
        hand_over([str(python()), *rest])
    say("usage")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
