'use strict';
// Calls Echo with @grpc/grpc-js. Usage: client.js PORT CERTIFICATES; reads names of cases, prints what it saw as JSON.
const readline = require('readline');
const grpc = require('@grpc/grpc-js');
const { LIMIT, SERVICE, method, read } = require('./echo-wire');

const [port, folder] = process.argv.slice(2);
const Echo = grpc.makeGenericClientConstructor({ ...SERVICE, NoSuch: method('NoSuch', false, false) }, 'Echo');
const hello = { payload: Buffer.from('hello') };

function connect(withCertificate) {
  const pair = withCertificate ? [read(folder, 'client.key'), read(folder, 'client.pem')] : [];
  return new Echo(`127.0.0.1:${port}`, grpc.credentials.createSsl(read(folder, 'ca.pem'), ...pair), LIMIT);
}

function headers(name, value) {
  const metadata = new grpc.Metadata();
  metadata.set(name, value);
  return metadata;
}

// A call of one response, as a promise of it with the response headers.
function ask(start) {
  return new Promise((resolve, reject) => {
    let echo;
    const call = start((error, reply) => (error ? reject(error) : resolve({ ...reply, echo })));
    call.on('metadata', (metadata) => (echo = metadata.get('x-echo')[0]));
  });
}

const text = ({ payload, count, echo }) => ({ payload: payload.toString(), count, echo });

// The counts of every response up to the end of the call.
async function counts(call) {
  const seen = [];
  try {
    for await (const { count } of call) seen.push(count);
    return { counts: seen };
  } catch (error) {
    error.counts = seen;
    throw error;
  }
}

const client = connect(true);

const cases = {
  unary: async (via = client) => text(await ask((end) => via.Unary(hello, headers('x-echo', 'some text'), end))),
  collect: async () => text(await ask((end) => {
    const call = client.Collect(end);
    for (const word of ['one ', '', 'three']) call.write({ payload: Buffer.from(word) });
    call.end();
    return call;
  })),
  repeat: () => counts(client.Repeat({ ...hello, count: 100 })),
  chat: async () => {
    const call = client.Chat();
    const replies = call[Symbol.asyncIterator]();
    const seen = [];
    for (let i = 0; i < 3; i++) {
      call.write(hello);
      seen.push((await replies.next()).value.count);
    }
    call.end();
    return { counts: seen, rest: (await replies.next()).done ? 0 : 1 };
  },
  big: async () => {
    const payload = Buffer.alloc(6 << 20, Buffer.from(Array.from({ length: 256 }, (_, i) => i)));
    const reply = await ask((end) => client.Unary({ payload }, end));
    return { count: reply.payload.length, same: reply.payload.equals(payload) };
  },
  deadline: () => ask((end) => client.Unary(hello, headers('x-do', 'hang'), { deadline: Date.now() + 300 }, end)),
  cancel: () => {
    const call = client.Chat(headers('x-do', 'hang'));
    call.once('data', () => call.cancel());
    call.write(hello);
    return new Promise((_, reject) => call.on('error', reject));
  },
  server_cancel: () => {
    const call = client.Chat(headers('x-do', 'cancel'));
    call.write(hello);
    return counts(call);
  },
  fail: () => ask((end) => client.Unary(hello, headers('x-do', 'fail'), end)),
  fail_late: () => counts(client.Repeat({ ...hello, count: 2 }, headers('x-do', 'fail'))),
  unknown: () => ask((end) => client.NoSuch(hello, end)),
  no_certificate: async () => {
    const stranger = connect(false);
    try {
      return await cases.unary(stranger);
    } finally {
      stranger.close();
    }
  },
};

async function main() {
  for await (const name of readline.createInterface({ input: process.stdin })) {
    let seen;
    try {
      seen = { code: 0, ...(await cases[name]()) };
    } catch (error) {
      if (error.code === undefined) throw error;
      const bytes = error.metadata && error.metadata.get('x-bytes-bin')[0];
      seen = {
        code: error.code,
        detail: error.details,
        reason: error.metadata && error.metadata.get('x-reason')[0],
        bytes: bytes && bytes.toString('hex'),
        counts: error.counts,
      };
    }
    console.log(JSON.stringify(seen));
  }
  client.close();
}

main();
