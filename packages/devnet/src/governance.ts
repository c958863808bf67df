import type { Duration } from "@testudo/base";
import { type CommittedTx, until } from "@testudo/client";
import { fromTimestamp, packAny } from "@testudo/proto";
import type { Coin } from "@testudo/proto/cosmos/base/v1beta1";
import {
  MsgCancelProposal,
  MsgDeposit,
  MsgSubmitProposal,
  MsgSubmitProposalResponse,
  MsgVoteWeighted,
  type Params,
  type Proposal,
  ProposalStatus,
  ProposalStatusEnum,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryProposalRequest,
  QueryProposalResponse,
  QueryProposalsRequest,
  QueryProposalsResponse,
  QueryTallyResultRequest,
  QueryTallyResultResponse,
  type TallyResult,
  VoteOption,
  type WeightedVoteOption,
} from "@testudo/proto/cosmos/gov/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import { ExpectationFailed, InputError } from "./errors.ts";
import { unpackResponse } from "./json-calls.ts";
import type { Network, NetworkChain } from "./network.ts";
import { FAUCET } from "./topology.ts";

const GOV = "/cosmos.gov.v1.Query";
/** Proposals that are shown, the latest first. */
const LISTED_MAX = 100n;
const SECOND: Duration = 1_000_000_000n;
/** Blocks come by themselves or by the jump; this is for a machine that is slow. */
const DECIDED_TIMEOUT_MS = 60_000;

/** The name of a proposal's status: `VOTING_PERIOD`. */
export function statusOf({ status }: Proposal): string {
  const name = ProposalStatusEnum.names.get(status) ?? String(status);
  return name.replace("PROPOSAL_STATUS_", "");
}

/** Proposals, the latest first; of one status, if it is named (`passed`, `voting_period`). @throws InputError */
export async function listProposals(
  chain: NetworkChain,
  status?: string,
): Promise<readonly Proposal[]> {
  const { proposals } = await chain.client.query(
    `${GOV}/Proposals`,
    { request: QueryProposalsRequest, response: QueryProposalsResponse },
    {
      proposalStatus: status === undefined ? 0 : statusNumber(status),
      voter: "",
      depositor: "",
      pagination: {
        key: new Uint8Array(),
        offset: 0n,
        limit: LISTED_MAX,
        countTotal: false,
        reverse: true,
      },
    },
  );
  return proposals;
}

/** @throws QueryFailed when there is no such proposal */
export async function proposalOf(chain: NetworkChain, id: bigint): Promise<Proposal> {
  const { proposal } = await chain.client.query(
    `${GOV}/Proposal`,
    { request: QueryProposalRequest, response: QueryProposalResponse },
    { proposalId: id },
  );
  if (proposal === undefined) throw new InputError(`there is no proposal ${id}`);
  return proposal;
}

/** Votes for and against, as they stand. */
export async function tallyOf(chain: NetworkChain, id: bigint): Promise<TallyResult> {
  const { tally } = await chain.client.query(
    `${GOV}/TallyResult`,
    { request: QueryTallyResultRequest, response: QueryTallyResultResponse },
    { proposalId: id },
  );
  if (tally === undefined) throw new InputError(`there is no proposal ${id}`);
  return tally;
}

/** What somebody proposes. */
export interface ProposalSpec {
  readonly messages: readonly Any[];
  readonly title: string;
  readonly summary: string;
  readonly metadata?: string;
  readonly expedited?: boolean;
  /** Absent: as much as voting needs. */
  readonly deposit?: readonly Coin[];
}

/** Proposes messages, which run in the name of governance once the proposal has passed. */
export async function propose(
  network: Network,
  {
    chain,
    from = FAUCET,
    spec,
  }: { readonly chain: NetworkChain; readonly from?: string; readonly spec: ProposalSpec },
): Promise<{ readonly id: bigint; readonly tx: CommittedTx }> {
  network.accountName(from);
  const sender = await chain.sender(from);
  const { minDeposit, expeditedMinDeposit } = await govParams(chain);
  const { expedited = false } = spec;
  const tx = await sender.send([
    packAny(MsgSubmitProposal, {
      messages: spec.messages,
      initialDeposit: spec.deposit ?? (expedited ? expeditedMinDeposit : minDeposit),
      proposer: sender.signer.addressText,
      metadata: spec.metadata ?? "",
      title: spec.title,
      summary: spec.summary,
      expedited,
    }),
  ]);
  const { proposalId } = unpackResponse(tx, MsgSubmitProposalResponse);
  return { id: proposalId, tx };
}

/** Votes with one account. `options` as `readVote` gives them. */
export async function vote(
  chain: NetworkChain,
  request: {
    readonly id: bigint;
    readonly from: string;
    readonly options: readonly WeightedVoteOption[];
  },
): Promise<CommittedTx> {
  const sender = await chain.sender(request.from);
  return sender.send([
    packAny(MsgVoteWeighted, {
      proposalId: request.id,
      voter: sender.signer.addressText,
      options: request.options,
      metadata: "",
    }),
  ]);
}

export async function deposit(
  chain: NetworkChain,
  request: { readonly id: bigint; readonly from: string; readonly coins: readonly Coin[] },
): Promise<CommittedTx> {
  const sender = await chain.sender(request.from);
  return sender.send([
    packAny(MsgDeposit, {
      proposalId: request.id,
      depositor: sender.signer.addressText,
      amount: request.coins,
    }),
  ]);
}

/** Takes a proposal back; only its proposer may, and part of the deposit is lost. */
export async function cancelProposal(
  chain: NetworkChain,
  request: { readonly id: bigint; readonly from: string },
): Promise<CommittedTx> {
  const sender = await chain.sender(request.from);
  return sender.send([
    packAny(MsgCancelProposal, {
      proposalId: request.id,
      proposer: sender.signer.addressText,
    }),
  ]);
}

/** How time passes for whoever waits for the end of a vote. */
export type Jump = (by: Duration) => Promise<void>;

/**
 * Sees a proposal through: adds what is missing of its deposit, votes yes with every validator of this devnet, lets the
 * voting period pass, and waits for the result.
 *
 * @throws ExpectationFailed when it does not pass, or its messages fail
 */
export async function passProposal(
  network: Network,
  { chain, id, jump }: { readonly chain: NetworkChain; readonly id: bigint; readonly jump: Jump },
): Promise<Proposal> {
  await fillDeposit(chain, await proposalOf(chain, id));
  const found = await proposalOf(chain, id);
  if (found.status !== ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD) {
    throw new InputError(`proposal ${id} cannot be voted on: it is ${statusOf(found)}`);
  }
  const yes = [{ option: VoteOption.VOTE_OPTION_YES, weight: ALL }];
  for (const { name } of network.file().validators) {
    await vote(chain, { id, from: name, options: yes });
  }
  const { latestTime } = await chain.client.status();
  const left =
    found.votingEndTime === undefined ? 0n : fromTimestamp(found.votingEndTime) - latestTime;
  if (left > 0n) await jump(left + SECOND);
  const decided = await until(
    async () => {
      const now = await proposalOf(chain, id);
      return now.status !== ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD && now;
    },
    { what: `the result of proposal ${id}`, timeoutMs: DECIDED_TIMEOUT_MS },
  );
  if (decided.status === ProposalStatus.PROPOSAL_STATUS_PASSED) return decided;
  const reason = decided.failedReason === "" ? "" : `: ${decided.failedReason}`;
  throw new ExpectationFailed(`proposal ${id} is ${statusOf(decided)}${reason}`);
}

/** A weight of 1: decimal text here, not the scaled integer of other messages. */
const ALL = "1.000000000000000000";
const OPTIONS: Readonly<Record<string, number>> = {
  yes: VoteOption.VOTE_OPTION_YES,
  no: VoteOption.VOTE_OPTION_NO,
  abstain: VoteOption.VOTE_OPTION_ABSTAIN,
  veto: VoteOption.VOTE_OPTION_NO_WITH_VETO,
};

/**
 * A vote: `yes`, `no`, `abstain`, `veto`, or shares such as `yes=0.7,no=0.3`.
 *
 * @throws InputError
 */
export function readVote(text: string): readonly WeightedVoteOption[] {
  return text.split(",").map((part) => {
    const [name = "", share] = part.trim().split("=");
    const option = OPTIONS[name];
    if (option === undefined) {
      throw new InputError(
        `"${name}" is no vote; use ${Object.keys(OPTIONS).join(", ")} or yes=0.7,no=0.3`,
      );
    }
    return { option, weight: share === undefined ? ALL : weight(share) };
  });
}

function weight(text: string): string {
  if (!/^(0\.\d{1,18}|1(\.0{1,18})?)$/.test(text)) {
    throw new InputError(`"${text}" is no share; use 0.7`);
  }
  return text;
}

async function fillDeposit(chain: NetworkChain, proposal: Proposal): Promise<void> {
  if (proposal.status !== ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD) return;
  const { minDeposit, expeditedMinDeposit } = await govParams(chain);
  const needed = proposal.expedited ? expeditedMinDeposit : minDeposit;
  const missing = needed.flatMap(({ denom, amount }) => {
    const there = proposal.totalDeposit.find((coin) => coin.denom === denom)?.amount ?? "0";
    const lack = BigInt(amount) - BigInt(there);
    return lack > 0n ? [{ denom, amount: String(lack) }] : [];
  });
  await deposit(chain, { id: proposal.id, from: FAUCET, coins: missing });
}

async function govParams(chain: NetworkChain): Promise<Params> {
  const { params } = await chain.client.query(
    `${GOV}/Params`,
    { request: QueryParamsRequest, response: QueryParamsResponse },
    { paramsType: "" },
  );
  if (params === undefined) throw new InputError(`${chain.entry.chainId} has no governance`);
  return params;
}

function statusNumber(text: string): number {
  const number = ProposalStatusEnum.numbers.get(`PROPOSAL_STATUS_${text.toUpperCase()}`);
  if (number === undefined) {
    throw new InputError(
      `"${text}" is no status; use deposit_period, voting_period, passed, rejected or failed`,
    );
  }
  return number;
}

/** A proposal as Go prints it. */
export function proposalToJson(proposal: Proposal) {
  return QueryProposalResponse.toJSON({ proposal });
}
