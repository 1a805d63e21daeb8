"""Calls Echo with python3-grpcio. Usage: client.py PORT CERTIFICATES; reads names of cases, prints what it saw as JSON."""

import json
import queue
import sys

import grpc

from echo_wire import LIMIT, SERVICE, decode, encode, read

HELLO = (b"hello", 0)


class Client:
    def __init__(self, port, folder, with_certificate=True):
        pair = (read(folder, "client.key"), read(folder, "client.pem")) if with_certificate else (None, None)
        self.channel = grpc.secure_channel(
            f"127.0.0.1:{port}", grpc.ssl_channel_credentials(read(folder, "ca.pem"), *pair), options=LIMIT)

    def method(self, shape, name):
        return getattr(self.channel, shape)(f"/{SERVICE}/{name}", encode, decode)

    def unary(self):
        (payload, count), call = self.method("unary_unary", "Unary").with_call(HELLO, metadata=[("x-echo", "some text")])
        return {"payload": payload.decode(), "count": count, "echo": dict(call.initial_metadata())["x-echo"]}

    def collect(self):
        words = [(word, 0) for word in (b"one ", b"", b"three")]
        payload, count = self.method("stream_unary", "Collect")(iter(words))
        return {"payload": payload.decode(), "count": count}

    def repeat(self):
        return {"counts": [count for _, count in self.method("unary_stream", "Repeat")((b"hello", 100))]}

    def chat(self):
        requests = queue.SimpleQueue()
        replies = self.method("stream_stream", "Chat")(iter(requests.get, None))
        counts = []
        for _ in range(3):
            requests.put(HELLO)
            counts.append(next(replies)[1])
        requests.put(None)
        return {"counts": counts, "rest": len(list(replies))}

    def big(self):
        payload = bytes(range(256)) * (6 * 4096)
        reply, _ = self.method("unary_unary", "Unary")((payload, 0))
        return {"count": len(reply), "same": reply == payload}

    def deadline(self):
        self.method("unary_unary", "Unary")(HELLO, metadata=[("x-do", "hang")], timeout=0.3)

    def cancel(self):
        requests = queue.SimpleQueue()
        replies = self.method("stream_stream", "Chat")(iter(requests.get, None), metadata=[("x-do", "hang")])
        requests.put(HELLO)
        next(replies)
        replies.cancel()
        requests.put(None)
        next(replies)

    def server_cancel(self):
        next_reply = self.method("stream_stream", "Chat")(iter([HELLO]), metadata=[("x-do", "cancel")])
        list(next_reply)

    def fail(self):
        self.method("unary_unary", "Unary")(HELLO, metadata=[("x-do", "fail")])

    def fail_late(self):
        counts = []
        try:
            for _, count in self.method("unary_stream", "Repeat")((b"hello", 2), metadata=[("x-do", "fail")]):
                counts.append(count)
        except grpc.RpcError as error:
            return {"counts": counts, **failure(error)}

    def unknown(self):
        self.method("unary_unary", "NoSuch")(HELLO)


def failure(error):
    trailers = dict(error.trailing_metadata() or ())
    return {
        "code": error.code().value[0],
        "detail": error.details(),
        "reason": trailers.get("x-reason"),
        "bytes": trailers["x-bytes-bin"].hex() if "x-bytes-bin" in trailers else None,
    }


def main(port, folder):
    client = Client(port, folder)
    for line in sys.stdin:
        case = line.strip()
        try:
            if case == "no_certificate":
                seen = Client(port, folder, with_certificate=False).unary()
            else:
                seen = getattr(client, case)()
            seen = {"code": 0, **(seen or {})}
        except grpc.RpcError as error:
            seen = failure(error)
        print(json.dumps(seen), flush=True)


main(*sys.argv[1:])
