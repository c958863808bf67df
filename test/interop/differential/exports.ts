import type { JsonValue } from "@testudo/proto";
import type { ChainApplication } from "@testudo/runtime";
import type { Difference } from "./differences.ts";

type JsonObject = { readonly [name: string]: JsonValue };

/** Differences that are told of a pair of exports. */
const TOLD_MAX = 5;

/**
 * Compares the genesis that the Go binary makes of its last state with ours, place by place. Members without a value are
 * no difference.
 */
export function compareExports(go: JsonValue, app: ChainApplication): readonly Difference[] {
  const { appState, initialHeight } = app.exportGenesis();
  const theirs = isObject(go) ? go : {};
  const found: Difference[] = [];
  const tell = (what: string, one: JsonValue, other: JsonValue) => {
    if (found.length >= TOLD_MAX) return;
    const [goText, ours] = [shortText(one), shortText(other)];
    found.push({ height: initialHeight - 1n, what: `export ${what}`, go: goText, ours });
  };
  walk("", theirs.app_state ?? {}, appState, tell);
  return found;
}

function walk(
  at: string,
  go: JsonValue,
  ours: JsonValue,
  tell: (what: string, go: JsonValue, ours: JsonValue) => void,
): void {
  if (isObject(go) && isObject(ours)) {
    const names = [...new Set([...Object.keys(go), ...Object.keys(ours)])].sort();
    for (const name of names) walk(`${at}.${name}`, go[name] ?? null, ours[name] ?? null, tell);
    return;
  }
  if (Array.isArray(go) && Array.isArray(ours) && go.length === ours.length) {
    for (const [i, one] of go.entries()) walk(`${at}[${i}]`, one, ours[i] ?? null, tell);
    return;
  }
  if (JSON.stringify(go) !== JSON.stringify(ours)) tell(at, go, ours);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const shortText = (value: JsonValue): string => JSON.stringify(value).slice(0, 1000);
