"""Put before a crawl process on PYTHONPATH: what leaves loopback is refused there too, names are not looked up."""

import ipaddress
import socket

_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def _refuse(address):
    if isinstance(address, tuple) and not ipaddress.ip_address(address[0]).is_loopback:
        raise PermissionError(f"a test tried to connect to {address}; tests reach loopback only")


def connect(self, address):
    _refuse(address)
    return _connect(self, address)


def connect_ex(self, address):
    _refuse(address)
    return _connect_ex(self, address)


def getaddrinfo(host, *arguments, **options):
    if host == "inside.gov.cn":
        # A name under gov.cn that leads into somebody's private network.
        host = "10.0.0.7"
    elif host == "rebound.gov.cn":
        host = "127.0.0.1"
    elif host not in {"localhost", None}:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            raise socket.gaierror(socket.EAI_NONAME, "tests look up no names") from None
    return _getaddrinfo(host, *arguments, **options)


socket.socket.connect = connect
socket.socket.connect_ex = connect_ex
socket.getaddrinfo = getaddrinfo
