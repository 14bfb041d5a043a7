// Watches folders, not files: Node's own recursive watching on Linux follows each file, and loses those that an editor replaces.
import fs from 'node:fs';
import path from 'node:path';

/** Calls back on any change below the folders, also in folders made later. */
export function watchFolders(folders, onChange) {
  const watched = new Set();

  const watch = (folder) => {
    if (watched.has(folder)) return;
    watched.add(folder);
    const watcher = fs.watch(folder, (_event, name) => {
      const changed = name && path.join(folder, name);
      if (changed && isFolder(changed)) watchAll(changed);
      onChange();
    });
    // Deleted: nothing to watch any more.
    watcher.once('error', () => watcher.close());
    watcher.once('close', () => watched.delete(folder));
  };

  const watchAll = (folder) => {
    watch(folder);
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && entry.name !== 'node_modules') watchAll(path.join(folder, entry.name));
    }
  };

  for (const folder of folders) watchAll(folder);
}

function isFolder(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
