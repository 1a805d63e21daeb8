'use strict';
// The two messages of echo.proto by hand: bytes payload = 1, int32 count = 2.
const fs = require('fs');
const path = require('path');

const LIMIT = {
  'grpc.max_receive_message_length': 8 << 20,
  'grpc.max_send_message_length': 8 << 20,
};

function varint(value) {
  const out = [];
  for (; value > 0x7f; value >>>= 7) out.push((value & 0x7f) | 0x80);
  out.push(value);
  return Buffer.from(out);
}

function encode({ payload, count }) {
  const parts = [];
  if (payload && payload.length) parts.push(Buffer.from([0x0a]), varint(payload.length), payload);
  if (count) parts.push(Buffer.from([0x10]), varint(count));
  return Buffer.concat(parts);
}

function decode(data) {
  const message = { payload: Buffer.alloc(0), count: 0 };
  let at = 0;
  const next = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const octet = data[at++];
      value |= (octet & 0x7f) << shift;
      if (octet < 0x80) return value;
    }
  };
  while (at < data.length) {
    const tag = next();
    const value = next();
    if (tag === 0x0a) {
      message.payload = data.subarray(at, at + value);
      at += value;
    } else if (tag === 0x10) {
      message.count = value;
    } else {
      throw new Error(`unexpected tag ${tag}`);
    }
  }
  return message;
}

function method(name, requestStream, responseStream) {
  return {
    path: `/salt.tests.v1.Echo/${name}`,
    requestStream,
    responseStream,
    requestSerialize: encode,
    requestDeserialize: decode,
    responseSerialize: encode,
    responseDeserialize: decode,
  };
}

const SERVICE = {
  Unary: method('Unary', false, false),
  Collect: method('Collect', true, false),
  Repeat: method('Repeat', false, true),
  Chat: method('Chat', true, true),
};

const read = (folder, name) => fs.readFileSync(path.join(folder, name));

module.exports = { LIMIT, SERVICE, method, read };
