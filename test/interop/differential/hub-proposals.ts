import { SECOND } from "@testudo/base";
import {
  type MessageType,
  messageByTypeUrl,
  methodByPath,
  packAny,
  toDuration,
} from "@testudo/proto";
import { MsgSetSendEnabled } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgCommunityPoolSpend } from "@testudo/proto/cosmos/distribution/v1beta1";
import {
  MsgSubmitProposal,
  MsgUpdateParams as MsgUpdateGovParams,
} from "@testudo/proto/cosmos/gov/v1";
import { MsgCancelUpgrade, MsgSoftwareUpgrade, Plan } from "@testudo/proto/cosmos/upgrade/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgChangeRewardDenoms,
  MsgCreateConsumer,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ResponseQuery } from "@testudo/proto/tendermint/abci";
import type { TestChain } from "@testudo/testkit/test-chain";
import { randomInfractions, randomInit, randomShaping } from "./hub-messages.ts";
import { changeOneField, governed, randomMessage, randomPacked } from "./random-messages.ts";
import type { Draw } from "./random-values.ts";

/** A proposal that is likely to be voted on. */
export function randomProposal(draw: Draw, chain: TestChain): Any {
  const { random, world } = draw;
  const length = random.weighted([
    [5, 1],
    [1, 2],
    [1, 0],
  ]);
  const inner = { ...draw, signer: world.authority };
  return packAny(MsgSubmitProposal, {
    ...randomMessage({ ...draw, chaos: draw.chaos / 4 }, MsgSubmitProposal),
    messages: Array.from({ length }, () =>
      random.chance(0.7)
        ? fittingDecision(inner, chain)
        : randomPacked(inner, random.pick(governed(world.messages)), 2),
    ),
    initialDeposit: [
      { denom: "stake", amount: random.pick(["1000000", "5000000", "10000", "20000"]) },
    ],
    proposer: draw.signer,
    title: "a title",
    summary: "a summary",
    metadata: "",
  });
}

/** Parameters that governance may change, by the message that does it and the query that tells them. */
const PARAMETERS: readonly (readonly [message: string, query: string])[] = [
  ["/cosmos.auth.v1beta1.MsgUpdateParams", "/cosmos.auth.v1beta1.Query/Params"],
  ["/cosmos.bank.v1beta1.MsgUpdateParams", "/cosmos.bank.v1beta1.Query/Params"],
  ["/cosmos.staking.v1beta1.MsgUpdateParams", "/cosmos.staking.v1beta1.Query/Params"],
  ["/cosmos.slashing.v1beta1.MsgUpdateParams", "/cosmos.slashing.v1beta1.Query/Params"],
  ["/cosmos.distribution.v1beta1.MsgUpdateParams", "/cosmos.distribution.v1beta1.Query/Params"],
  ["/cosmos.mint.v1beta1.MsgUpdateParams", "/cosmos.mint.v1beta1.Query/Params"],
  [MsgUpdateGovParams.typeUrl, "/cosmos.gov.v1.Query/Params"],
  [
    "/interchain_security.ccv.provider.v1.MsgUpdateParams",
    "/interchain_security.ccv.provider.v1.Query/QueryParams",
  ],
];

/** What governance decides, and what will probably work; one in a few has one field changed. */
function fittingDecision(draw: Draw, chain: TestChain): Any {
  const { random } = draw;
  if (random.chance(0.6)) return parameters(draw, chain);
  const message = random.pick(DECISIONS)(draw);
  return random.chance(0.2) ? changeOneField(draw, message) : message;
}

/** The present parameters of a module with one of them drawn anew. */
function parameters(draw: Draw, chain: TestChain): Any {
  const [typeUrl, path] = draw.random.pick(PARAMETERS);
  const { value } = chain.app.query({
    path,
    data: new Uint8Array(),
    height: 0n,
    prove: false,
  }) as ResponseQuery;
  const { params } = methodByPath(path)!.response.decode(value) as { params: object };
  const type = messageByTypeUrl(typeUrl) as MessageType<{ authority: string; params: object }>;
  const message = packAny(type, { authority: draw.world.authority, params });
  return draw.random.chance(0.9) ? changeOneField(draw, message) : message;
}

const DECISIONS: readonly ((draw: Draw) => Any)[] = [
  ({ random, world }) =>
    packAny(MsgCommunityPoolSpend, {
      authority: world.authority,
      recipient: world.addresses.acc.toText(random.pick(world.accounts).address),
      amount: [{ denom: "stake", amount: String(random.between(1, 2_000_000)) }],
    }),
  ({ random, world }) =>
    packAny(MsgSetSendEnabled, {
      authority: world.authority,
      sendEnabled: [{ denom: random.pick(["atom", "zinc"]), enabled: random.chance(0.5) }],
      useDefaultFor: random.chance(0.3) ? ["atom"] : [],
    }),
  // Far enough not to be reached: nobody could go on from there.
  ({ random, world }) =>
    packAny(MsgSoftwareUpgrade, {
      authority: world.authority,
      plan: { ...Plan.create(), name: random.pick(["v9", "v10"]), height: world.height + 100_000n },
    }),
  ({ world }) => packAny(MsgCancelUpgrade, { authority: world.authority }),
  ({ random, world }) =>
    packAny(MsgChangeRewardDenoms, {
      authority: world.authority,
      denomsToAdd: random.some(["stake", "atom"], 0.6),
      denomsToRemove: random.some(["zinc"], 0.5),
    }),
  (draw) =>
    packAny(MsgCreateConsumer, {
      submitter: draw.world.authority,
      chainId: "top-1",
      metadata: { name: "consumer", description: "of governance", metadata: "none" },
      initializationParameters: {
        ...randomInit(draw),
        unbondingPeriod: toDuration(3600n * SECOND),
      },
      powerShapingParameters: { ...randomShaping(draw), topN: draw.random.pick([50, 60, 95, 100]) },
      allowlistedRewardDenoms: undefined,
      infractionParameters: draw.random.chance(0.3) ? randomInfractions(draw) : undefined,
    }),
];
