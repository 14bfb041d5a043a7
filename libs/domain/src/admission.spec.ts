import { Admission } from './admission';

/** Numbers spread evenly, the same in every run. */
function even(): () => number {
  let n = 0;
  return () => (n = (n + 0.618_033_988_749) % 1);
}

const ask = (admission: Admission, times: number, underWay = 1): number =>
  Array.from({ length: times }, () => admission.admits(underWay)).filter(Boolean).length;

/** As a process that is so late measures it every quarter of a second. */
function measuring(admission: Admission) {
  let nowMs = 0;
  return (lateMs: number): void =>
    admission.measured({ count: 1, mean: (lateMs + 10) * 1e6, reset: () => undefined }, (nowMs += 250));
}

/** A server that answers `capacity` a second and is late by what waits; clients ask `offered` a second. Admitted of the last ten seconds. */
function serve(offered: number, capacity: number): { goodput: number; late: number } {
  const admission = new Admission(even());
  const measure = measuring(admission);
  let [waiting, goodput, late] = [0, 0, 0];
  for (let quarter = 0; quarter < 240; quarter += 1) {
    waiting += ask(admission, offered / 4);
    const answered = Math.min(waiting, capacity / 4);
    waiting -= answered;
    const lateMs = (waiting / capacity) * 1000;
    measure(lateMs);
    if (quarter >= 200) [goodput, late] = [goodput + answered / 10, Math.max(late, lateMs)];
  }
  return { goodput, late };
}

describe('letting in', () => {
  it('refuses nobody while answers come in time', () => {
    expect(serve(900, 1000)).toEqual({ goodput: 900, late: 0 });
  });

  it.each([2, 5, 20])(
    'with %d times what can be answered, nearly as much is answered as can be, and nobody waits long',
    (times) => {
      const { goodput, late } = serve(times * 1000, 1000);
      expect(goodput).toBeGreaterThan(900);
      expect(late).toBeLessThan(1000);
    },
  );

  it('nobody is let in beside more than 64 who are answered, however few have come', () => {
    const admission = new Admission(even());
    expect([64, 65].map((underWay) => ask(admission, 1, underWay))).toEqual([1, 0]);
  });

  it('few requests are never refused, however late the process is', () => {
    const admission = new Admission(even());
    const measure = measuring(admission);
    for (let n = 0; n < 50; n += 1) {
      expect(ask(admission, 20)).toBe(20);
      measure(5000);
    }
  });

  it('a process that measured nothing got no turn, and is late', () => {
    const admission = new Admission(even());
    ask(admission, 1000);
    admission.measured({ count: 0, mean: NaN, reset: () => undefined }, 250);
    expect(admission.share).toBeLessThan(1);
  });

  it('lets everybody in again within five seconds once it is over', () => {
    const admission = new Admission(even());
    const measure = measuring(admission);
    for (let n = 0; n < 40; n += 1) {
      ask(admission, 1000);
      measure(500);
    }
    expect(admission.share).toBe(0.02);
    for (let n = 0; n < 20; n += 1) measure(0);
    expect(admission.share).toBe(1);
  });

  it('asks whoever is refused to come back in 2 to 10 seconds, all of them', () => {
    const admission = new Admission(even());
    expect(new Set(Array.from({ length: 500 }, () => admission.backIn()))).toEqual(
      new Set([2, 3, 4, 5, 6, 7, 8, 9, 10]),
    );
  });
});
