import { Postcode } from './postcode';

/** One line, in the order in which it is written on a letter, whatever way the page is read. */
export const Address = ({ of: { address, postcode } }: { of: { address: string; postcode: string } }) => (
  <bdi>
    {address}, <Postcode>{postcode}</Postcode>
  </bdi>
);
