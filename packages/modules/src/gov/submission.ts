import { type AccAddress, AppError, equalBytes, isKind } from "@testudo/base";
import { toTimestamp } from "@testudo/proto";
import { MsgExecLegacyContent, type Proposal, ProposalStatus } from "@testudo/proto/cosmos/gov/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, onBranch, panic } from "@testudo/runtime";
import { GOV } from "./deposits.ts";
import { errors } from "./errors.ts";
import { proposalSubmitted } from "./events.ts";
import type { Needs } from "./needs.ts";
import { METADATA_MAX, requireLength, SUMMARY_MAX } from "./params.ts";
import { periodOf, proposalParams, setProposal } from "./proposals.ts";
import { state } from "./state.ts";
import { EMPTY_TALLY } from "./tally.ts";

/** A proposal as it comes in. */
export interface NewProposal {
  readonly messages: readonly Any[];
  readonly metadata: string;
  readonly title: string;
  readonly summary: string;
  readonly proposer: AccAddress;
  readonly expedited: boolean;
}

/**
 * Stores a proposal that waits for its deposit.
 *
 * @throws errors.metadataTooLong, errors.summaryTooLong, errors.invalidProposalMsg, errors.invalidSigner,
 * errors.unroutableProposalMsg, errors.noProposalHandlerExists, errors.invalidProposalContent
 */
export function submitProposal(ctx: Ctx, needs: Needs, submitted: NewProposal): Proposal {
  requireLength(submitted.metadata, METADATA_MAX, errors.metadataTooLong, "metadata");
  requireLength(submitted.summary, SUMMARY_MAX, errors.summaryTooLong, "summary");
  requireLength(submitted.title, METADATA_MAX, errors.metadataTooLong, "metadata");
  const messages = submitted.messages.map((message) => requireProposable(ctx, needs, message));

  const id = state.nextProposalId.next(ctx);
  const depositEnd = ctx.time + periodOf(proposalParams(ctx).maxDepositPeriod);
  const proposer = needs.addresses.acc.toText(submitted.proposer);
  const proposal: Proposal = {
    id,
    messages,
    status: ProposalStatus.PROPOSAL_STATUS_DEPOSIT_PERIOD,
    finalTallyResult: EMPTY_TALLY,
    submitTime: toTimestamp(ctx.time),
    depositEndTime: toTimestamp(depositEnd),
    totalDeposit: [],
    votingStartTime: undefined,
    votingEndTime: undefined,
    metadata: submitted.metadata,
    title: submitted.title,
    summary: submitted.summary,
    proposer,
    expedited: submitted.expedited,
    failedReason: "",
  };
  setProposal(ctx, proposal);
  state.inactiveQueue.set(ctx, [depositEnd, id], id);
  const urls = messages.map(({ typeUrl }) => `,${typeUrl}`).join("");
  ctx.emit(proposalSubmitted(id, proposer, urls));
  return proposal;
}

/** Checks that gov could run a message, and returns it in canonical bytes. */
function requireProposable(ctx: Ctx, needs: Needs, message: Any): Any {
  const router = needs.router();
  const route = router.route(message.typeUrl);
  const decoded = route?.request.decode(message.value);
  if (route?.validateBasic !== undefined) {
    try {
      route.validateBasic(decoded);
    } catch (error) {
      throw error instanceof AppError ? errors.invalidProposalMsg(error.message) : error;
    }
  }
  const [signer, ...others] = needs.signers(message);
  if (signer === undefined || others.length > 0) throw errors.invalidSigner();
  const gov = govAddress(ctx, needs);
  if (!equalBytes(signer, gov)) throw errors.invalidSigner(needs.addresses.acc.toText(signer));
  if (route === undefined) throw errors.unroutableProposalMsg(message.typeUrl);

  const canonical: Any = { typeUrl: message.typeUrl, value: route.request.encode(decoded) };
  if (message.typeUrl === MsgExecLegacyContent.typeUrl) tryLegacyContent(ctx, needs, canonical);
  return canonical;
}

/** Reads the gov account, as the reference does for every message. */
function govAddress(ctx: Ctx, { addresses, auth }: Needs): Uint8Array {
  const account = auth.getModuleAccount(ctx, GOV) ?? panic("gov module account has not been set");
  return addresses.acc.fromText(account.address);
}

/** Legacy content must work now; what it writes is dropped, its gas is not. */
function tryLegacyContent(ctx: Ctx, needs: Needs, message: Any): void {
  try {
    onBranch(ctx, (trial) => needs.router().handle(trial, message));
  } catch (error) {
    if (isKind(error, errors.noProposalHandlerExists)) throw error;
    if (error instanceof AppError) {
      throw errors.invalidProposalContent(error.message);
    }
    throw error;
  }
}
