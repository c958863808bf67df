import {
  type AccAddress,
  AppError,
  coinsAreValid,
  coinsToText,
  Dec,
  isAllPositive,
  plainError,
  sdkErrors,
  type TextCodec,
} from "@testudo/base";
import { packAny, toTimestamp } from "@testudo/proto";
import {
  MsgCancelProposal,
  MsgCancelProposalResponse,
  MsgDeposit,
  MsgDepositResponse,
  MsgExecLegacyContent,
  MsgExecLegacyContentResponse,
  MsgSubmitProposal,
  MsgSubmitProposalResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  MsgVote,
  MsgVoteResponse,
  MsgVoteWeighted,
  MsgVoteWeightedResponse,
  Proposal,
} from "@testudo/proto/cosmos/gov/v1";
import {
  MsgDeposit as LegacyMsgDeposit,
  MsgDepositResponse as LegacyMsgDepositResponse,
  MsgSubmitProposal as LegacyMsgSubmitProposal,
  MsgSubmitProposalResponse as LegacyMsgSubmitProposalResponse,
  MsgVote as LegacyMsgVote,
  MsgVoteResponse as LegacyMsgVoteResponse,
  MsgVoteWeighted as LegacyMsgVoteWeighted,
  MsgVoteWeightedResponse as LegacyMsgVoteWeightedResponse,
} from "@testudo/proto/cosmos/gov/v1beta1";
import { type Ctx, type MessageRoute, panic, route } from "@testudo/runtime";
import { addressFromWire, coinsFromWire, NIL_POINTER } from "../wire.ts";
import { GOV, requireInitialDeposit } from "./deposits.ts";
import { errors, requireAuthority } from "./errors.ts";
import { proposalCanceled, votingStartedByDeposit, votingStartedBySubmission } from "./events.ts";
import type { GovKeeper } from "./keeper.ts";
import { requireMatchingMetadata } from "./metadata.ts";
import { validateParams } from "./params.ts";
import { requireWholeVote, singleOption } from "./votes.ts";

/** Gas for each byte of a submitted proposal: three times what a store asks for writing one. */
const SUBMIT_GAS_PER_BYTE = 90n;

/** Handlers of `cosmos.gov.v1.Msg` and `cosmos.gov.v1beta1.Msg`. */
export function govMessages(gov: GovKeeper): readonly MessageRoute[] {
  function accountOf(text: string, role: string): AccAddress {
    return addressFromWire(gov.addresses.acc, text, (why) =>
      sdkErrors.invalidAddress(`invalid ${role} address: ${why}`),
    );
  }

  function submit(ctx: Ctx, message: MsgSubmitProposal): bigint {
    const { messages, metadata, title, summary, expedited } = message;
    if (title === "") throw sdkErrors.invalidRequest("proposal title cannot be empty");
    if (summary === "") throw sdkErrors.invalidRequest("proposal summary cannot be empty");
    const proposer = accountOf(message.proposer, "proposer");
    if (messages.length === 0 && metadata === "") {
      throw errors.noProposalMsgs("either metadata or Msgs length must be non-nil");
    }
    requireMatchingMetadata({ metadata, title, summary });
    const amount = coinsFromWire(message.initialDeposit);
    requireInitialDeposit(gov.params(ctx), amount, expedited);

    const proposal = gov.submitProposal(ctx, {
      messages,
      metadata,
      title,
      summary,
      proposer,
      expedited,
    });
    const size = BigInt(Proposal.encode(proposal).length);
    ctx.gas.consume(SUBMIT_GAS_PER_BYTE * size, "submit proposal");
    const started = gov.addDeposit(ctx, { proposalId: proposal.id, depositor: proposer, amount });
    if (started) ctx.emit(votingStartedBySubmission(proposal.id));
    return proposal.id;
  }

  function deposit(ctx: Ctx, { depositor, amount, proposalId }: MsgDeposit): void {
    const from = accountOf(depositor, "depositor");
    const coins = coinsFromWire(amount);
    if (!coinsAreValid(coins) || !isAllPositive(coins)) {
      throw sdkErrors.invalidCoins(coinsToText(coins));
    }
    const started = gov.addDeposit(ctx, { proposalId, depositor: from, amount: coins });
    if (started) ctx.emit(votingStartedByDeposit(proposalId));
  }

  function vote(ctx: Ctx, { voter, option, proposalId, metadata }: MsgVote): void {
    const address = accountOf(voter, "voter");
    const options = singleOption(option);
    gov.addVote(ctx, { proposalId, voter: address, options, metadata });
  }

  function voteWeighted(ctx: Ctx, { voter, options, proposalId, metadata }: MsgVoteWeighted): void {
    const address = accountOf(voter, "voter");
    requireWholeVote(options);
    gov.addVote(ctx, { proposalId, voter: address, options, metadata });
  }

  function execLegacyContent(ctx: Ctx, { authority, content }: MsgExecLegacyContent): void {
    const account =
      gov.needs.auth.getModuleAccount(ctx, GOV) ?? panic("gov module account has not been set");
    if (account.address !== authority) {
      throw errors.invalidSigner(`expected ${account.address} got ${authority}`);
    }
    if (content === undefined) panic(NIL_POINTER);
    const kind = gov.legacyContent(content);
    if (kind === undefined) {
      throw errors.invalidProposalContent("expected proposal content to be an interface");
    }
    if (kind.handle === undefined) throw errors.noProposalHandlerExists(kind.route);
    try {
      kind.handle(ctx, content.value);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw errors.invalidProposalContent(
        `failed to run legacy handler ${kind.route}, ${error.message}`,
      );
    }
  }

  const v1 = [
    route(MsgSubmitProposal, MsgSubmitProposalResponse, {
      handle: (ctx, message) => ({ proposalId: submit(ctx, message) }),
    }),
    route(MsgExecLegacyContent, MsgExecLegacyContentResponse, {
      validateBasic: ({ authority }) => {
        signerAddress(gov.addresses.acc, authority);
      },
      handle: (ctx, message) => {
        execLegacyContent(ctx, message);
        return {};
      },
    }),
    route(MsgVote, MsgVoteResponse, {
      handle: (ctx, message) => {
        vote(ctx, message);
        return {};
      },
    }),
    route(MsgVoteWeighted, MsgVoteWeightedResponse, {
      handle: (ctx, message) => {
        voteWeighted(ctx, message);
        return {};
      },
    }),
    route(MsgDeposit, MsgDepositResponse, {
      handle: (ctx, message) => {
        deposit(ctx, message);
        return {};
      },
    }),
    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle: (ctx, { authority, params }) => {
        requireAuthority(gov.authority, authority);
        validateParams(params, gov.addresses);
        gov.setParams(ctx, params);
        return {};
      },
    }),
    route(MsgCancelProposal, MsgCancelProposalResponse, {
      handle: (ctx, { proposalId, proposer }) => {
        accountOf(proposer, "proposer");
        gov.cancelProposal(ctx, proposalId, proposer);
        ctx.emit(proposalCanceled(proposalId, proposer));
        return {
          proposalId,
          canceledTime: toTimestamp(ctx.time),
          canceledHeight: ctx.height,
        };
      },
    }),
  ];

  const v1beta1 = [
    route(LegacyMsgSubmitProposal, LegacyMsgSubmitProposalResponse, {
      handle: (ctx, { content, initialDeposit, proposer }) => {
        if (content === undefined) panic(NIL_POINTER);
        const kind = gov.legacyContent(content);
        if (kind === undefined) throw errors.invalidProposalType(content.typeUrl);
        kind.validate(content.value);
        const { title, description } = kind.read(content.value);
        const wrapped = packAny(MsgExecLegacyContent, { content, authority: gov.authority });
        const proposalId = submit(ctx, {
          messages: [wrapped],
          initialDeposit,
          proposer,
          metadata: "",
          title,
          summary: description,
          expedited: false,
        });
        return { proposalId };
      },
    }),
    route(LegacyMsgVote, LegacyMsgVoteResponse, {
      handle: (ctx, message) => {
        vote(ctx, { ...message, metadata: "" });
        return {};
      },
    }),
    route(LegacyMsgVoteWeighted, LegacyMsgVoteWeightedResponse, {
      handle: (ctx, message) => {
        const options = message.options.map(({ option, weight }) => ({
          option,
          weight: Dec.fromAtomics(weight).toString(),
        }));
        voteWeighted(ctx, { ...message, options, metadata: "" });
        return {};
      },
    }),
    route(LegacyMsgDeposit, LegacyMsgDepositResponse, {
      handle: (ctx, message) => {
        deposit(ctx, message);
        return {};
      },
    }),
  ];
  return [...v1, ...v1beta1];
}

/** @throws undefined/1 for text that is no address, sdk/9 for a wrong length */
function signerAddress({ fromText }: TextCodec<Uint8Array>, text: string): void {
  try {
    fromText(text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw plainError(error instanceof Error ? error.message : String(error));
  }
}
