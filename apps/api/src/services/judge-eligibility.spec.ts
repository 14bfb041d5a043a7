import { readConfig } from '../platform/config/config';
import { Clock } from '../platform/clock/clock';
import { JudgeEligibility } from './judge-eligibility';
import type { ServiceRow } from './service.entity';

const config = readConfig({
  DATABASE_URL: 'postgres://x@127.0.0.1/x',
  SECRET_KEY: '0123456789abcdef'.repeat(4),
  PUBLIC_URL: 'http://book.test',
  SMTP_URL: 'smtp://127.0.0.1:1',
});
const judge = new JudgeEligibility(new Clock(), config);

const liveVaccine = {
  questions: [{ id: 'referralCode', kind: 'code', label: 'Code' }],
  rule: {
    id: 'live-vaccine',
    vaccine: 'LIVE',
    programme_start: '2020-01-01',
    programme_end: '2039-12-31',
    cohorts: [{ id: 'all', priority: 1, when: true }],
    refer: [{ id: 'weak', message: 'Talk to your practice first.', when: { flag: 'weak_immune_system' } }],
  },
} as unknown as ServiceRow;

test('a reason to talk to somebody first is asked, though nothing else stands in the way', () => {
  const asked = judge.judge(liveVaccine, '1990-01-01', {}, '2026-12-01');
  expect(asked).toMatchObject({ outcome: 'eligible', missing: ['flag:weak_immune_system'] });
});

test('the answer to it decides', () => {
  const on = '2026-12-01';
  expect(judge.judge(liveVaccine, '1990-01-01', { weak_immune_system: true }, on).outcome).toBe('refer');
  expect(judge.judge(liveVaccine, '1990-01-01', { weak_immune_system: false }, on)).not.toHaveProperty('missing');
});

test('a code is asked for by name, and read for its form', () => {
  const faults = (answers: Record<string, string>): string[] =>
    judge.codeFaults(liveVaccine, answers, 'answers').map((f) => `${f.path} ${f.code}`);
  expect(faults({})).toEqual(['answers.referralCode code_missing']);
  expect(faults({ referralCode: 'a b' })).toEqual(['answers.referralCode code_wrong']);
  expect(faults({ referralCode: 'BT-12345' })).toEqual([]);
});
