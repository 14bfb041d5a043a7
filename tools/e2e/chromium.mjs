import fs from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine: what CHROMIUM names, else where distributions put it. No browser is ever downloaded. */
export function findChromium(env) {
  return (env.CHROMIUM ? [env.CHROMIUM] : PLACES).find((file) => fs.existsSync(file));
}
