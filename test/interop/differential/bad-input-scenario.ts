import { SECOND } from "@testudo/base";
import { createProviderApp } from "@testudo/chains";
import { packAny } from "@testudo/proto";
import {
  MsgSubmitProposal,
  MsgSubmitProposalResponse,
  MsgVote,
  VoteOption,
} from "@testudo/proto/cosmos/gov/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgChangeRewardDenoms,
  MsgUpdateParams,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { createBadInput } from "@testudo/testkit/bad-input";
import { govOn, QUICK_GOV } from "@testudo/testkit/governance";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import { responsesOf, type TestChain } from "@testudo/testkit/test-chain";
import type { Scenario } from "./hub-scenario.ts";
import { recordCalls } from "./recording.ts";

/** Simulations between two looks at the Go application. */
const CASES_PER_STEP = 50;

/** Every message of interchain security with one thing wrong at a time, simulated on one state. */
export function createBadInputScenario(): Scenario {
  let recording: ReturnType<typeof recordCalls> | undefined;
  const { hub, cases } = createBadInput({
    afterBlock: () => undefined,
    createApp: (options) => {
      recording = recordCalls(createProviderApp(options));
      return recording.app;
    },
  });
  if (recording === undefined) throw new Error("the hub has no application");
  const { app } = recording;
  let done = 0;
  return {
    chains: [{ chain: hub, ...recording }],
    get txs() {
      return done;
    },
    get ended() {
      return done >= cases.length;
    },
    step() {
      for (const { signer, message } of cases.slice(done, done + CASES_PER_STEP)) {
        const data = hub.sign(signer, [message]);
        app.query({ path: "/app/simulate", data, height: 0n, prove: false });
      }
      done += CASES_PER_STEP;
    },
  };
}

/** Proposals in one block, and those who vote for them: a large majority. */
const PROPOSALS_PER_STEP = 20;
const VOTERS = ["alice", "bob"].map(testValidator);

/** The same for what governance alone may send: proposed, voted for, and executed. */
export function createBadProposalScenario(): Scenario {
  let recording: ReturnType<typeof recordCalls> | undefined;
  const { hub, cases } = createBadInput({
    appState: QUICK_GOV,
    afterBlock: () => undefined,
    createApp: (options) => {
      recording = recordCalls(createProviderApp(options));
      return recording.app;
    },
  });
  if (recording === undefined) throw new Error("the hub has no application");
  const messages = cases
    .map(({ message }) => inNameOfGovernance(hub, message))
    .filter((message) => message !== undefined);
  let done = 0;
  return {
    chains: [{ chain: hub, ...recording }],
    get txs() {
      return done;
    },
    get ended() {
      return done >= messages.length;
    },
    step() {
      for (const message of messages.slice(done, done + PROPOSALS_PER_STEP)) vote(hub, message);
      done += PROPOSALS_PER_STEP;
      hub.clock.advance(11n * SECOND);
      hub.next(2);
    },
  };
}

function vote(hub: TestChain, message: Any): void {
  const proposer = testAccount("dora");
  const submitted = hub.deliver(
    proposer,
    packAny(MsgSubmitProposal, {
      messages: [message],
      initialDeposit: [{ denom: hub.denom, amount: "10000000" }],
      proposer: hub.addresses.acc.toText(proposer.address),
      metadata: "",
      title: "one thing is wrong",
      summary: "one thing is wrong",
      expedited: false,
    }),
  );
  if (submitted.code !== 0) return;
  const { proposalId } = responsesOf(MsgSubmitProposalResponse, submitted)[0]!;
  const option = VoteOption.VOTE_OPTION_YES;
  const votes = VOTERS.map((validator) => {
    const voter = hub.addresses.acc.toText(validator.address);
    return hub.sign(validator, [packAny(MsgVote, { proposalId, voter, option, metadata: "" })]);
  });
  hub.include(...votes);
}

/** The message as governance sends it; `undefined` for what is not governance's, and for bytes that are none. */
function inNameOfGovernance(hub: TestChain, { typeUrl, value }: Any): Any | undefined {
  const authority = govOn(hub);
  try {
    switch (typeUrl) {
      case MsgUpdateParams.typeUrl:
        return packAny(MsgUpdateParams, { ...MsgUpdateParams.decode(value), authority });
      case MsgChangeRewardDenoms.typeUrl:
        return packAny(MsgChangeRewardDenoms, {
          ...MsgChangeRewardDenoms.decode(value),
          authority,
        });
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
