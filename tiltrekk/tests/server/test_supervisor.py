"""Services are started in order, started again when they end, and stopped in reverse order."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiltrekk.server import supervisor as module
from tiltrekk.server.environment import StartError
from tiltrekk.server.processes import Process, run_step
from tiltrekk.server.supervisor import Supervisor, answers, only_one, require_free_port, wait_until

pytestmark = pytest.mark.process


@pytest.fixture(autouse=True)
def signals() -> Iterator[None]:
    """A supervisor is the last thing in its process and ignores signals at its end; what tests start must not."""
    known = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in known.items():
        signal.signal(number, handler)


def python(script: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(script)]


def wait_for(path: Path, text: str, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while text not in (path.read_text() if path.exists() else ""):
        assert time.monotonic() < deadline, f"{text!r} did not come to stand in {path}"
        time.sleep(0.05)


SLEEPER = "import time; print('up', flush=True); time.sleep(60)"


def test_a_process_writes_to_its_own_log_and_ends_when_told(tmp_path: Path) -> None:
    process = Process("sleeper", python(SLEEPER), log=tmp_path / "logs" / "sleeper.log")
    process.start()
    wait_for(tmp_path / "logs" / "sleeper.log", "up")
    assert process.is_running()
    process.stop()
    assert not process.is_running()


def test_a_deaf_process_is_ended_when_patience_is_over(tmp_path: Path) -> None:
    script = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    process = Process("deaf", python(script), log=tmp_path / "log", patience=0.3)
    process.start()
    wait_for(tmp_path / "log", "up")
    process.stop()
    assert "signal 9" in process.how_it_ended()


def test_a_step_that_fails_shows_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="the reason"):
        run_step(python("import sys; sys.exit('the reason')"), log=tmp_path / "log")


def test_a_service_that_ends_is_started_again_later_each_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    process = Process("short", python("raise SystemExit(3)"))
    watched = module._Watched(process)
    process.start()
    for _ in range(3):
        process.wait()
        watched.look()
        now[0] += watched.wait
        watched.look()
    process.wait()
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if "again in" in line] == [
        f"short: ended with status 3; starting it again in {seconds} s." for seconds in (2, 4, 8)
    ]
    assert said.count("short: started again.") == 3


def test_a_start_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Broken(Process):
        def start(self) -> None:
            raise OSError("no disk")

    watched = module._Watched(Broken("broken", []))
    watched.due = 0.0
    watched.look()
    watched.look()
    assert "broken: no disk" in capsys.readouterr().out
    assert watched.due is not None


def test_all_are_stopped_in_reverse_order_on_an_interrupt(tmp_path: Path) -> None:
    """The whole thing as a program: two services, SIGTERM, and the order in which they went."""
    script = f"""
        import pathlib, sys
        from tiltrekk.server.supervisor import Supervisor
        from tiltrekk.server.processes import Process
        class Told(Process):
            def stop(self):
                super().stop()
                print("stopped", self.name, flush=True)
        sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
        with Supervisor() as supervisor:
            supervisor.start(Told("first", sleep))
            supervisor.start(Told("second", sleep))
            pathlib.Path({str(tmp_path / "up")!r}).write_text("up")
            try:
                supervisor.watch()
            except KeyboardInterrupt:
                print("interrupted", flush=True)
    """
    running = subprocess.Popen(python(script), stdout=subprocess.PIPE, text=True)
    wait_for(tmp_path / "up", "up")
    running.terminate()
    said, _ = running.communicate(timeout=20)
    assert said.split("\n")[:3] == ["interrupted", "stopped second", "stopped first"]
    assert running.returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends children with their parent")
def test_a_killed_supervisor_leaves_no_children(tmp_path: Path) -> None:
    script = f"""
        import sys
        from tiltrekk.server.processes import Process
        import os, pathlib, time
        process = Process("child", [sys.executable, "-c", "import time; time.sleep(60)"])
        process.start()
        pathlib.Path({str(tmp_path / "pid")!r}).write_text(f"{{process._child.pid}}.")
        time.sleep(60)
    """
    running = subprocess.Popen(python(script))
    wait_for(tmp_path / "pid", ".")
    child = int((tmp_path / "pid").read_text().rstrip("."))
    running.send_signal(signal.SIGKILL)
    running.wait()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        if "Z" in Path(f"/proc/{child}/stat").read_text().split(")")[1].split()[0]:
            break
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{child}").exists()


def test_a_second_start_is_told_what_to_do(tmp_path: Path) -> None:
    with (
        only_one(tmp_path, "port 8000"),
        pytest.raises(StartError, match=rf"process {os.getpid()}, port 8000.*\n.*Ctrl-C"),
        only_one(tmp_path, "port 8000"),
    ):
        pytest.fail("a second start went through")
    with only_one(tmp_path, "port 8000"):
        pass


def test_a_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=rf"Port {port} is taken by another program. Choose another"):
            require_free_port(port, "Choose another.")
    require_free_port(port, "Choose another.")


def test_waiting_ends_when_the_service_ends() -> None:
    process = Process("short", python("raise SystemExit(4)"))
    process.start()
    with pytest.raises(StartError, match="short ended with status 4"):
        wait_until(lambda: False, process)


def test_an_answer_is_an_answer_be_it_a_refusal() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert not answers(f"http://127.0.0.1:{port}/")
    script = "import http.server as s; s.HTTPServer(('127.0.0.1', %d), s.BaseHTTPRequestHandler).serve_forever()"
    process = Process("web", python(script % port))
    with Supervisor() as supervisor:
        supervisor.start(process)
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/"), process)
    assert not process.is_running()
