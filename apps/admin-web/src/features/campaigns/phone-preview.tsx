import { coordinatorTexts } from '../../ui/coordinator-texts';

const words = coordinatorTexts.campaigns.plan;

interface Props {
  sample: { text: string; characters: number; parts: number };
}

/** The message as it stands on a phone, with its size. */
export function PhonePreview({ sample: { text, characters, parts } }: Props) {
  return (
    <figure className="coord-phone">
      <div className="coord-phone__screen">
        <p className="coord-phone__bubble">{text}</p>
      </div>
      <figcaption>
        <strong>{words.sampleSize(characters, parts)}</strong>. {words.sampleHint}
      </figcaption>
    </figure>
  );
}
