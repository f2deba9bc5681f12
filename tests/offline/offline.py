"""Refuses a process every network but its own machine: importing this once is enough, and for good.

Before its socket module uses an address, Python tells its audit hooks of it, on every system and without
special rights (docs.python.org/3/library/audit_events.html). Not seen are sockets that other code opens by
itself: programs that are not Python, and compiled libraries, such as the one by which Jupyter's kernels talk
on this machine. And a socket that is told to connect to a name has looked it up by the time it is refused;
the usual clients ask for the address first, and there they are refused.
"""

import os
import sys

LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyaddr", "socket.gethostbyname", "socket.getnameinfo"}
MESSAGES = {"socket.connect", "socket.sendmsg", "socket.sendto"}
WATCHED = LOOK_UPS | MESSAGES


class NetworkRefusedError(RuntimeError):
    """Something asked for the network. No OSError: clients take that for bad luck and go on without."""


def refuse(event: str, arguments: tuple) -> None:
    """Raise NetworkRefusedError if an audit event is about any machine but this one."""
    if event not in WATCHED:
        return
    host = arguments[event in MESSAGES]  # there the socket comes first
    if isinstance(host, tuple):
        host = host[0]
    elif event in MESSAGES:
        return  # AF_UNIX: a file of this machine
    if not is_this_machine(host):
        raise NetworkRefusedError(f"tests run without a network: {event} to {host!r} is refused.")


def is_this_machine(host: str | bytes | None) -> bool:
    """Tell whether a host is this machine's loopback."""
    from ipaddress import ip_address  # here, because most processes never ask

    if isinstance(host, bytes | bytearray):
        host = os.fsdecode(host)
    if host in (None, "", "localhost"):
        return True
    try:
        address = ip_address(str(host))
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


sys.addaudithook(refuse)
