interface Props {
  booked: number;
  capacity: number;
  words: string;
  /** The figure for a screen where the words have no room. */
  short?: string;
}

/** How full something is: a bar in one of five shades, and always the figure beside it. */
export function FillBar({ booked, capacity, words, short }: Props) {
  const share = capacity === 0 ? 0 : Math.min(1, booked / capacity);
  const step = capacity === 0 ? 0 : Math.min(4, Math.floor(share * 5));
  return (
    <span className="staff-fill">
      <span className={short ? 'staff-fill__figure staff-fill__figure--long' : 'staff-fill__figure'}>{words}</span>
      {short && (
        <span className="staff-fill__short" aria-hidden="true">
          {short}
        </span>
      )}
      <span className="staff-fill__bar" aria-hidden="true">
        <span className={`staff-fill__done staff-fill__done--${step}`} style={{ inlineSize: `${share * 100}%` }} />
      </span>
    </span>
  );
}
