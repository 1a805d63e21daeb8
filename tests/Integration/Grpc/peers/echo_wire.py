"""The two messages of echo.proto by hand: bytes payload = 1, int32 count = 2."""

SERVICE = "salt.tests.v1.Echo"
LIMIT = [("grpc.max_receive_message_length", 8 << 20), ("grpc.max_send_message_length", 8 << 20)]


def _varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def encode(message):
    payload, count = message
    out = b""
    if payload:
        out += b"\x0a" + _varint(len(payload)) + payload
    if count:
        out += b"\x10" + _varint(count)
    return out


def _read_varint(data, at):
    value = shift = 0
    while True:
        octet = data[at]
        at += 1
        value |= (octet & 0x7F) << shift
        shift += 7
        if octet < 0x80:
            return value, at


def decode(data):
    payload, count, at = b"", 0, 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        value, at = _read_varint(data, at)
        if tag == 0x0A:
            payload, at = data[at:at + value], at + value
        elif tag == 0x10:
            count = value
        else:
            raise ValueError(f"unexpected tag {tag}")
    return payload, count


def read(folder, name):
    with open(f"{folder}/{name}", "rb") as file:
        return file.read()
