interface ShareLinkProps {
  url: string;
  words: { copy: string; copied: string };
}

/** An address to give to somebody, with a button that shares or copies it where a script can. */
export function ShareLink({ url, words }: ShareLinkProps) {
  return (
    <>
      <p className="fs-share">
        <bdi dir="ltr" data-share-text="">
          {url}
        </bdi>{' '}
        <button className="fs-link" type="button" hidden data-share={words.copied}>
          {words.copy}
        </button>
      </p>
      <output data-share-said="" />
    </>
  );
}
