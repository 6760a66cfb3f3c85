#!/usr/bin/env python3
"""Delays the packets of an NFQUEUE: nfdelay.py QUEUE FILE

FILE holds the delay and the jitter in ms and is read again when it changes. Each packet is late by the delay and a random
part of the jitter. Order is kept. SIGTERM lets through what is held.
Raw netlink and the standard library only, for kernels without netem. Use it on INPUT: on OUTPUT TCP stops early,
because what the sender has queued counts as not yet sent.
"""
import collections, os, random, select, signal, socket, struct, sys, time

QUEUE, SETTINGS = int(sys.argv[1]), sys.argv[2]
NETLINK_NETFILTER, SUBSYSTEM = 12, 3 << 8
PACKET, VERDICT, CONFIG = 0, 1, 2

netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER)
netlink.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
netlink.bind((0, 0))


def attribute(kind, data):
    return struct.pack('=HH', 4 + len(data), kind) + data + b'\0' * (-len(data) % 4)


def send(kind, flags, body):
    header = struct.pack('=IHHII', 20 + len(body), SUBSYSTEM | kind, flags, 0, 0)
    netlink.send(header + struct.pack('>BBH', 0, 0, QUEUE) + body)


def configure(body):
    send(CONFIG, 5, body)  # request, acknowledge
    error = struct.unpack_from('=i', netlink.recv(65536), 16)[0]
    if error:
        raise OSError(-error, os.strerror(-error))


def accept(packet):
    send(VERDICT, 1, attribute(2, struct.pack('>II', 1, packet)))


def packet_id(buffer, start, end):
    while start + 4 <= end:
        length, kind = struct.unpack_from('=HH', buffer, start)
        if kind & 0x7fff == 1:
            return struct.unpack_from('>I', buffer, start + 4)[0]
        start += (length + 3) & ~3
    return None


held = collections.deque()


def packets(buffer):
    offset = 0
    while offset + 20 <= len(buffer):
        length, kind = struct.unpack_from('=IH', buffer, offset)
        if kind == SUBSYSTEM | PACKET:
            yield packet_id(buffer, offset + 20, offset + length)
        offset += (length + 3) & ~3


def finish(*_):
    for _, packet in held:
        accept(packet)
    try:
        while True:
            for packet in packets(netlink.recv(1 << 20, socket.MSG_DONTWAIT)):
                accept(packet)
    except OSError:
        os._exit(0)


configure(attribute(1, struct.pack('>BBH', 1, 0, socket.AF_INET)))  # bind
configure(attribute(2, struct.pack('>IB', 0, 1)))  # the packets' headers stay in the kernel
configure(attribute(3, struct.pack('>I', 20000)))  # packets at most
configure(attribute(4, struct.pack('>I', 4)) + attribute(5, struct.pack('>I', 4)))  # big packets as they are
signal.signal(signal.SIGTERM, finish)
print('ready', flush=True)

poll = select.poll()
poll.register(netlink, select.POLLIN)
delay, jitter, changed, last = 0.0, 0.0, 0, 0.0
while True:
    now = time.monotonic()
    while held and held[0][0] <= now:
        accept(held.popleft()[1])
    try:
        stamp = os.stat(SETTINGS).st_mtime_ns
        if stamp != changed:
            delay, jitter = (float(word) / 1000 for word in open(SETTINGS).read().split())
            changed = stamp
    except FileNotFoundError:
        pass
    wait = min(20, max(0, (held[0][0] - time.monotonic()) * 1000)) if held else 20
    if not poll.poll(wait):
        continue
    try:
        buffer = netlink.recv(1 << 20)
    except OSError:
        continue  # more packets than the socket holds: the kernel dropped some, as a full queue would
    now = time.monotonic()
    for packet in packets(buffer):
        last = max(last, now + delay + random.random() * jitter)  # a shorter delay must not let packets overtake
        held.append((last, packet))
