// Processor time of processes, from /proc: what a figure in requests a second hides on a machine that others use too.
import fs from 'node:fs';

/** Linux counts in hundredths of a second wherever Node runs. */
const TICKS_A_SECOND = 100;

/** Fields of /proc/<pid>/stat after the name, which may hold spaces; undefined when the process has ended. */
function fieldsOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Seconds of one process, and those of its children that have ended. */
function secondsOf(fields) {
  const [own, ended] = [Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14])];
  return { own: own / TICKS_A_SECOND, ended: ended / TICKS_A_SECOND };
}

export function cpuOf(pid) {
  const fields = fieldsOf(pid);
  return fields ? secondsOf(fields).own : 0;
}

/** Seconds of PostgreSQL: the server, what it runs now, and what has ended. */
export function cpuOfServer(pid) {
  let sum = 0;
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = fieldsOf(name);
    if (!fields) continue;
    const { own, ended } = secondsOf(fields);
    if (Number(name) === pid) sum += own + ended;
    else if (Number(fields[1]) === pid) sum += own;
  }
  return sum;
}

/** What the work used of both, in seconds, with its answer. */
export async function withCpu({ node, server }, work) {
  const before = { node: node ? cpuOf(node) : 0, server: cpuOfServer(server) };
  const result = await work();
  // PostgreSQL's processes end a moment after their clients, and are counted once they have been waited for.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { result, node: (node ? cpuOf(node) : 0) - before.node, server: cpuOfServer(server) - before.server };
}
