import { toHex, utf8 } from "@testudo/base";
import type {
  Event,
  ExecTxResult,
  ResponseCheckTx,
  ResponseFinalizeBlock,
  ResponseInfo,
  ResponseInitChain,
  ResponseQuery,
  ValidatorUpdate,
} from "@testudo/proto/tendermint/abci";
import { ConsensusParams } from "@testudo/proto/tendermint/types";
import type { Call } from "./recording.ts";

/** One way in which the two applications answered differently. */
export interface Difference {
  readonly height: bigint;
  /** What differs: `tx 3 gas_used`, `block event 7`, `store bank key 02…`. */
  readonly what: string;
  readonly go: string;
  readonly ours: string;
  /** The transaction or query that was answered differently. */
  readonly about?: string;
}

/** Puts down a difference unless both sides are equal. */
type Compare = (what: string, go: unknown, ours: unknown) => void;

/** What the two sides are compared by. Logs are for people; they come apart from the rest. */
export interface Comparison {
  readonly differences: Difference[];
  readonly logs: Difference[];
}

/** The answers of both sides to one call. */
export function compareAnswers(call: Call, goAnswer: unknown, height: bigint): Comparison {
  const differences: Difference[] = [];
  const logs: Difference[] = [];
  const into =
    (list: Difference[]): Compare =>
    (what, go, ours) => {
      const [left, right] = [text(go), text(ours)];
      if (left !== right) list.push({ height, what, go: left, ours: right });
    };
  const both: Both = { compare: into(differences), compareLog: into(logs) };

  switch (call.method) {
    case "info":
      compareInfo(both, goAnswer as ResponseInfo, call.response!);
      break;
    case "initChain":
      compareInit(both, goAnswer as ResponseInitChain, call.response!);
      break;
    case "checkTx":
      compareCheck(both, goAnswer as ResponseCheckTx, call.response!);
      break;
    case "finalizeBlock":
      compareBlock(both, goAnswer as ResponseFinalizeBlock, call.response!);
      break;
    case "query":
      compareQuery(both, call.request.path, goAnswer as ResponseQuery, call.response!);
      break;
    case "prepareProposal":
    case "processProposal":
      both.compare(call.method, goAnswer, call.response);
      break;
    default:
      break;
  }
  return { differences, logs };
}

interface Both {
  readonly compare: Compare;
  readonly compareLog: Compare;
}

function compareInfo({ compare }: Both, go: ResponseInfo, ours: ResponseInfo): void {
  compare("info data", go.data, ours.data);
  compare("info app version", go.appVersion, ours.appVersion);
  compare("info height", go.lastBlockHeight, ours.lastBlockHeight);
  compare("info app hash", go.lastBlockAppHash, ours.lastBlockAppHash);
}

function compareInit({ compare }: Both, go: ResponseInitChain, ours: ResponseInitChain): void {
  compare("init app hash", go.appHash, ours.appHash);
  compareList(
    compare,
    "init validator",
    go.validators.map(updateText),
    ours.validators.map(updateText),
  );
  compare("init consensus params", go.consensusParams, ours.consensusParams);
}

function compareCheck(both: Both, go: ResponseCheckTx, ours: ResponseCheckTx): void {
  compareResult(both, "check", go, ours);
}

function compareBlock(both: Both, go: ResponseFinalizeBlock, ours: ResponseFinalizeBlock): void {
  const { compare } = both;
  compare("number of tx results", go.txResults.length, ours.txResults.length);
  for (const [i, result] of go.txResults.entries()) {
    const mine = ours.txResults[i];
    if (mine !== undefined) compareResult(both, `tx ${i}`, result, mine);
  }
  compareList(compare, "block event", go.events.map(eventText), ours.events.map(eventText));
  compareList(
    compare,
    "validator update",
    go.validatorUpdates.map(updateText),
    ours.validatorUpdates.map(updateText),
  );
  compare("consensus params", paramsHex(go), paramsHex(ours));
  compare("app hash", go.appHash, ours.appHash);
}

/** Code, gas, data and events of a transaction; a difference carries both logs, so that it explains itself. */
function compareResult(
  { compare, compareLog }: Both,
  what: string,
  go: ExecTxResult | ResponseCheckTx,
  ours: ExecTxResult | ResponseCheckTx,
): void {
  const verdict = (one: ExecTxResult | ResponseCheckTx) => `${one.codespace}/${one.code}`;
  if (verdict(go) !== verdict(ours)) {
    compare(`${what} code`, `${verdict(go)} ${go.log}`, `${verdict(ours)} ${ours.log}`);
  } else {
    compareLog(`${what} log`, shortLog(go.log), shortLog(ours.log));
  }
  compare(`${what} gas wanted`, go.gasWanted, ours.gasWanted);
  if (go.gasUsed !== ours.gasUsed) {
    compare(`${what} gas used`, `${go.gasUsed} ${go.log}`, `${ours.gasUsed} ${ours.log}`);
  }
  compare(`${what} data`, go.data, ours.data);
  compare(`${what} info`, go.info, ours.info);
  compareList(compare, `${what} event`, go.events.map(eventText), ours.events.map(eventText));
}

function compareQuery(both: Both, path: string, go: ResponseQuery, ours: ResponseQuery): void {
  const { compare, compareLog } = both;
  const what = `query ${path}`;
  if (isCutShort(path, ours)) return;
  if (go.code !== ours.code || go.codespace !== ours.codespace) {
    compare(
      `${what} code`,
      `${go.codespace}/${go.code} ${go.log}`,
      `${ours.codespace}/${ours.code} ${ours.log}`,
    );
    return;
  }
  compareLog(`${what} log`, shortLog(go.log), shortLog(ours.log));
  compare(`${what} value`, go.value, ours.value);
  compare(`${what} key`, go.key, ours.key);
  compare(`${what} height`, go.height, ours.height);
  compare(`${what} proof`, go.proofOps, ours.proofOps);
}

/** Our simulations have a gas limit of their own, which docs/differences.md names. */
const SIMULATION_GAS_MAX = 50_000_000;

function isCutShort(path: string, { code, log }: ResponseQuery): boolean {
  const used = /out of gas in location: .* gasUsed: (\d+)/.exec(log)?.[1];
  return /simulate/i.test(path) && code === 11 && Number(used) > SIMULATION_GAS_MAX;
}

/** Later entries are shifted against each other: the first one that differs says it all. */
function compareList(
  compare: Compare,
  what: string,
  go: readonly string[],
  ours: readonly string[],
): void {
  const length = Math.max(go.length, ours.length);
  for (let i = 0; i < length; i += 1) {
    if (go[i] === ours[i]) continue;
    compare(`${what} ${i} of ${go.length}`, go[i] ?? "(none)", ours[i] ?? "(none)");
    return;
  }
}

/** Logs of panics end in a stack trace, which no two programs share. */
function shortLog(log: string): string {
  return log.split("\nstack:")[0] ?? "";
}

function eventText(one: Event): string {
  const parts = one.attributes.map(
    ({ key, value, index }) => `${shown(key)}=${shown(value)}${index ? "" : " (not indexed)"}`,
  );
  return [one.type, ...parts].join("|");
}

/** Text as it stands, raw bytes as hex. */
function shown(value: string): string {
  return value.isWellFormed() ? value : `0x${toHex(utf8(value))}`;
}

function updateText(update: ValidatorUpdate): string {
  const { ed25519, secp256k1 } = update.pubKey ?? {};
  const key = ed25519 ?? secp256k1 ?? new Uint8Array();
  return `${ed25519 === undefined ? "secp256k1" : "ed25519"} ${toHex(key)} ${update.power}`;
}

function paramsHex({ consensusParamUpdates }: ResponseFinalizeBlock): string {
  return consensusParamUpdates === undefined
    ? "(none)"
    : toHex(ConsensusParams.encode(consensusParamUpdates));
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return toHex(value);
  return (
    JSON.stringify(value, (_key, one) => {
      if (typeof one === "bigint") return String(one);
      return one instanceof Uint8Array ? toHex(one) : one;
    }) ?? "(none)"
  );
}
