// `npm run faults`: does to the program what networks, machines and people do, and looks whether every message arrived once.
import { hasRedis } from './faults/redis.mjs';
import { readOptions } from './faults/options.mjs';
import { rows as onQueue } from './faults/rows/queue.mjs';
import { rows as onWorker } from './faults/rows/worker.mjs';
import { rows as onWorld } from './faults/rows/world.mjs';
import { Stage } from './faults/stage.mjs';
import { deleteFolder, makeFolder } from './crash/folder.mjs';
import { runProgram } from './start/run-program.mjs';
import { say } from './start/say.mjs';

const ROWS = [...onWorker, ...onQueue, ...onWorld];
let stage;

async function main(words) {
  const options = readOptions(words);
  const results = [];
  for (const queue of options.queues) {
    if (queue === 'redis' && !hasRedis()) {
      say('Skipped: every row on Redis, because there is no redis-server on this machine.');
      continue;
    }
    const wanted = ROWS.filter(({ only, name }) => (!only || only === queue) && name.includes(options.only));
    if (wanted.length > 0) results.push(...(await onOne(queue, wanted, options)));
  }
  return report(results);
}

async function onOne(queue, wanted, options) {
  const folder = await makeFolder();
  stage = new Stage(folder, queue);
  const results = [];
  try {
    await stage.open();
    for (const row of wanted) {
      const result = await row
        .run(stage, options)
        .catch((error) => ({ error: error.message.split('\n')[0], ok: false }));
      stage.carrier.mode = 'pass';
      results.push({ queue, name: row.name, ...result });
      const { ok, ...figures } = result;
      say(`${ok ? 'ok    ' : 'FAILED'} ${queue}: ${row.name} (${row.required})`);
      say(
        `         ${Object.entries(figures)
          .map(([name, value]) => `${name} ${value}`)
          .join(' · ')}`,
      );
    }
    const { violations } = stage.twilio.store;
    if (violations.length > 0) results.push({ queue, name: 'what was said to Twilio has its shape', ok: false });
    for (const violation of violations.slice(0, 5)) say(`FAILED ${violation}`);
  } finally {
    await stage.close();
    if (results.every(({ ok }) => ok)) deleteFolder(folder);
    else say(`The logs are in ${folder}`);
  }
  return results;
}

function report(results) {
  const sum = (name) => results.reduce((total, row) => total + (row[name] ?? 0), 0);
  const failed = results.filter(({ ok }) => !ok).length;
  say(
    `${sum('rows')} messages, ${sum('arrived')} arrived, ${sum('lost')} lost, ${sum('duplicates')} duplicates, ${sum('counted')} sent again and counted as such`,
  );
  say(`${results.length - failed} rows as required, ${failed} not`);
  return failed === 0 && results.length > 0 ? 0 : 1;
}

runProgram(main, async () => stage?.close());
