"""No test reaches a network: refused here, in child processes and in Jupyter kernels alike."""

import os
import socket
import subprocess
import sys

import offline
import pytest
from small import write_notebooks

from inotherwords import errors
from inotherwords.paths import PROJECT, SEEDS
from inotherwords.reproduction import pipeline

# 192.0.2.1 is nobody's address, for examples only (RFC 5737), and .invalid nobody's name (RFC 2606).
ELSEWHERE = ("192.0.2.1", 80)
CONNECT = "import socket; socket.create_connection(('192.0.2.1', 80))"
LOOK_UP = "import socket; socket.getaddrinfo('example.invalid', 80)"
LOOPBACK = """\
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(("localhost", server.getsockname()[1])).close()
"""
REFUSED = {
    CONNECT: "tests run without a network: socket.getaddrinfo to '192.0.2.1' is refused.",
    LOOK_UP: "tests run without a network: socket.getaddrinfo to 'example.invalid' is refused.",
}


def child(code, **settings):
    """Run code in a Python of its own."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | settings, check=False)


def test_whatever_would_reach_another_machine_is_refused_in_this_process():
    with (
        socket.socket() as tcp,
        socket.socket(socket.AF_INET6) as tcp6,
        socket.socket(type=socket.SOCK_DGRAM) as udp,
    ):
        attempts = [
            (tcp.connect, (ELSEWHERE,)),
            (tcp.connect_ex, (ELSEWHERE,)),
            (tcp6.connect, (("2001:db8::1", 80),)),
            (udp.sendto, (b"", ELSEWHERE)),
            (socket.getaddrinfo, ("example.invalid", 80)),
            (socket.getaddrinfo, (b"example.invalid", 80)),
            (socket.gethostbyname, ("example.invalid",)),
            (socket.gethostbyname_ex, ("example.invalid",)),
            (socket.gethostbyaddr, ("192.0.2.1",)),
            (socket.getnameinfo, (ELSEWHERE, 0)),
        ]
        if hasattr(udp, "sendmsg"):  # Windows has none
            attempts.append((udp.sendmsg, ([b""], [], 0, ELSEWHERE)))
        for attempt, arguments in attempts:
            with pytest.raises(offline.NetworkRefusedError, match=r"^tests run without a network: socket\."):
                attempt(*arguments)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no AF_UNIX here")
def test_a_socket_that_is_a_file_is_left_alone():
    # Were it refused, it would not be looked for.
    with socket.socket(socket.AF_UNIX) as file, pytest.raises(FileNotFoundError):
        file.connect("no-such-socket")


def test_this_machine_is_told_from_any_other():
    own = [None, "", "localhost", "127.0.0.2", "::1", b"::1", "::ffff:127.0.0.1"]
    others = ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "127.example.org", b"a.b"]
    assert list(filter(offline.is_this_machine, [*own, *others])) == own
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()


def test_a_child_process_reaches_this_machine_and_is_else_refused_in_one_clear_line(tmp_path):
    ended = child(LOOPBACK)
    assert (ended.returncode, ended.stderr) == (0, "")
    for code, told in REFUSED.items():
        ended = child(code)
        assert ended.returncode == 1
        assert ended.stderr.splitlines()[-1] == f"offline.NetworkRefusedError: {told}"
    (tmp_path / "sitecustomize.py").write_text("print('the one of the system')\n")
    ended = child(CONNECT, PYTHONPATH=os.pathsep.join([str(PROJECT / "tests" / "offline"), str(tmp_path)]))
    assert ended.stdout == "the one of the system\n"
    assert REFUSED[CONNECT] in ended.stderr


def test_a_kernel_of_the_study_reaches_this_machine_and_no_other(tmp_path):
    notebooks = write_notebooks(tmp_path / "notebooks", LOOPBACK, LOOK_UP)
    with pytest.raises(errors.StudyError) as refused:
        pipeline.run_study(SEEDS, tmp_path / "outputs", notebooks)
    assert str(refused.value) == f"02_part.ipynb, cell 2: NetworkRefusedError: {REFUSED[LOOK_UP]}"
