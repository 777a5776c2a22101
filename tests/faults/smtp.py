"""A mail server of our own that behaves as badly as asked; it keeps what it accepted.

``ways`` says what to do with each connection in turn: the last one goes on for ever.
"""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from enum import Enum, auto


class Way(Enum):
    WELL = auto()
    REFUSES_ADDRESS = auto()
    NOT_NOW = auto()
    REFUSES_SENDER = auto()
    REFUSES_MAIL = auto()
    SILENT = auto()
    """Accepts the connection and says nothing."""
    HANGS_AFTER_DATA = auto()
    """Has the whole mail, and never says so."""
    GOES_AFTER_DATA = auto()
    DRIBBLES = auto()
    """Each letter in time, and never an end."""
    SLOW = auto()
    BAD_TLS = auto()
    """Offers TLS, and then speaks something else."""


PATIENCE = 0.3


class _Talk(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self.way = self.server.next_way()
        if self.way is Way.SILENT:
            self.server.stopping.wait()
            return
        if self.way is Way.DRIBBLES:
            self._dribble()
            return
        self._say("220 drill")
        while line := self.rfile.readline():
            if not self._answer(line.decode().strip()):
                return

    def _dribble(self) -> None:
        self.wfile.write(b"220-")
        while not self.server.stopping.wait(PATIENCE / 3):
            self.wfile.write(b".")

    def _answer(self, line: str) -> bool:
        """Whether the talk goes on."""
        verb = line[:4].upper()
        if self.way is Way.SLOW:
            time.sleep(PATIENCE / 3)
        if verb in ("EHLO", "HELO"):
            self._say("250-drill\r\n250 STARTTLS" if self.way is Way.BAD_TLS else "250 drill")
        elif verb == "STAR":
            self._say("220 go on")
            self.wfile.write(b"this is no TLS\r\n" * 8)
            return False
        elif verb == "MAIL":
            self._say("550 not from you" if self.way is Way.REFUSES_SENDER else "250 ok")
        elif verb == "RCPT":
            said = {Way.REFUSES_ADDRESS: "550 nobody", Way.NOT_NOW: "451 later"}
            self._say(said.get(self.way, "250 ok"))
        elif verb == "DATA":
            return self._take()
        elif verb == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._say("250 ok")
        return True

    def _take(self) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        if self.way is Way.REFUSES_MAIL:
            self._say("554 not this")
            return True
        self.server.accepted(b"".join(lines))
        if self.way is Way.HANGS_AFTER_DATA:
            self.server.stopping.wait()
        if self.way in (Way.HANGS_AFTER_DATA, Way.GOES_AFTER_DATA):
            return False
        self._say("250 accepted")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *ways: Way) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.ways = list(ways) or [Way.WELL]
        self.connections = 0
        self.message_ids: list[str] = []
        self.stopping = threading.Event()
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def next_way(self) -> Way:
        with self._lock:
            way = self.ways[min(self.connections, len(self.ways) - 1)]
            self.connections += 1
            return way

    def accepted(self, mail: bytes) -> None:
        with self._lock:
            self.message_ids.append(str(message_from_bytes(mail)["Message-ID"]))


@contextmanager
def mail_server(*ways: Way) -> Iterator[MailServer]:
    server = MailServer(*ways)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()
