import type { ChainRole } from "@testudo/chains";
import { messageByTypeUrl } from "@testudo/proto";
import { TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type {
  ExecTxResult,
  RequestFinalizeBlock,
  ResponseFinalizeBlock,
} from "@testudo/proto/tendermint/abci";
import type { Call } from "./recording.ts";

/** How often something was tried, and what came of it. */
export interface Tried {
  readonly all: number;
  readonly ok: number;
  /** Refusals by `codespace/code`. */
  readonly refusals: ReadonlyMap<string, number>;
}

/** What a run reached. */
export interface Coverage {
  /** Messages of transactions, by role and type URL; those inside others have the outer one before them. */
  readonly messages: ReadonlyMap<string, Tried>;
  /** Query methods, by role and path. */
  readonly queries: ReadonlyMap<string, Tried>;
  /** Events of blocks, by role and type. */
  readonly events: ReadonlyMap<string, Tried>;
  add(role: ChainRole, calls: readonly Call[]): void;
}

interface Count {
  all: number;
  ok: number;
  refusals: Map<string, number>;
}

/** Counts what the calls of a run tried. An error path alone is no coverage, so successes are counted apart. */
export function createCoverage(): Coverage {
  const messages = new Map<string, Count>();
  const queries = new Map<string, Count>();
  const events = new Map<string, Count>();

  function addBlock(role: ChainRole, request: RequestFinalizeBlock, answer: ResponseFinalizeBlock) {
    const proposals = proposalsOf(role);
    for (const [i, tx] of request.txs.entries()) {
      const result = answer.txResults[i];
      if (result === undefined) continue;
      const list = messagesOf(tx);
      for (const name of namesOf(list)) count(messages, `${role} ${name}`, result);
      if (result.code === 0) rememberProposals(proposals, list, result);
    }
    for (const { type, attributes } of answer.events) {
      const of = (key: string) => attributes.find((one) => one.key === key)?.value ?? "";
      count(events, `${role} ${type}`, OK);
      if (type !== "active_proposal") continue;
      const verdict = { code: 1, codespace: of("proposal_result") };
      const isDone = verdict.codespace === "proposal_passed";
      for (const name of proposals.get(of("proposal_id")) ?? []) {
        count(messages, `${role} (gov) ${name}`, isDone ? OK : verdict);
      }
    }
  }

  const proposalsByRole = new Map<ChainRole, Map<string, readonly string[]>>();
  function proposalsOf(role: ChainRole) {
    const known = proposalsByRole.get(role) ?? new Map<string, readonly string[]>();
    proposalsByRole.set(role, known);
    return known;
  }

  return {
    messages,
    queries,
    events,
    add(role, calls) {
      proposalsByRole.delete(role);
      for (const call of calls) {
        if (call.response === undefined) continue;
        if (call.method === "finalizeBlock") addBlock(role, call.request, call.response);
        if (call.method === "query") count(queries, `${role} ${call.request.path}`, call.response);
      }
    },
  };
}

type Verdict = Pick<ExecTxResult, "code" | "codespace">;
const OK: Verdict = { code: 0, codespace: "" };

function count(into: Map<string, Count>, name: string, { code, codespace }: Verdict): void {
  const known = into.get(name) ?? { all: 0, ok: 0, refusals: new Map() };
  into.set(name, known);
  known.all += 1;
  if (code === 0) known.ok += 1;
  else {
    const kind = `${codespace}/${code}`;
    known.refusals.set(kind, (known.refusals.get(kind) ?? 0) + 1);
  }
}

function messagesOf(tx: Uint8Array): readonly Any[] {
  try {
    return TxBody.decode(TxRaw.decode(tx).bodyBytes).messages;
  } catch {
    return [];
  }
}

/** Type URLs, of messages inside messages as well. */
function namesOf(list: readonly Any[], outer = ""): readonly string[] {
  return list.flatMap((any) => [`${outer}${any.typeUrl}`, ...namesOf(insideOf(any), "(inside) ")]);
}

const CARRIERS = /authz.*MsgExec$|gov\.v1.*MsgSubmitProposal$/;

function insideOf({ typeUrl, value }: Any): readonly Any[] {
  if (!CARRIERS.test(typeUrl)) return [];
  try {
    const { msgs, messages, content } = messageByTypeUrl(typeUrl)!.decode(value) as Carrier;
    return msgs ?? messages ?? (content === undefined ? [] : [content]);
  } catch {
    return [];
  }
}

interface Carrier {
  readonly msgs?: readonly Any[];
  readonly messages?: readonly Any[];
  readonly content?: Any;
}

function rememberProposals(
  into: Map<string, readonly string[]>,
  list: readonly Any[],
  { events }: ExecTxResult,
): void {
  const ids = events.flatMap(({ type, attributes }) =>
    type === "submit_proposal"
      ? attributes.filter(({ key }) => key === "proposal_id").map(({ value }) => value)
      : [],
  );
  const carriers = list.filter(({ typeUrl }) => typeUrl.endsWith("MsgSubmitProposal"));
  const unique = [...new Set(ids)];
  for (const [i, one] of carriers.entries()) {
    if (unique[i] !== undefined)
      into.set(
        unique[i],
        insideOf(one).map(({ typeUrl }) => typeUrl),
      );
  }
}

/** A table of what is to be reached, with what was: lines of Markdown, what never succeeded first. */
export function coverageTable(
  title: string,
  names: readonly string[],
  reached: ReadonlyMap<string, Tried>,
): string {
  const none: Tried = { all: 0, ok: 0, refusals: new Map() };
  const rows = [...new Set([...names, ...reached.keys()])]
    .map((name) => [name, reached.get(name) ?? none] as const)
    .sort(([a, one], [b, other]) => Number(one.ok > 0) - Number(other.ok > 0) || (a < b ? -1 : 1))
    .map(([name, { all, ok, refusals }]) => {
      const kinds = [...refusals].sort((a, b) => b[1] - a[1]).map(([kind, n]) => `${kind} ×${n}`);
      return `| ${name} | ${all} | ${ok} | ${kinds.slice(0, 12).join(", ")} |`;
    });
  return [
    `## ${title}`,
    "",
    "| what | tried | ok | refusals |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
