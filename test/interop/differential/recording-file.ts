import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AbciMethod, type AbciMethods, createFrameReader, frame } from "@testudo/abci";
import { concatBytes, Dec, type DecCoin, fromUtf8, utf8 } from "@testudo/base";
import type { ChainRole } from "@testudo/chains";
import { Request } from "@testudo/proto/tendermint/abci";
import type { Call } from "./recording.ts";

/** What was asked of an application, without its answers. */
export interface SavedCalls {
  readonly role: ChainRole;
  /** Test that asked. */
  readonly source: string;
  readonly chainId: string;
  readonly minGasPrices: readonly DecCoin[];
  readonly requests: readonly SavedRequest[];
}

/** A request with its method. */
export type SavedRequest = {
  [M in AbciMethod]: { readonly method: M; readonly request: AbciMethods[M][0] };
}[AbciMethod];

const EXTENSION = ".abci";

/** The folder of the recordings, if there is to be one. */
export function recordingFolder(): string | undefined {
  return process.env.TESTUDO_RECORDINGS || undefined;
}

/** Writes calls to a file of the folder: a head in JSON, then requests as on the ABCI socket. */
export function writeRecording(options: {
  readonly role: ChainRole;
  readonly source: string;
  readonly minGasPrices: readonly DecCoin[];
  readonly calls: readonly Call[];
}): void {
  const folder = recordingFolder();
  if (folder === undefined) throw new Error("TESTUDO_RECORDINGS names no folder");
  mkdirSync(folder, { recursive: true });
  const { role, source, minGasPrices, calls } = options;
  const init = calls.find((call) => call.method === "initChain");
  const head = {
    role,
    source,
    chainId: init?.request.chainId ?? "",
    minGasPrices: minGasPrices.map(({ denom, amount }) => ({ denom, amount: String(amount) })),
  };
  const frames = calls.map(({ method, request }) => frame(Request.encode({ [method]: request })));
  const number = readdirSync(folder).filter((name) => name.startsWith(`${source}.`)).length;
  writeFileSync(
    join(folder, `${source}.${String(number).padStart(4, "0")}${EXTENSION}`),
    concatBytes(frame(utf8(JSON.stringify(head))), ...frames),
  );
}

/** Names of the recordings in the folder, sorted. */
export function listRecordings(): readonly string[] {
  const folder = recordingFolder();
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(EXTENSION))
    .map((name) => name.slice(0, -EXTENSION.length))
    .sort();
}

export function readRecording(name: string): SavedCalls {
  const bytes = readFileSync(join(recordingFolder() ?? ".", `${name}${EXTENSION}`));
  const [head, ...requests] = [...createFrameReader().push(bytes)];
  const { minGasPrices, ...others } = JSON.parse(fromUtf8(head!)) as SavedHead;
  return {
    ...others,
    minGasPrices: minGasPrices.map(({ denom, amount }) => ({
      denom,
      amount: Dec.fromText(amount),
    })),
    requests: requests.map((one) => {
      const [method, request] = Object.entries(Request.decode(one)).find(
        ([, value]) => value !== undefined,
      )!;
      return { method, request } as SavedRequest;
    }),
  };
}

interface SavedHead {
  readonly role: ChainRole;
  readonly source: string;
  readonly chainId: string;
  readonly minGasPrices: readonly { readonly denom: string; readonly amount: string }[];
}
