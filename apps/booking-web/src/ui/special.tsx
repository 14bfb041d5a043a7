import { clinicOptionsOf } from '@fairslot/domain';
import { useSite } from './site-context';

type Options = readonly string[] | undefined;

/** What the clinic of a time is besides, in a word or two for each. */
export function useSpecialWords(): (options: Options) => string[] {
  const { short } = useSite().texts.special;
  return (options) => clinicOptionsOf(options).map((option) => short[option]);
}

/** The same, a sentence a line. */
export function Special({ options }: { options: Options }) {
  const { says } = useSite().texts.special;
  return clinicOptionsOf(options).map((option) => <p key={option}>{says[option]}</p>);
}
