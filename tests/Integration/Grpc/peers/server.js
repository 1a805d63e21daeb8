'use strict';
// Echo on @grpc/grpc-js. Usage: server.js CERTIFICATES; prints the port, serves until its input ends.
const grpc = require('@grpc/grpc-js');
const { LIMIT, SERVICE, read } = require('./echo-wire');

const DETAIL = 'größer als 100 % ☃';
let cancelled = 0;

// The failure that the headers ask for, or null.
function failureFor(call) {
  const what = call.metadata.get('x-do')[0];
  if (what === 'cancel') return { code: grpc.status.CANCELLED, details: '' };
  if (what === 'crash') return { code: grpc.status.UNKNOWN, details: 'a secret of the server' };
  if (what !== 'fail') return null;
  const metadata = new grpc.Metadata();
  metadata.set('x-reason', 'because');
  metadata.set('x-bytes-bin', Buffer.from([0, 1, 255]));
  return { code: grpc.status.FAILED_PRECONDITION, details: DETAIL, metadata };
}

const hangs = (call) => call.metadata.get('x-do')[0] === 'hang';

function countCancelled(call) {
  if (hangs(call)) call.on('cancelled', () => cancelled++);
}

function unary(call, answer) {
  countCancelled(call);
  if (hangs(call)) return;
  if (call.metadata.get('x-do')[0] === 'cancelled') {
    answer(null, { count: cancelled });
    return;
  }
  const failure = failureFor(call);
  if (failure) {
    answer(failure);
    return;
  }
  const echo = call.metadata.get('x-echo')[0];
  if (echo) {
    const headers = new grpc.Metadata();
    headers.set('x-echo', echo);
    call.sendMetadata(headers);
  }
  answer(null, { payload: call.request.payload, count: 1 });
}

function collect(call, answer) {
  const payloads = [];
  call.on('data', ({ payload }) => payloads.push(payload));
  call.on('end', () => answer(null, { payload: Buffer.concat(payloads), count: payloads.length }));
}

function repeat(call) {
  countCancelled(call);
  for (let count = 1; count <= call.request.count; count++) call.write({ payload: call.request.payload, count });
  const failure = failureFor(call);
  if (failure) call.emit('error', failure);
  else if (!hangs(call)) call.end();
}

function chat(call) {
  countCancelled(call);
  let count = 0;
  call.on('data', ({ payload }) => {
    call.write({ payload, count: ++count });
    const failure = failureFor(call);
    if (failure) call.emit('error', failure);
  });
  call.on('end', () => call.end());
}

const folder = process.argv[2];
const server = new grpc.Server(LIMIT);
server.addService(SERVICE, { Unary: unary, Collect: collect, Repeat: repeat, Chat: chat });
const credentials = grpc.ServerCredentials.createSsl(
  read(folder, 'ca.pem'),
  [{ private_key: read(folder, 'server.key'), cert_chain: read(folder, 'server.pem') }],
  true);
server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
  if (error) throw error;
  console.log(port);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
