const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What Twilio is told to answer a text message with. Source: twilio.com/docs/messaging/twiml. */
export function twiml(text: string | null): string {
  const answer = text?.replace(/[&<>]/g, (sign) => escapes[sign] as string);
  const response = answer ? `<Response><Message>${answer}</Message></Response>` : '<Response/>';
  return `<?xml version="1.0" encoding="UTF-8"?>${response}`;
}
