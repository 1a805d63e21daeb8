"""Echo on python3-grpcio. Usage: server.py CERTIFICATES; prints the port, serves until its input ends."""

import sys
import threading
from concurrent import futures

import grpc

from echo_wire import LIMIT, SERVICE, decode, encode, read

DETAIL = "größer als 100 % ☃"
cancelled = 0


def header(context, name):
    return dict(context.invocation_metadata()).get(name)


def watch(context):
    """Counts the call as cancelled when it ends, if it is one that hangs."""
    if header(context, "x-do") == "hang" and not context.add_callback(count_cancelled):
        count_cancelled()


def count_cancelled():
    global cancelled
    cancelled += 1


def act(context):
    what = header(context, "x-do")
    if what == "fail":
        context.set_trailing_metadata((("x-reason", "because"), ("x-bytes-bin", b"\x00\x01\xff")))
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, DETAIL)
    if what == "crash":
        raise ValueError("a secret of the server")
    if what == "cancel":
        context.cancel()
    if what == "hang":
        ended = threading.Event()
        if context.add_callback(ended.set):
            ended.wait()


def unary(request, context):
    if header(context, "x-do") == "cancelled":
        return b"", cancelled
    watch(context)
    act(context)
    echo = header(context, "x-echo")
    if echo:
        context.send_initial_metadata((("x-echo", echo),))
    return request[0], 1


def collect(requests, context):
    payloads = [payload for payload, _ in requests]
    act(context)
    return b"".join(payloads), len(payloads)


def repeat(request, context):
    payload, count = request
    for i in range(1, count + 1):
        yield payload, i
    act(context)


def chat(requests, context):
    watch(context)
    for count, (payload, _) in enumerate(requests, 1):
        yield payload, count
        act(context)


def main(folder):
    server = grpc.server(futures.ThreadPoolExecutor(16), options=LIMIT)
    coding = {"request_deserializer": decode, "response_serializer": encode}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, {
        "Unary": grpc.unary_unary_rpc_method_handler(unary, **coding),
        "Collect": grpc.stream_unary_rpc_method_handler(collect, **coding),
        "Repeat": grpc.unary_stream_rpc_method_handler(repeat, **coding),
        "Chat": grpc.stream_stream_rpc_method_handler(chat, **coding),
    }),))
    port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials(
        [(read(folder, "server.key"), read(folder, "server.pem"))], read(folder, "ca.pem"), True))
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(None).wait()


main(sys.argv[1])
