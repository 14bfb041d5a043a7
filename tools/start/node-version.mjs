// Kept in words that old versions of Node can read, since they are the ones that this file is for.
import { PlainFault } from '../postgres/plain-fault.mjs';

/** Loading ES modules with require() works without a flag from these versions on; the program needs it. */
export function assertNodeVersion(version) {
  const [major, minor] = version.split('.').map(Number);
  const isNewEnough = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!isNewEnough)
    throw new PlainFault(
      `Fairslot needs Node 20.19, 22.12 or later, and this is Node ${version}: install a newer one.`,
    );
}
