import { test } from '@playwright/test';

export interface Screen {
  javaScriptEnabled: boolean;
  width: 320 | 1280;
}

export const wide: Screen = { javaScriptEnabled: true, width: 1280 };
/** An old phone: narrow, and nothing of our script runs. */
export const oldPhone: Screen = { javaScriptEnabled: false, width: 320 };
const others: Screen[] = [
  { javaScriptEnabled: true, width: 320 },
  { javaScriptEnabled: false, width: 1280 },
];

/** Tests on screens of two widths with JavaScript on and off: all four in the long proof, else those named. */
export function onScreens(usual: readonly Screen[], define: (screen: Screen) => void): void {
  for (const screen of process.env['PROOF'] ? [wide, oldPhone, ...others] : usual) {
    const { javaScriptEnabled, width } = screen;
    test.describe(`at ${width} px with JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
      test.use({ javaScriptEnabled, viewport: { width, height: 800 } });
      define(screen);
    });
  }
}
