# Stands between the portal's screencast for wlroots and the compositor of the tests, and says what both understand. That
# program (0.7) refuses a screen whose pictures can lie in ordinary memory only, as they do without a graphics card, though
# it goes on with them once it has heard of some format for the card's memory: this adds that one sentence.
import os
import select
import socket
import struct
import sys

MANAGER = b"zwlr_screencopy_manager_v1\0"
DISPLAY, DELETE_ID = 1, 1
BUFFER, CARD_FORMAT = 0, 5  # events of a frame: `buffer`, `linux_dmabuf`
XRGB8888 = 0x34325258


def whole_messages(data):
    """Object, code and bytes of each message that has come to its end."""
    at = 0
    while at + 8 <= len(data):
        target, head = struct.unpack_from("<II", data, at)
        size = head >> 16
        if at + size > len(data):
            return
        yield target, head & 0xFFFF, data[at : at + size]
        at += size


class Line:
    def __init__(self):
        self.managers, self.frames = set(), set()

    def asked(self, target, code, message):
        if MANAGER in message:
            self.managers.add(struct.unpack_from("<I", message, len(message) - 4)[0])
        elif target in self.managers and code < 2:
            self.frames.add(struct.unpack_from("<I", message, 8)[0])
        return message

    def told(self, target, code, message):
        if target == DISPLAY and code == DELETE_ID:
            self.frames.discard(struct.unpack_from("<I", message, 8)[0])
        elif target in self.frames and code == BUFFER:
            _, width, height, _ = struct.unpack_from("<4I", message, 8)
            message += struct.pack("<5I", target, 20 << 16 | CARD_FORMAT, XRGB8888, width, height)
        return message


def carry(client, compositor):
    line = Line()
    ways = {
        client: (compositor, line.asked),
        compositor: (client, line.told),
    }
    held = {client: b"", compositor: b""}
    while True:
        for end in select.select(list(ways), [], [])[0]:
            data, descriptors, _, _ = socket.recv_fds(end, 65536, 28)
            if not data:
                return
            other, heard = ways[end]
            held[end] += data
            out = b""
            for target, code, message in whole_messages(held[end]):
                held[end] = held[end][len(message) :]
                out += heard(target, code, message)
            if out:
                socket.send_fds(other, [out], descriptors)
            elif descriptors:
                raise RuntimeError("a descriptor came before its message")
            for descriptor in descriptors:
                os.close(descriptor)


own, theirs = sys.argv[1:]
door = socket.socket(socket.AF_UNIX)
door.bind(own)
door.listen()
guest, _ = door.accept()
host = socket.socket(socket.AF_UNIX)
host.connect(theirs)
carry(guest, host)
