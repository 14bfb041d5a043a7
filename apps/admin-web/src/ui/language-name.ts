import { deployment } from './deployment';

const names = new Intl.DisplayNames([deployment.locale], { type: 'language' });

/** 'Polish' for 'pl'; the code where nobody knows a name. */
export function languageName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
