// `node tools/twilio/main.mjs`: the stand-in by itself. PORT and CONTROL_PORT choose its ports; TWILIO_ACCOUNT_SID and
// TWILIO_AUTH_TOKEN the account; ORACLES_DIR may name a folder with Twilio's specification.
import { ACCOUNT, startTwilio } from './start.mjs';

const { HOST, PORT = '3004', CONTROL_PORT = '3005', SEED = '1', TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = process.env;

const account = {
  accountSid: TWILIO_ACCOUNT_SID || ACCOUNT.accountSid,
  authToken: TWILIO_AUTH_TOKEN || ACCOUNT.authToken,
};
const twilio = await startTwilio({
  ...account,
  ...(HOST && { host: HOST }),
  port: Number(PORT),
  controlPort: Number(CONTROL_PORT),
  seed: Number(SEED),
});
const { notHeldToSpecificationBecause: why } = twilio;
console.log(why ? `Not held to Twilio's own specification: ${why}.` : "Held to Twilio's own specification.");
console.log(`TWILIO_API_URL=${twilio.apiUrl}`);
console.log(`TWILIO_ACCOUNT_SID=${account.accountSid}`);
console.log(`TWILIO_MESSAGING_SERVICE_SID=${ACCOUNT.messagingServiceSid}`);
// The last line: by now everything answers.
console.log(`Control on ${twilio.controlUrl}`);

// Whoever started it over a channel of its own may be killed: it does not stay behind.
for (const end of ['SIGINT', 'SIGTERM', 'disconnect']) {
  process.once(end, () => void twilio.stop().then(() => process.exit(0)));
}
