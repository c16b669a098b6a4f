// A real SMTP server that takes mail and shows it to the test, or refuses it.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail { to: string; from: string; text: string }

export interface MailServer {
  url: string;
  /** The next mail that has not been asked for yet. */
  next(): Promise<ReceivedMail>;
  /** Takes no mail while it is true. */
  refusing: boolean;
  close(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const waiting: ((mail: ReceivedMail) => void)[] = [];
  const unread: ReceivedMail[] = [];
  const arrived = (mail: ReceivedMail) => {
    const taker = waiting.shift();
    if (taker) taker(mail);
    else unread.push(mail);
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_, __, done) => done(running.refusing ? Object.assign(new Error('no'), { responseCode: 550 }) : null),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        done();
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        arrived({ to: envelope.rcptTo[0]?.address ?? '', from, text: plain(Buffer.concat(chunks).toString('utf8')) });
      });
    },
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const running: MailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    refusing: false,
    next: () => {
      const mail = unread.shift();
      return mail ? Promise.resolve(mail) : new Promise((resolve) => { waiting.push(resolve); });
    },
    close: () => new Promise((resolve) => { server.close(() => resolve()); }),
  };
  return running;
}

/** Long lines cross as quoted-printable. */
const plain = (text: string) => text.replaceAll('=\r\n', '').replaceAll('=3D', '=');
