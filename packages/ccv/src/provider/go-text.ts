import { formatRfc3339Nano, type Time } from "@testudo/base";

/** A time in UTC as Go prints it: `2024-08-29 12:26:16.529913 +0000 UTC`. */
export function goTimeText(time: Time): string {
  return `${formatRfc3339Nano(time).replace("T", " ").slice(0, -1)} +0000 UTC`;
}

/** What Go's runtime says when something that is not there gets used. */
export const NIL_POINTER = "runtime error: invalid memory address or nil pointer dereference";
