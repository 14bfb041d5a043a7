// `npm run dev`: a saved file is built by Nx, and the programs whose build changed are started again.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build, dist } from './build.mjs';
import { workspace } from './paths.mjs';
import { note, sayFault } from './say.mjs';
import { watchFolders } from './watch-folders.mjs';

const WATCHED = ['apps', 'libs', 'migrations'];
const QUIET_MS = 200;

/** @param programs service by the folder of dist/ that it runs from */
export function reloadOnChange(programs) {
  let built = fingerprints(programs);
  let timer;
  let busy = false;
  let again = false;

  const rebuild = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await build();
      const now = fingerprints(programs);
      for (const [folder, service] of Object.entries(programs)) {
        if (now[folder] === built[folder]) continue;
        await service.stop();
        service.start();
        await service.untilReady();
        note(`${service.title} started again`);
      }
      built = now;
    } catch (fault) {
      // A mistake in the source is no reason to stop: the next save is tried again.
      sayFault(fault);
    } finally {
      busy = false;
      if (again) {
        again = false;
        void rebuild();
      }
    }
  };

  const folders = WATCHED.map((name) => path.join(workspace, name)).filter((folder) => fs.existsSync(folder));
  watchFolders(folders, () => {
    clearTimeout(timer);
    timer = setTimeout(rebuild, QUIET_MS);
  });
  note('watching apps, libs and migrations; a new migration needs a new start');
}

function fingerprints(programs) {
  return Object.fromEntries(Object.keys(programs).map((folder) => [folder, fingerprint(dist(folder))]));
}

function fingerprint(folder) {
  const hash = createHash('sha256');
  for (const file of fs.readdirSync(folder, { recursive: true }).sort()) {
    const full = path.join(folder, file);
    if (fs.statSync(full).isFile()) hash.update(file).update(fs.readFileSync(full));
  }
  return hash.digest('hex');
}
