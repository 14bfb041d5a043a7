import { expect, test, type Page } from '@playwright/test';
import { aPerson, toTimes } from './resident';

const RUNS = 5;
/** Slow 3G and a phone a sixth as fast as this machine. */
const KILOBITS = 400;
const LATENCY_MS = 400;
const CPU = 6;
const MOST = { firstPaintMs: 2000, largestPaintMs: 2500, shift: 0.01 };

interface Figures {
  firstPaintMs: number;
  largestPaintMs: number;
  shift: number;
}

async function measure(page: Page, path: string): Promise<Figures> {
  await page.goto(path, { waitUntil: 'load' });
  return page.evaluate(
    () =>
      new Promise<Figures>((done) => {
        const figures = { firstPaintMs: 0, largestPaintMs: 0, shift: 0 };
        const watch = (type: string, each: (entry: PerformanceEntry & { value?: number }) => void) =>
          new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
        watch('paint', (entry) => {
          if (entry.name === 'first-contentful-paint') figures.firstPaintMs = entry.startTime;
        });
        watch('largest-contentful-paint', (entry) => (figures.largestPaintMs = entry.startTime));
        watch('layout-shift', (entry) => (figures.shift += entry.value ?? 0));
        setTimeout(() => done(figures), 1500);
      }),
  );
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

test('pages are painted soon on slow 3G and an old phone, and nothing jumps', async ({ page, browser }) => {
  test.setTimeout(300_000);
  await toTimes(page, aPerson());
  const cookies = await page.context().cookies();
  for (const path of ['/', '/book/where', '/book/times']) {
    const runs: Figures[] = [];
    for (let run = 0; run < RUNS; run++) {
      // A new browser each time: nothing is in its cache.
      const context = await browser.newContext({ baseURL: page.url() });
      await context.addCookies(cookies);
      const fresh = await context.newPage();
      const devtools = await context.newCDPSession(fresh);
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: LATENCY_MS,
        downloadThroughput: (KILOBITS * 1000) / 8,
        uploadThroughput: (KILOBITS * 1000) / 8,
      });
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU });
      runs.push(await measure(fresh, new URL(path, page.url()).href));
      await context.close();
    }
    const figures = {
      firstPaintMs: Math.round(median(runs.map(({ firstPaintMs }) => firstPaintMs))),
      largestPaintMs: Math.round(median(runs.map(({ largestPaintMs }) => largestPaintMs))),
      shift: median(runs.map(({ shift }) => shift)),
    };
    console.log(
      `${path}: first paint ${figures.firstPaintMs} ms, largest ${figures.largestPaintMs} ms, shift ${figures.shift}`,
    );
    for (const key of ['firstPaintMs', 'largestPaintMs', 'shift'] as const)
      expect.soft(figures[key], `${key} of ${path}`).toBeLessThanOrEqual(MOST[key]);
  }
});
