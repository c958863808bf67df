import { coinsAreValid, coinsToText, Dec, plainError } from "@testudo/base";
import type { Coin as WireCoin } from "@testudo/proto/cosmos/base/v1beta1";
import { coinsFromWire } from "../wire.ts";

/** Reads amino JSON of one old gov parameter, checks it, and writes it back in canonical form. */
export type KeyRewriter = (text: string) => string;

type Fields = ReadonlyMap<string, unknown>;

/** Gov's old parameters: the only keys that a parameter change can name without a panic. */
export const govKeys: ReadonlyMap<string, KeyRewriter> = new Map<string, KeyRewriter>([
  ["depositparams", (text) => depositParams(fieldsOf(text))],
  ["votingparams", (text) => votingParams(fieldsOf(text))],
  ["tallyparams", (text) => tallyParams(fieldsOf(text))],
]);

function depositParams(fields: Fields): string {
  const minDeposit = coinList(fields.get("min_deposit"));
  const coins = coinsFromWire(minDeposit);
  if (!coinsAreValid(coins)) {
    throw invalid(`invalid minimum deposit: ${coinsToText(coins)}`);
  }
  const period = integer(fields.get("max_deposit_period"));
  if (period === undefined || period <= 0n) {
    throw invalid(`maximum deposit period must be positive: ${period ?? 0n}`);
  }
  return JSON.stringify({
    ...(minDeposit.length > 0 ? { min_deposit: minDeposit } : {}),
    max_deposit_period: period.toString(),
  });
}

function votingParams(fields: Fields): string {
  const period = integer(fields.get("voting_period"));
  if (period === undefined) throw invalid("voting period must not be nil");
  if (period <= 0n) throw invalid(`voting period must be positive: ${period}`);
  return JSON.stringify({ voting_period: period.toString() });
}

function tallyParams(fields: Fields): string {
  const [quorum, threshold, veto] = ["quorum", "threshold", "veto_threshold"].map((name) =>
    text(fields.get(name)),
  ) as [string, string, string];
  const quorumShare = share(quorum, "quorum");
  if (quorumShare.isNegative()) throw invalid(`quorom cannot be negative: ${quorumShare}`);
  if (quorumShare.gt(Dec.one)) throw invalid(`quorom too large: ${quorum}`);
  for (const [name, value] of [
    ["vote threshold", threshold],
    ["veto threshold", veto],
  ] as const) {
    const parsed = share(value, name);
    if (!parsed.isPositive()) throw invalid(`${name} must be positive: ${parsed}`);
    if (parsed.gt(Dec.one)) throw invalid(`${name} too large: ${value}`);
  }
  return JSON.stringify({ quorum, threshold, veto_threshold: veto });
}

function fieldsOf(json: string): Fields {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw plainError(error instanceof Error ? error.message : String(error));
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw plainError("expected a JSON object");
  }
  return new Map(Object.entries(parsed));
}

function coinList(value: unknown): WireCoin[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw plainError("expected a list of coins");
  return value.map((entry: unknown) => {
    const fields = new Map(Object.entries(entry ?? {}));
    return { denom: text(fields.get("denom")), amount: text(fields.get("amount")) };
  });
}

/** Amino JSON has 64-bit integers as text. */
function integer(value: unknown): bigint | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string" || !/^-?[0-9]+$/.test(value)) {
    throw plainError(`invalid 64-bit integer encoding: ${JSON.stringify(value)}`);
  }
  return BigInt(value);
}

function text(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw plainError("expected a string");
  return value;
}

function share(value: string, name: string): Dec {
  try {
    return Dec.fromText(value);
  } catch (error) {
    throw invalid(`invalid ${name} string: ${error instanceof Error ? error.message : error}`);
  }
}

function invalid(why: string) {
  return plainError(`invalid parameter value: ${why}`);
}
