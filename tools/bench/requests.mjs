// What the generator asks for: searches at random points, and bookings of random free times by people who were never here before.
import { randomInt } from 'node:crypto';

const SERVICES = ['flu', 'covid', 'rsv', 'shingles', 'pneumo', 'mmr'];
const LETTERS = ['Ada', 'Ben', 'Cleo', 'Dev', 'Ewa', 'Finn', 'Gwen', 'Hana', 'Ivo', 'Jude'];

const pick = (list) => list[Math.floor(Math.random() * list.length)];

/** Kilometres around a point inside which about ten sites offer a service: half of the sites do, one for each ten square kilometres. */
export const RADIUS_KM = 8;

/** A point well inside the region of data.sql, so that the circle around it is full of sites. */
export function somePoint(sites) {
  const edge = 3.162 * Math.ceil(Math.sqrt(sites));
  const from = Math.min(RADIUS_KM, edge / 4);
  const some = () => from + Math.random() * (edge - 2 * from);
  return { latitude: 52 + some() / 111.2, longitude: -3 + some() / 67, service: pick(SERVICES) };
}

export function searchPath(sites) {
  const { latitude, longitude, service } = somePoint(sites);
  return `/api/v1/availability?service=${service}&latitude=${latitude.toFixed(5)}&longitude=${longitude.toFixed(5)}&radius=${RADIUS_KM}&sort=nearest`;
}

/** Numbers no other run used: nobody is the same person twice. */
let next = randomInt(1, 2 ** 31) * 1024;

/** Some numbers have no check digit and are passed over: eight apart, no two people meet. */
function nhsNumber(n) {
  for (let tail = (n * 8) % 1_000_000_000; ; tail += 1) {
    const digits = String(tail).padStart(9, '0');
    const sum = digits.split('').reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10 && !/^(.)\1*$/.test(digits + check)) return digits + check;
  }
}

/** One booking of one person, who has an address on the network of their own, at a time as `freeTimes` answers it. */
export function someVisit(time) {
  const n = next++;
  const letters = n.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[digit]);
  const headers = (act) =>
    `idempotency-key: ${act}-${n}\r\nx-forwarded-for: 10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}\r\n`;
  const year = 1940 + (n % 60);
  const person = {
    firstName: pick(LETTERS),
    lastName: `Bench${letters}`,
    dateOfBirth: `${year}-0${1 + (n % 9)}-1${n % 10}`,
    nhsNumber: nhsNumber(n),
    postcode: 'L24 8QB',
  };
  const contact = { mobile: `+4473${String(n % 100_000_000).padStart(8, '0')}`, email: `p${n}@example.org` };
  return {
    service: time.service,
    holdHeaders: headers('hold'),
    hold: JSON.stringify({ siteId: time.site, start: time.start, attendees: [{ serviceId: time.service }] }),
    releaseHeaders: headers('release'),
    confirmHeaders: headers('confirm'),
    confirm: ({ holdId, token }) => JSON.stringify({ holdId, token, people: [person], contact, language: 'en' }),
  };
}
