/** The few messages whose JSON is not an object of their fields. */

export const ANY = "google.protobuf.Any";
export const DURATION = "google.protobuf.Duration";
export const TIMESTAMP = "google.protobuf.Timestamp";

const WRAPPERS = new Set(
  ["Bool", "Bytes", "Double", "Float", "Int32", "Int64", "String", "UInt32", "UInt64"].map(
    (name) => `google.protobuf.${name}Value`,
  ),
);

/** Messages that stand for the one value inside. */
export function isWrapper(typeName: string): boolean {
  return WRAPPERS.has(typeName);
}

/** In an Any these hang under the key `value`. */
export function hasOwnJson(typeName: string): boolean {
  return typeName === ANY || typeName === DURATION || typeName === TIMESTAMP || isWrapper(typeName);
}
