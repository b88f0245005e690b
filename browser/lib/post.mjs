// A post office for tests: takes letters in by SMTP and hands others over.
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** Listens on a free port and keeps every letter. `letter(test)` waits for one whose text passes. */
export async function postOffice() {
  const letters = [];
  const waiting = new Set();
  const server = createServer((socket) => serve(socket, (letter) => {
    letters.push(letter);
    waiting.forEach((look) => look());
  }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    letters,
    letter: (test, patience = 30_000) => new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`no such letter among ${letters.length}`)), patience);
      const look = () => {
        const found = letters.find(test);
        if (!found) return;
        clearTimeout(late);
        waiting.delete(look);
        done(found);
      };
      waiting.add(look);
      look();
    }),
    close: () => server.close(),
  };
}

/** What comes in over `socket`, by lines. One who hangs up in the middle ends the lines and nothing else: the reader hands errors of its socket on as its own. */
function linesOf(socket) {
  const lines = createInterface({ input: socket, crlfDelay: Infinity });
  for (const each of [socket, lines]) each.on('error', () => {});
  return lines;
}

/** The server's side of RFC 5321, without refusing anything. */
function serve(socket, take) {
  let [text, recipients] = [null, []];
  const say = (line) => socket.write(`${line}\r\n`);
  say('220 post.example ESMTP');
  linesOf(socket).on('line', (line) => {
    if (text !== null) {
      if (line !== '.') return text.push(line.replace(/^\./, ''));
      take({ recipients, raw: text.join('\r\n'), text: readable(text.join('\r\n')) });
      [text, recipients] = [null, []];
      return say('250 2.0.0 taken');
    }
    const [verb] = line.toUpperCase().split(/[ :]/);
    if (verb === 'EHLO') return say('250-post.example\r\n250-8BITMIME\r\n250 SMTPUTF8');
    if (verb === 'RCPT') recipients.push(/<(.*)>/.exec(line)[1]);
    if (verb === 'DATA') [text] = [[]];
    if (verb === 'QUIT') return socket.end('221 bye\r\n');
    say(verb === 'DATA' ? '354 go on' : '250 2.0.0 ok');
  });
}

/** All parts of a letter as text: base64 and quoted-printable undone. */
function readable(raw) {
  const parts = raw.split(/^--\S+\r?$/m).map((part) => {
    const [head, ...body] = part.replace(/^\r\n/, '').split('\r\n\r\n');
    const text = body.join('\r\n\r\n');
    if (/^content-transfer-encoding:\s*base64/im.test(head)) return head + Buffer.from(text, 'base64').toString('utf8');
    if (/^content-transfer-encoding:\s*quoted-printable/im.test(head)) return head + unquoted(text);
    return part;
  });
  return parts.join('\n');
}

function unquoted(text) {
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Hands a letter over to a server on this machine. */
export async function handOver(port, from, to, letter) {
  const socket = createConnection(port, '127.0.0.1');
  const lines = linesOf(socket)[Symbol.asyncIterator]();
  const answer = async () => {
    for (;;) {
      const { value } = await lines.next();
      if (!value) throw new Error('the server hung up');
      if (value[3] === '-') continue;
      if (!/^[23]/.test(value)) throw new Error(value);
      return;
    }
  };
  await answer();
  for (const line of ['EHLO client.example', `MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA', `${letter.replace(/\r?\n/g, '\r\n')}\r\n.`, 'QUIT']) {
    socket.write(`${line}\r\n`);
    await answer();
  }
  socket.end();
}
