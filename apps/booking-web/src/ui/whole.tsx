/** Large words: what does not break in a line breaks after all where a line has no room for it, and then between words. */
export const Whole = ({ words }: { words: string }) =>
  words.split(/([^ ]*\u00a0[^ ]*)/u).map((part, index) =>
    index % 2 ? (
      <span className="fs-whole" key={part}>
        {part.replaceAll('\u00a0', ' ')}
      </span>
    ) : (
      part
    ),
  );
