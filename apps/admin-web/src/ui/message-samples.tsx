import type { MessageSample } from '@fairslot/contract';
import { languageName } from './language-name';
import { texts } from './texts';

const words = texts.effect;

/** The words as they are sent: one message of each kind, way and language. */
export function MessageSamples({ samples }: { samples: readonly MessageSample[] }) {
  return samples.map(({ kind, channel, language, text, parts, people }) => (
    <figure key={`${kind} ${channel} ${language}`} className="staff-message-preview">
      <figcaption>
        {words.sampleFor(people, channel, languageName(language))}
        {parts !== null && ` ${words.sampleParts(parts)}`}
      </figcaption>
      <blockquote lang={language} dir="auto">
        {text}
      </blockquote>
    </figure>
  ));
}
