import type { MessageChannel, MessageKind, MessageState } from '@fairslot/domain';
import { count, figure } from './staff-words';

/** What a message is about. */
const kind: Record<MessageKind, string> = {
  booked: 'Appointment booked',
  moved: 'Appointment moved',
  cancelled_by_resident: 'Cancelled by the person',
  cancelled_by_site: 'Cancelled by us',
  possible_duplicate: 'Two appointments: which to keep',
  clinic_moved: 'New place',
  reminder_3_days: 'Reminder, 3 days before',
  reminder_1_day: 'Reminder, the day before',
  missed: 'Missed appointment',
  next_dose: 'Next dose due',
  had_elsewhere: 'Had it elsewhere: keep or cancel',
  freed_had_elsewhere: 'Cancelled: had it elsewhere',
  invitation: 'Invitation',
  invitation_again: 'Second invitation',
  one_time_code: 'One-time code',
};

const channel: Record<MessageChannel, string> = { sms: 'Text', email: 'Email', letter: 'Letter', call: 'Phone call' };

const state: Record<MessageState, string> = {
  pending: 'Waiting',
  sending: 'Being sent',
  accepted: 'Sent',
  delivered: 'Arrived',
  undelivered: 'Did not arrive',
  failed: 'Refused',
  unknown: 'Not known, we are asking',
  gave_up: 'Not known',
  superseded: 'Not needed any more',
  suppressed: 'Held back',
  expired: 'Too late to send',
  no_receipt: 'Sent, no receipt',
};

/** Of a message given to nobody but the call list. */
const callState: Partial<Record<MessageState, string>> = {
  accepted: 'On the call list',
  pending: 'To go on the call list',
};

/** Our own reasons, and the codes of providers that say something. Of Twilio: twilio.com/docs/api/errors. */
const reasons: Record<string, string> = {
  'quiet hours': 'Outside the hours at which it may leave: it goes when they open',
  'opted out': 'They asked for no more of these',
  limit: 'Enough messages for now to this number',
  'the provider rests': 'The provider has trouble: it goes later',
  'waits for a place': 'The appointment has no clinic yet',
  'the worker was lost': 'The program stopped while it was being sent',
  'could not be written': 'It could not be written: tell whoever runs the program',
  'no provider is set up': 'No provider is set up',
  'no print supplier is set up': 'No print supplier is set up',
  'outbox unreachable': 'The provider could not be reached',
  'twilio 21211': 'The number is not a real one',
  'twilio 21408': 'Texts to this country are not allowed',
  'twilio 21610': 'They answered STOP',
  'twilio 21612': 'This number cannot be reached by text',
  'twilio 21614': 'The number is not a mobile',
  'twilio 30003': 'The phone could not be reached',
  'twilio 30004': 'The phone or its network blocks our texts',
  'twilio 30005': 'The number is not in use',
  'twilio 30006': 'A landline, or a network we cannot reach',
  'twilio 30007': 'The network took it for spam',
  'twilio 30008': 'The network did not say why',
  'twilio 429': 'The provider asked us to slow down',
};

/** Pages about messages: the ledger, how sending does, what holds it back, the queue, and the timeline on a booking. */
export const staffMessages = {
  kind,
  channel,
  state,
  callState,
  cancel: 'Cancel',

  /** A provider's code is shown where we have no words for it. */
  reason: (error: string): string => {
    const known = reasons[error] ?? reasons[error.replace(/^twilio 4\d\d (\d{5})$/, 'twilio $1')];
    if (known) return known;
    if (error.startsWith('twilio 429')) return reasons['twilio 429'] ?? error;
    if (/^(ECONN|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ESOCKET)/.test(error))
      return `The provider could not be reached (${error})`;
    if (/RCPT TO 5\d\d/.test(error)) return `The mail server does not take this address (${error})`;
    return `Code ${error}`;
  },

  parts: {
    label: 'Messages',
    ledger: 'All messages',
    delivery: 'Delivery',
    stops: 'Hold messages back',
    queue: 'Queue',
  },

  timeline: {
    heading: 'Messages',
    none: 'No messages about this appointment.',
    caption: (what: string, how: string) => `${what}, ${how.toLowerCase()}`,
    planned: (at: string) => `${at}: planned`,
    goes: (at: string) => `Goes on ${at}, or soon after`,
    tried: {
      accepted: (at: string) => `${at}: sent`,
      rejected: (at: string) => `${at}: refused`,
      not_sent: (at: string) => `${at}: could not be sent`,
      unknown: (at: string) => `${at}: tried, and we do not know if it left`,
      running: (at: string) => `${at}: being sent`,
    },
    because: (why: string) => `. ${why}`,
    receipt: {
      delivered: (at: string) => `${at}: arrived`,
      undelivered: (at: string) => `${at}: did not arrive`,
      failed: (at: string) => `${at}: could not be delivered`,
      sent: (at: string) => `${at}: on its way`,
      queued: (at: string) => `${at}: waiting at the provider`,
      sending: (at: string) => `${at}: leaving the provider`,
    } as Record<string, (at: string) => string>,
    otherReceipt: (at: string, what: string) => `${at}: the provider says “${what}”`,
    replies: 'Answered by text',
    reply: {
      coming: 'they are coming',
      cannot_come: 'they cannot come',
      stop: 'no more texts (STOP)',
      start: 'texts again (START)',
      help: 'asked for help',
      none: 'something else',
    },
  },

  retry: 'Send again',
  retryOf: (what: string, reference: string) => `Send again: ${what}${reference && `, ${reference}`}`,
  retried: 'It goes again now.',
  retryRefused: 'It cannot be sent again: it has gone, or it is too late.',

  ledger: {
    heading: 'Messages',
    lead: 'Everything we said or will say, by the day it was due. No row says to whom.',
    date: 'Day',
    site: 'Site',
    kind: 'About',
    channel: 'Way',
    state: 'State',
    everySite: 'Every site',
    everyKind: 'Everything',
    everyChannel: 'Every way',
    everyState: 'Every state',
    show: 'Show',
    none: 'No messages on this day.',
    noneOfFilter: 'No messages of this kind on this day.',
    counts: 'How many',
    countsCaption: (date: string) => `Messages due on ${date}, by what they are about`,
    countColumns: ['About', 'Waiting', 'Sent', 'Arrived', 'Failed', 'Not sent', 'Text parts'],
    all: 'All',
    summary: (messages: number, parts: number) =>
      count(messages, 'message', 'messages') + (parts > 0 ? `, ${count(parts, 'text part', 'text parts')}` : ''),
    cost: (cost: string) => `at a cost of ${cost}`,
    list: 'One by one',
    caption: 'Messages, the latest due first',
    columns: { due: 'Due', about: 'About', site: 'Site', way: 'Way', state: 'State', act: 'Act' },
    invitation: 'An invitation',
    tries: (n: number) => count(n, 'try', 'tries'),
    more: 'Show more',
  },

  delivery: {
    heading: 'Delivery',
    lead: 'How sending does at this moment. This page keeps itself up to date.',
    updated: (time: string) => `Updated ${time}`,
    rests: (ways: string) =>
      `${ways}: the provider has trouble. Messages wait and go when it is well again. Bookings go on.`,
    slow: (ways: string) => `${ways}: the provider has trouble, so we send at half the pace.`,
    stopped: (n: number) => `${count(n, 'stop holds', 'stops hold')} messages back.`,
    stoppedLink: 'See what is held back',
    nobody: 'No process that sends has been heard of for five minutes.',
    figures: {
      queue: 'Jobs in the queue',
      due: 'Due now',
      oldest: 'Oldest due',
      sent: 'Sent in 15 minutes',
      unknown: 'Outcome not known',
      again: 'Sent twice in a day, to be sure',
      calls: 'People to call',
    },
    noneDue: 'None',
    circuits: 'Each way',
    circuitColumns: ['Way', 'Due now', 'Oldest due', 'Provider'],
    circuit: { closed: 'Well', half: 'Half pace', open: 'Resting', probing: 'Trying one', none: 'Nobody sends' },
    perMinute: 'Sent each minute',
    perMinuteColumns: ['Minute', 'Sent'],
    perMinuteTitle: (most: number, now: number) =>
      most === 0
        ? 'Nothing was sent in the last 15 minutes'
        : `${figure(most)} in the busiest minute, ${figure(now)} in the last whole one`,
    chart: 'Show the figures',
    failures: 'Failures in the last hour',
    failureColumns: ['Way', 'What happened', 'Why', 'How many'],
    outcome: { rejected: 'Refused', not_sent: 'Could not be sent', unknown: 'Not known' },
    noFailures: 'None.',
    chartFailed: 'The chart could not be loaded. The figures are in the table.',
  },

  stops: {
    heading: 'Hold messages back',
    lead: 'What you stop here stops within five seconds, and stays in line. Let it go again and it leaves, if it is still of use.',
    none: 'Nothing is held back.',
    inForce: 'Held back now',
    past: 'Ended in the last 30 days',
    what: 'What to hold back',
    choices: {
      all: 'Every message of every site',
      channel: 'One way of sending',
      kind: 'One kind of message',
      site: 'One site',
      campaign: 'One campaign',
    },
    which: { channel: 'Which way', kind: 'Which kind', site: 'Which site', campaign: 'Which campaign' },
    choose: 'Choose one',
    reason: 'Why',
    reasonHint: 'Others read this. Do not name a person.',
    reasonMissing: 'Say why',
    whichMissing: 'Choose which one',
    check: 'Continue',
    sure: (what: string) => `Hold back: ${what}?`,
    sureHint:
      'Nothing of it leaves until somebody lets it go again. People may miss a reminder or hear too late of a change.',
    yes: 'Hold back now',
    done: (what: string) => `Held back: ${what}.`,
    end: 'Let go again',
    endOf: (what: string) => `Let go again: ${what}`,
    endSure: (what: string) => `Let go again: ${what}? What waits and is still of use leaves at once.`,
    endYes: 'Let go now',
    ended: (what: string) => `Not held back any more: ${what}.`,
    set: (at: string, by: string) => `Since ${at}, by ${by}`,
    endedBy: (at: string, by: string) => `Until ${at}, by ${by}`,
    describe: {
      all: 'every message',
      channel: (which: string) => `every ${which.toLowerCase()}`,
      kind: (which: string) => `“${which}”`,
      site: (which: string) => `every message of ${which}`,
      campaign: (which: string) => `invitations of ${which}`,
    },
    someCampaign: 'a campaign',
    mayNot: 'You may read this page. A clinic lead, a site administrator or a coordinator can hold messages back.',
  },

  queue: {
    heading: 'Queue',
    lead: 'The queue only spreads the work. If it is lost, nothing is: the program fills it again from the database.',
    on: { redis: 'It runs on Redis.', postgresql: 'It runs on PostgreSQL.' },
    away: 'The queue cannot be asked now. Messages leave without it, five a second.',
    noWorkers: 'No process takes work from the queue. Start one with the role “worker”.',
    figures: {
      waiting: 'Waiting',
      active: 'Being done',
      delayed: 'For later',
      failed: 'Failed and kept',
      oldest: 'Oldest waiting',
      workers: 'Processes at work',
      doneInAll: 'Done in all',
      failedInAll: 'Failed in all',
    },
    hint: 'Failed jobs are not kept: the message they were for stands in the list of messages and is tried again. “In all” counts from when the queue was set up or lost.',
    oldest: (seconds: number, job: string) => `${count(seconds, 'second', 'seconds')} (${job})`,
    noneWaits: 'None',
  },
};
