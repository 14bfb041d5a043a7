// The demo outbox: catches e-mail and text messages and shows them on a page. Never for production: it keeps nothing and guards nothing.
import { httpServer } from './http.mjs';
import { smtpServer } from './smtp.mjs';
import { Outbox } from './store.mjs';

const { HOST = '127.0.0.1', PORT = '3003', SMTP_PORT = '0' } = process.env;

const outbox = new Outbox();
const smtp = smtpServer(outbox);
const web = httpServer(outbox);

smtp.on('error', (error) => console.error(`SMTP: ${error.message}`));
smtp.listen(Number(SMTP_PORT), HOST, () => {
  console.log(`SMTP on ${HOST}:${smtp.server.address().port}`);
  // The page comes second, so that an answering page means that mail is taken as well.
  web.listen(Number(PORT), HOST, () => console.log(`Outbox on http://${HOST}:${PORT}/`));
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    web.close();
    web.closeAllConnections();
    smtp.close(() => process.exit(0));
  });
}
