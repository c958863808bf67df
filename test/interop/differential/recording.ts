import type { AbciMethod, AbciMethods } from "@testudo/abci";
import type { ChainApplication } from "@testudo/runtime";

/** An ABCI call and what our application answered; `failure` is the text of what it threw instead. */
export type Call = {
  [M in AbciMethod]: {
    readonly method: M;
    readonly request: AbciMethods[M][0];
    readonly response?: AbciMethods[M][1];
    readonly failure?: string;
  };
}[AbciMethod];

/** Methods whose answers are compared; the others pass by. */
const RECORDED: readonly AbciMethod[] = [
  "info",
  "initChain",
  "checkTx",
  "prepareProposal",
  "processProposal",
  "finalizeBlock",
  "commit",
  "query",
];

export interface Recording {
  /** The application, writing down every call and every answer. */
  readonly app: ChainApplication;
  /** What was called, in order. */
  readonly calls: Call[];
}

/** Told about a rollback, before and after calls are forgotten. */
export interface RollbackWatch {
  before(calls: readonly Call[]): void;
  after(calls: readonly Call[]): void;
}

/**
 * Writes down what is asked of an application. Only a synchronous application can be recorded, as ours is: its answers
 * are not waited for. A rollback forgets the calls after the height it goes back to.
 */
export function recordCalls(app: ChainApplication, watch?: RollbackWatch): Recording {
  const calls: Call[] = [];

  const recording = new Proxy(app, {
    get(target, name: keyof ChainApplication) {
      if (name === "rollback") {
        return async (version: bigint) => {
          watch?.before(calls);
          calls.length = lengthUntil(calls, version);
          watch?.after(calls);
          return target.rollback(version);
        };
      }
      const value = target[name];
      const method = RECORDED.find((one) => one === name);
      if (method === undefined || typeof value !== "function") return value;
      return (request: never) => {
        try {
          const response = (target[method] as (request: never) => unknown)(request);
          calls.push({
            method,
            request,
            response: method === "commit" ? undefined : response,
          } as Call);
          return response;
        } catch (error) {
          calls.push({ method, request, failure: String(error) } as Call);
          throw error;
        }
      };
    },
  });
  return { app: recording, calls };
}

/** How many calls there were up to and including the commit of a height. */
function lengthUntil(calls: readonly Call[], height: bigint): number {
  const block = calls.findIndex(
    (call) => call.method === "finalizeBlock" && call.request.height === height,
  );
  const commit = calls.findIndex((call, i) => i > block && call.method === "commit");
  if (block >= 0 && commit >= 0) return commit + 1;
  return calls.findIndex(({ method }) => method === "initChain") + 1;
}
