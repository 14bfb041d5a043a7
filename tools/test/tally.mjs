// Sums up Jest's own closing lines. Read from the output, because Nx shows that again for a project whose result it had kept.

/** @returns {{ passed: number, failed: number, skipped: number, reasons: string[] }} */
export function tally(output) {
  const sum = { passed: 0, failed: 0, skipped: 0, reasons: new Set() };
  let failedSuites = 0;
  for (const line of output.split('\n').map((text) => text.trim())) {
    if (line.startsWith('Test Suites:')) failedSuites = count(line, 'failed');
    if (line.startsWith('Tests:')) {
      sum.passed += count(line, 'passed');
      sum.skipped += count(line, 'skipped') + count(line, 'todo');
      // A file that could not even be loaded has no failed test of its own.
      sum.failed += count(line, 'failed') || failedSuites;
      failedSuites = 0;
    }
    const reason = /^Skipped: (.+)/.exec(line);
    if (reason) sum.reasons.add(reason[1]);
  }
  return { ...sum, reasons: [...sum.reasons] };
}

const count = (line, what) => Number(new RegExp(`(\\d+) ${what}`).exec(line)?.[1] ?? 0);
