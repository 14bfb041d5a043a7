interface Props {
  text: string;
  /** Its size. */
  says: string;
  more: string;
}

/** A message as it stands on a phone, with its size. */
export function PhonePreview({ text, says, more }: Props) {
  return (
    <figure className="coord-phone">
      <div className="coord-phone__screen">
        <p className="coord-phone__bubble" dir="auto">
          {text}
        </p>
      </div>
      <figcaption>
        <strong>{says}</strong> {more}
      </figcaption>
    </figure>
  );
}
