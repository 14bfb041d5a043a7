/** A choice of how to look at something, kept on this device; nothing about a person. Where storage is refused it is simply not kept. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`fairslot.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`fairslot.${name}`, value);
  } catch {
    // The choice is simply not remembered.
  }
}
