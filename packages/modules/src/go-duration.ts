import type { Duration } from "@testudo/base";

const MICROSECOND = 1_000n;
const MILLISECOND = 1_000_000n;
const SECOND = 1_000_000_000n;

/** A duration as Go prints it (`1h30m0s`, `1.5ms`, `0s`): the form that error texts carry into state. */
export function goDurationText(duration: Duration): string {
  if (duration === 0n) return "0s";
  const sign = duration < 0n ? "-" : "";
  const ns = duration < 0n ? -duration : duration;
  if (ns < MICROSECOND) return `${sign}${ns}ns`;
  if (ns < MILLISECOND) return `${sign}${decimal(ns, MICROSECOND)}µs`;
  if (ns < SECOND) return `${sign}${decimal(ns, MILLISECOND)}ms`;
  const seconds = ns / SECOND;
  const hours = seconds / 3600n;
  const minutes = (seconds / 60n) % 60n;
  const head = hours > 0n ? `${hours}h${minutes}m` : minutes > 0n ? `${minutes}m` : "";
  return `${sign}${head}${decimal(ns % (60n * SECOND), SECOND)}s`;
}

/** `value / unit` with as many decimals as it takes. */
function decimal(value: bigint, unit: bigint): string {
  const digits = unit.toString().length - 1;
  const fraction = (value % unit).toString().padStart(digits, "0").replace(/0+$/, "");
  return fraction === "" ? `${value / unit}` : `${value / unit}.${fraction}`;
}
