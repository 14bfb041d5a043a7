const key = 'fairslot.site';

/** The site used last on this device: its id only, nothing about a person. Where storage is refused there is none. */
export function lastSite(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function rememberSite(siteId: string): void {
  try {
    localStorage.setItem(key, siteId);
  } catch {
    // The choice is simply not remembered.
  }
}
