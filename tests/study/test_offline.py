"""No test reaches a network: refused here, in child processes and in Jupyter kernels alike."""

import os
import socket
import subprocess
import sys

import nbformat
import offline
import pytest

from inotherwords import errors
from inotherwords.paths import PROJECT, SEEDS
from inotherwords.reproduction import pipeline

# 192.0.2.1 is nobody's address, for examples only (RFC 5737), and .invalid nobody's name (RFC 2606).
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


@pytest.fixture
def tcp():
    with socket.socket() as made:
        yield made


@pytest.fixture
def udp():
    with socket.socket(type=socket.SOCK_DGRAM) as made:
        yield made


# --- in this process ---


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_to_another_machine_is_refused(tcp, method):
    with pytest.raises(offline.NetworkRefusedError, match=r"socket\.connect to '192\.0\.2\.1' is refused"):
        getattr(tcp, method)(("192.0.2.1", 80))


def test_a_connection_over_ipv6_is_refused():
    with socket.socket(socket.AF_INET6) as tcp6, pytest.raises(offline.NetworkRefusedError):
        tcp6.connect(("2001:db8::1", 80))


def test_a_datagram_to_another_machine_is_refused(udp):
    with pytest.raises(offline.NetworkRefusedError):
        udp.sendto(b"", ("192.0.2.1", 80))


@pytest.mark.skipif(not hasattr(socket.socket, "sendmsg"), reason="Windows has no sendmsg")
def test_a_message_to_another_machine_is_refused(udp):
    with pytest.raises(offline.NetworkRefusedError):
        udp.sendmsg([b""], [], 0, ("192.0.2.1", 80))


@pytest.mark.parametrize(
    ("look_up", "arguments"),
    [
        (socket.getaddrinfo, ("example.invalid", 80)),
        (socket.getaddrinfo, (b"example.invalid", 80)),
        (socket.gethostbyname, ("example.invalid",)),
        (socket.gethostbyname_ex, ("example.invalid",)),
        (socket.gethostbyaddr, ("192.0.2.1",)),
        (socket.getnameinfo, (("192.0.2.1", 80), 0)),
    ],
)
def test_a_look_up_of_another_machine_is_refused(look_up, arguments):
    with pytest.raises(offline.NetworkRefusedError):
        look_up(*arguments)


def test_this_machine_is_reached_by_name():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no AF_UNIX here")
def test_a_socket_that_is_a_file_is_left_alone():
    # Were it refused, it would not be looked for.
    with socket.socket(socket.AF_UNIX) as file, pytest.raises(FileNotFoundError):
        file.connect("no-such-socket")


@pytest.mark.parametrize("host", [None, "", "localhost", "127.0.0.2", "::1", b"::1", "::ffff:127.0.0.1"])
def test_a_loopback_address_is_this_machine(host):
    assert offline.is_this_machine(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1", "127.example.org", b"a.b"])
def test_any_other_address_is_not(host):
    assert not offline.is_this_machine(host)


# --- in a child process ---


@pytest.mark.parametrize("code", REFUSED, ids=["connection", "look-up"])
def test_a_child_process_is_refused_in_one_clear_line(code):
    ended = child(code)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == f"offline.NetworkRefusedError: {REFUSED[code]}"


def test_a_child_process_reaches_this_machine():
    ended = child(LOOPBACK)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_sitecustomize_of_the_system_still_runs(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("print('the one of the system')\n")
    ended = child(CONNECT, PYTHONPATH=os.pathsep.join([str(PROJECT / "tests" / "offline"), str(tmp_path)]))
    assert ended.stdout == "the one of the system\n"
    assert REFUSED[CONNECT] in ended.stderr


# --- in a kernel ---


@pytest.mark.parametrize("code", REFUSED, ids=["connection", "look-up"])
def test_a_kernel_of_the_study_reaches_this_machine_and_no_other(tmp_path, code):
    parameters = nbformat.v4.new_code_cell("corpus = outputs = None", metadata={"tags": ["parameters"]})
    cells = [parameters, *(nbformat.v4.new_code_cell(source) for source in (LOOPBACK, code))]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, tmp_path / "notebooks" / "01_part.ipynb")
    with pytest.raises(errors.StudyError) as refused:
        pipeline.run_study(SEEDS, tmp_path / "outputs", tmp_path / "notebooks")
    assert str(refused.value) == f"01_part.ipynb, cell 3: NetworkRefusedError: {REFUSED[code]}"
