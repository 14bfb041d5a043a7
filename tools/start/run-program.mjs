// How a tool that starts things ends: on a signal, on a fault, or when it is done, always after closing what it started.
import { interruptSteps } from './run.mjs';
import { sayFault } from './say.mjs';

/** Runs `main(words)` and exits with its code; `closeStarted` stops what may be running when it is cut short. */
export function runProgram(main, closeStarted) {
  const stop = async (code) => {
    interruptSteps();
    await closeStarted();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void stop(130));
  main(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (fault) => {
      sayFault(fault);
      void stop(1);
    },
  );
}
