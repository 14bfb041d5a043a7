/** A fault that a newcomer can act on: shown as its one sentence, without a stack. */
export class PlainFault extends Error {
  name = 'PlainFault';
}
