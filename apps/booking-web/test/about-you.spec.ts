import { titleOf } from './browser';
import { bloodTest, covid, flu } from './fake-api';
import { born, openSite } from './open-site';

const { site, draft, fromTimesToCheck } = openSite();

const reasons = [
  { id: 'pregnant', kind: 'yes_no', label: 'Are you pregnant?', phrase: 'Pregnant' },
  { id: 'carer', kind: 'yes_no', label: 'Do you look after somebody?', hint: 'As their main carer.' },
];
const changed = 'This has changed. Last year it was from age 65.';
const isAsked = {
  status: 200,
  body: { outcome: 'needs_information', missing: reasons.map(({ id }) => `flag:${id}`), reasons: [] },
};

let visits = 0;

/** Somebody whom the flu vaccine asks for reasons, on the page that asks. */
async function toReasons(more: object = {}) {
  const services = [{ ...flu, questions: reasons, ...more }, covid, bloodTest];
  site.api.say('GET /services', { status: 200, body: { items: services } });
  site.api.say('POST /eligibility', ({ body }) => {
    const answers = body['answers'] as Record<string, boolean>;
    if (Object.keys(answers).length === 0) return isAsked;
    return {
      status: 200,
      body: { outcome: Object.values(answers).includes(true) ? 'eligible' : 'not_eligible', reasons: [] },
    };
  });
  // The list of services is kept for a moment.
  site.now = new Date(Date.parse(site.now) + ++visits * 60_000).toISOString();
  await site.browser.post('/book/what', { service: 'flu' });
  return site.browser.post('/book/date-of-birth', born);
}

const answer = (...applies: string[]) =>
  site.browser.send('/book/about-you', new URLSearchParams(applies.map((one) => ['applies', one])).toString());

it('several questions of yes or no are one list of boxes, with a box for none of them', async () => {
  expect(await toReasons()).toMatchObject({ location: '/book/about-you' });
  const page = await site.browser.get('/book/about-you');
  expect(titleOf(page)).toContain('Do any of these apply to you?');
  expect(page.html.match(/type="checkbox"/g)).toHaveLength(3);
  expect(page.html).not.toContain('type="radio"');
  for (const words of ['Pregnant', 'Do you look after somebody?', 'As their main carer.', 'None of these', '>or<'])
    expect(page.html).toContain(words);
  expect(page.html).not.toContain('Are you pregnant?');

  const empty = await answer();
  expect([empty.status, titleOf(empty)]).toEqual([422, expect.stringMatching(/^Error: /)]);
  expect(empty.html).toContain('Select if any of these apply to you, or select &#x27;None of these&#x27;');
  const both = await answer('pregnant', 'none');
  expect([both.status, both.html]).toEqual([422, expect.stringContaining('Select the things that apply, or select')]);
  expect(both.html.match(/checked=""/g)).toHaveLength(2);
  expect(draft()).not.toHaveProperty('answers');

  expect(await answer('carer')).toMatchObject({ location: '/book/where' });
  expect(draft()).toMatchObject({ answers: { pregnant: false, carer: true } });
});

it('none of them is an answer too, shown again as it was given, and something else can be said then', async () => {
  await toReasons();
  expect(await answer('none')).toMatchObject({ location: '/book/next-steps' });
  expect(draft()).toMatchObject({ answers: { pregnant: false, carer: false } });
  expect((await site.browser.get('/book/about-you')).html).toMatch(
    /<input[^>]*checked=""[^>]*value="none"|<input[^>]*value="none"[^>]*checked=""/,
  );
  await answer('pregnant');
  await site.browser.post('/book/where', { where: 'L24 8QB' });
  await site.browser.post('/book/help-needed', { need: 'none' });
  await fromTimesToCheck();
  const check = await site.browser.get('/book/check');
  expect(check.html).toContain('What applies to you');
  expect(check.html).toContain('>Pregnant<');
  expect(check.html).not.toContain('Do you look after somebody?');
  expect(check.html).toContain('href="/book/about-you?from=check"');
});

it('a single question has yes and no, and stands beside no list', async () => {
  await toReasons({ questions: reasons.slice(0, 1) });
  const page = await site.browser.get('/book/about-you');
  expect(titleOf(page)).toContain('One question about you');
  expect(page.html.match(/type="radio"/g)).toHaveLength(2);
  expect(page.html).toContain('Are you pregnant?');
  const { html } = await site.browser.post('/book/about-you', {});
  expect(html).toContain('Select yes or no: Are you pregnant?');
  await site.browser.post('/book/about-you', { pregnant: 'yes' });
  expect(draft()).toMatchObject({ answers: { pregnant: true } });
});

it('a code is typed below the list, and both are checked at once', async () => {
  await toReasons({ questions: [...bloodTest.questions, ...reasons] });
  const page = await site.browser.get('/book/about-you');
  expect(titleOf(page)).toContain('A few questions about you');
  expect(page.html.indexOf('Pregnant')).toBeLessThan(page.html.indexOf('What is your referral code?'));
  const { html } = await site.browser.post('/book/about-you', { referralCode: '' });
  for (const words of ['Select if any of these apply to you', 'Enter your referral code'])
    expect(html).toContain(words);
  await site.browser.post('/book/about-you', { referralCode: 'bt 12345', applies: 'none' });
  expect(draft()).toMatchObject({ answers: { referralCode: 'BT12345', pregnant: false, carer: false } });
});

it('one of several people is asked by name', async () => {
  await toReasons();
  await site.browser.post('/book/who', { who: 'group' });
  await site.browser.post('/book/date-of-birth', born);
  await answer('carer');
  const leo = { 'date-of-birth-day': '5', 'date-of-birth-month': '5', 'date-of-birth-year': '1990' };
  await site.browser.post('/book/people', { act: 'add', firstName: 'Leo', ...leo });
  const page = await site.browser.get('/book/about-you?person=1');
  expect(titleOf(page)).toContain('Do any of these apply to Leo?');
  await site.browser.send('/book/about-you?person=1', 'applies=pregnant&applies=carer');
  expect(draft()).toMatchObject({
    answers: { carer: true },
    others: [{ firstName: 'Leo', answers: { pregnant: true, carer: true }, verdict: { outcome: 'eligible' } }],
  });
});

it('what changed since last season stands above the question and beside a refusal, and nowhere when nothing did', async () => {
  await toReasons({ whatChanged: changed });
  expect((await site.browser.get('/book/about-you')).html).toContain(changed);
  await answer('none');
  const refused = await site.browser.get('/book/next-steps');
  for (const words of [
    changed,
    'or call us on',
    'ask your GP practice',
    'At some pharmacies you can pay for it.',
    '/book/which',
  ])
    expect(refused.html).toContain(words);
  expect(refused.html).not.toContain('See where you can pay for it');
  await toReasons();
  expect((await site.browser.get('/book/about-you')).html).not.toContain('nhsuk-inset-text');
});
