// `npm run crash`: kills the API and PostgreSQL under load, and checks that every answer still holds. `-- --rounds 10 --seed 1`.
import { Crash } from './crash/crash.mjs';
import { readOptions } from './crash/options.mjs';
import { runProgram } from './start/run-program.mjs';

let crash;

async function main(words) {
  crash = new Crash(readOptions(words));
  const code = await crash.run().catch((fault) => {
    // Cut short: what fails now fails because it is being stopped.
    if (crash.isClosed) return new Promise(() => {});
    throw fault;
  });
  await crash.close();
  return code;
}

runProgram(main, () => crash?.close());
