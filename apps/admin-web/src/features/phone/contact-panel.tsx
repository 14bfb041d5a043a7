import { TextField } from '@fairslot/ui';
import { texts } from '../../ui/texts';
import type { Caller } from './caller';

const words = texts.phone;

interface Props {
  caller: Caller;
  change: (some: Partial<Caller>) => void;
  of: (field: string) => string | undefined;
}

/** How to reach the caller. All of it may be left out: then the reference is read out. */
export function ContactPanel({ caller, change, of }: Props) {
  const field = (name: 'mobile' | 'email' | 'landline') => ({
    id: name,
    name,
    value: caller[name],
    error: of(name),
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  return (
    <section className="staff-panel" aria-labelledby="contact-panel">
      <h2 id="contact-panel">{words.contact}</h2>
      <p>{words.contactHint}</p>
      <TextField {...field('mobile')} type="tel" label={words.mobile} />
      <TextField {...field('email')} type="email" label={words.email} />
      <TextField {...field('landline')} type="tel" label={words.landline} />
    </section>
  );
}
