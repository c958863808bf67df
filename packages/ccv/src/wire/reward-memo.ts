import { jsonText } from "@testudo/proto";
import { InvalidPacketJson, readWholeJson } from "./packet-json.ts";

/** Whom a reward transfer is from, as its memo says; the provider believes it. */
export interface RewardMemo {
  readonly consumerId: string;
  readonly chainId: string;
  readonly memo: string;
}

const MEMBERS = ["consumerId", "chainId", "memo"] as const;

/** The memo of a reward transfer, white space included. */
export function createRewardMemo(consumerId: string, chainId: string): string {
  const memo = jsonText({ consumerId, chainId, memo: "ICS rewards" });
  return `{\n\t\t\t"provider": ${memo}\n\t\t}`;
}

/**
 * Reads the memo of a transfer as Go's decoder does: member names match without regard to case, and a JSON object that
 * names no provider is a memo of nobody.
 *
 * @returns undefined when the text is no such memo
 */
export function parseRewardMemo(text: string): RewardMemo | undefined {
  const outer = members(read(text));
  if (outer === undefined) return undefined;
  const provider = outer.find(([name]) => name === "provider");
  if (provider === undefined) return { consumerId: "", chainId: "", memo: "" };
  const inner = members(provider[1]);
  if (inner === undefined) return undefined;

  const memo = { consumerId: "", chainId: "", memo: "" };
  for (const [name, value] of inner) {
    const member = MEMBERS.find((known) => fold(known) === fold(name));
    if (member === undefined || value === null) continue;
    if (typeof value !== "string") return undefined;
    memo[member] = value;
  }
  return memo;
}

function read(text: string): unknown {
  try {
    return readWholeJson(text);
  } catch (error) {
    if (error instanceof InvalidPacketJson) return undefined;
    throw error;
  }
}

/** Members of an object, null counting as one without any. */
function members(value: unknown): [string, unknown][] | undefined {
  if (value === null) return [];
  if (typeof value !== "object" || Array.isArray(value)) return undefined;
  return Object.entries(value);
}

/** Go folds by Unicode's simple rules, so that the long s and the Kelvin sign count as letters too. */
function fold(name: string): string {
  return name.toUpperCase().toLowerCase();
}
