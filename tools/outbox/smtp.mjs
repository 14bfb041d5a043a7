// Receives e-mail like a real server and delivers it nowhere.
import mailparser from 'mailparser';
import smtp from 'smtp-server';

/** @param {import('./store.mjs').Outbox} outbox */
export function smtpServer(outbox) {
  return new smtp.SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // Any name and password will do: nothing is sent on.
    onAuth: (auth, _session, done) => done(null, { user: auth.username }),
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: 10 * 1024 * 1024,
    logger: false,
    onData: (stream, session, done) => {
      keep(outbox, stream, session).then(() => done(), done);
    },
  });
}

async function keep(outbox, stream, session) {
  const mail = await mailparser.simpleParser(stream);
  outbox.add({
    channel: 'email',
    from: mail.from?.text ?? session.envelope.mailFrom.address,
    // The envelope, not the header: it says who would really get it.
    to: session.envelope.rcptTo.map(({ address }) => address).join(', '),
    subject: mail.subject ?? '(no subject)',
    text: mail.text ?? '',
    html: mail.html || undefined,
    messageId: mail.messageId,
    attachments: mail.attachments
      .filter(({ related }) => !related)
      .map(({ filename, contentType, content }) => ({ filename: filename ?? 'attachment', contentType, content })),
  });
}
