"""A real S3 server on a free port of this machine, for as long as its standard input is open."""

import sys

from moto.server import ThreadedMotoServer

server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)  # noqa: T201 (the test reads it)
sys.stdin.read()
server.stop()
