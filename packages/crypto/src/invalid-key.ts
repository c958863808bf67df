/** A key has the wrong length or is no key at all. Go panics in these places. */
export class InvalidKey extends Error {
  override readonly name = "InvalidKey";
}
