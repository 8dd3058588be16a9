"""What the measurement calculates and shows; no time is measured here."""

from __future__ import annotations

import io
import sys
from importlib.metadata import Distribution
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from rich.console import Console

from bot import bench, measurements, processes
from bot.bench import Measure, exit_code, filled, table
from bot.measurements import installed_bytes, locked_names, percentile

READY = """
import http.server, os
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b'{"status": "STATUS"}')
http.server.HTTPServer((os.environ["LOTSE_HOST"], int(os.environ["LOTSE_PORT"])), Ready).serve_forever()
"""


def shown(*measures: Measure) -> str:
    """The table as it is printed."""
    text = io.StringIO()
    Console(file=text, width=100).print(table(measures))
    return text.getvalue()


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0], 0.5, 3.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.0),
        ([float(n) for n in range(1, 201)], 0.95, 190.0),
        ([float(n) for n in range(1, 11)], 0.95, 10.0),
        ([1.0, 2.0], 0.0, 1.0),
        ([1.0, 2.0], 1.0, 2.0),
    ],
)
def test_a_percentile_is_one_of_the_values(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == expected


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_the_lock_file_names_distributions_once_with_or_without_extras_and_markers() -> None:
    lock = (
        "absl-py==2.5.1 \\\n    --hash=sha256:aa\n    # via rasa==3\n"
        "PyJWT[crypto]==2.0\ncolorama==0.4 ; sys_platform == 'win32'\n"
    )
    assert locked_names(lock) == ["absl-py", "PyJWT", "colorama"]


def test_size_counts_recorded_files_and_compiled_python_each_once(tmp_path: Path) -> None:
    cache = tmp_path / "lib" / "__pycache__"
    cache.mkdir(parents=True)
    (tmp_path / "lib" / "a.py").write_bytes(b"x" * 10)
    (cache / "a.cpython-312.pyc").write_bytes(b"x" * 100)
    (cache / "a.cpython-312.opt-1.pyc").write_bytes(b"x" * 1000)
    (cache / "b.cpython-312.pyc").write_bytes(b"x" * 10_000)
    info = tmp_path / "lib-1.0.dist-info"
    info.mkdir()
    (info / "RECORD").write_text("lib/a.py,,\nlib/__pycache__/a.cpython-312.pyc,,\nlib/gone.so,,\n")
    each = Distribution.at(info)
    assert installed_bytes([each, each]) == 1110


def test_a_target_is_missed_when_it_is_exceeded_or_not_measured_and_met_at_the_limit() -> None:
    assert Measure("ready", "s", 15, 15.1).missed
    assert Measure("ready", "s", 15).missed
    assert not Measure("ready", "s", 15, 15.0).missed
    assert not Measure("nlu", "ms", None, 1e9).missed


def test_the_table_shows_target_value_and_verdict_in_german() -> None:
    good, bad, free, unknown = shown(
        Measure("ready", "s", 15, 6.24),
        Measure("p50", "ms", 15, 21.04),
        Measure("nlu", "ms", None, 2.5),
        Measure("memory", "MB", 350),
    ).splitlines()[-5:-1]
    assert [cell.strip() for cell in good.split("│")[1:-1]] == ["Neustart bis bereit", "≤ 15 s", "6,2 s", "ok"]
    assert "21,0 ms" in bad
    assert "verfehlt" in bad
    assert "ok" not in free
    assert "verfehlt" not in free
    assert "nicht gemessen" in unknown
    assert "verfehlt" in unknown


def test_large_values_have_no_decimals() -> None:
    assert "613 MB" in shown(Measure("installed", "MB", 800, 612.7))


def test_every_measure_has_a_name_and_the_targets_are_the_promised_ones() -> None:
    assert all(f"measure.{each.key}" in processes.wording() for each in (*bench.MEASURES, bench.TRAINING))
    assert {each.key: each.limit for each in (*bench.MEASURES, bench.TRAINING) if each.limit} == {
        "installed": 800, "ready": 15, "memory": 350, "p50": 15, "gate_p99": 5, "training": 60,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("actual", "strict", "failed", "code"),
    [(10.0, True, False, 0), (20.0, True, False, 1), (20.0, False, False, 0), (10.0, False, True, 1)],
)
def test_a_missed_target_fails_only_when_strict(actual: float, strict: bool, failed: bool, code: int) -> None:
    assert exit_code(filled([Measure("ready", "s", 15)], {"ready": actual}), strict=strict, failed=failed) == code


def test_the_questions_are_mixed_and_name_cities_by_their_slug() -> None:
    asked = measurements.questions()
    assert len(asked) >= 20
    assert {question.city for question in asked} >= {None, "troisdorf", "herne", "dinslaken", "potsdam"}
    assert all(question.text for question in asked)


def test_what_cannot_be_measured_is_said_and_the_rest_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise processes.MeasurementError("Server fehlt")

    monkeypatch.setattr(processes, "server", broken)
    monkeypatch.setattr(measurements, "installed_megabytes", lambda: 600.0)
    monkeypatch.setattr(measurements, "understanding_seconds", lambda _asked, _count: [0.001, 0.002, 0.003])
    monkeypatch.setattr(measurements, "gate_seconds", lambda count: [n / 1000 for n in range(1, count + 1)])
    failures: list[str] = []
    found = bench.measure(lambda _text: None, failures.append, training=False)
    assert found == {"installed": 600.0, "nlu": 2.0, "gate_p50": 250.0, "gate_p99": 495.0}
    assert failures == ["Server fehlt"]


def test_the_gate_is_given_mixed_messages_as_long_as_a_visitor_may_write_the_same_each_time() -> None:
    texts = [*measurements.long_messages(5)]
    assert {len(text) for text in texts} == {2000}
    assert len(set(texts)) == 5
    assert texts == [*measurements.long_messages(5)]


def test_the_gate_is_timed_once_for_each_message() -> None:
    seconds = measurements.gate_seconds(3)
    assert len(seconds) == 3
    assert all(0 < each < 1 for each in seconds)


def test_a_server_is_ended_when_the_measurement_is_over_even_by_an_error() -> None:
    program = (sys.executable, "-c", READY.replace("STATUS", "ready"))
    with pytest.raises(RuntimeError, match="stop"), processes.server(program=program) as running:  # noqa: PT012
        assert running.memory_bytes() > 1_000_000
        raise RuntimeError("stop")
    assert not psutil.pid_exists(running.pid)


def test_a_server_that_ends_by_itself_is_reported_with_its_last_words() -> None:
    program = (sys.executable, "-c", "print('erste', flush=True); raise SystemExit('Kein Modell')")
    with pytest.raises(processes.MeasurementError, match="Kein Modell"), processes.server(program=program):
        pytest.fail("it is not ready")


def test_a_server_that_never_gets_ready_is_given_up_and_ended() -> None:
    program = (sys.executable, "-c", READY.replace("STATUS", "degraded"))
    with pytest.raises(processes.MeasurementError, match="nicht bereit"), processes.server(1, program):
        pytest.fail("it is not ready")


def test_wrong_options_are_refused_in_german(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bench.main(["--schnell"])
    assert ended.value.code == 2
    assert "So lässt sich das nicht ausführen" in capsys.readouterr().err
