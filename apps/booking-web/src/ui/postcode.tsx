/** Written from left to right whatever the page is, and never broken in two. */
export const Postcode = ({ children }: { children: string }) => <bdi className="fs-postcode">{children}</bdi>;
