export type CookieName = 'journey' | 'manage' | 'change' | 'link' | 'invited' | 'unsubscribe' | 'helper' | 'assist';

/** Values that a browser brings along and that pages set or clear. All HttpOnly, none readable by another site. */
export interface Cookies {
  get(name: CookieName): string | undefined;
  set(name: CookieName, value: string, maxAgeSeconds: number): void;
  clear(name: CookieName): void;
}
