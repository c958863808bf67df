import { SECOND } from "@testudo/base";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import {
  type MessageType,
  messageByTypeUrl,
  methodByPath,
  packAny,
  toDuration,
} from "@testudo/proto";
import { MsgSetSendEnabled } from "@testudo/proto/cosmos/bank/v1beta1";
import {
  MsgUpdateParams as MsgUpdateConsensusParams,
  QueryParamsRequest as QueryConsensusParamsRequest,
  QueryParamsResponse as QueryConsensusParamsResponse,
} from "@testudo/proto/cosmos/consensus/v1";
import { MsgUpdateParams as MsgUpdateCrisisParams } from "@testudo/proto/cosmos/crisis/v1beta1";
import { MsgCommunityPoolSpend } from "@testudo/proto/cosmos/distribution/v1beta1";
import {
  MsgSubmitProposal,
  MsgUpdateParams as MsgUpdateGovParams,
} from "@testudo/proto/cosmos/gov/v1";
import {
  MsgSubmitProposal as LegacyMsgSubmitProposal,
  TextProposal,
} from "@testudo/proto/cosmos/gov/v1beta1";
import { ParameterChangeProposal } from "@testudo/proto/cosmos/params/v1beta1";
import { MsgCancelUpgrade, MsgSoftwareUpgrade, Plan } from "@testudo/proto/cosmos/upgrade/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { MsgIBCSoftwareUpgrade, MsgRecoverClient } from "@testudo/proto/ibc/core/client/v1";
import { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  MsgChangeRewardDenoms,
  MsgCreateConsumer,
  MsgRemoveConsumer,
  MsgUpdateConsumer,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { ResponseQuery } from "@testudo/proto/tendermint/abci";
import type { HubChain } from "./hub-chain.ts";
import {
  consumerOwner,
  consumersOf,
  randomInfractions,
  randomInit,
  randomShaping,
} from "./hub-messages.ts";
import { changeOneField, governed, randomMessage, randomPacked } from "./random-messages.ts";
import type { Draw } from "./random-values.ts";

/** A proposal that is likely to be voted on. */
export function randomProposal(draw: Draw, chain: HubChain): Any {
  const { random, world } = draw;
  if (random.chance(0.12)) return legacyProposal(draw);
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
    initialDeposit: [{ denom: "stake", amount: random.pick(DEPOSITS) }],
    proposer: draw.signer,
    title: "a title",
    summary: "a summary",
    metadata: "",
  });
}

const DEPOSITS = ["1000000", "5000000", "10000", "20000", "100000"];

/** A proposal of v1beta1, of which only text and gov's own parameters still do anything. */
function legacyProposal(draw: Draw): Any {
  const { random, world, signer } = draw;
  const inner = { ...draw, signer: world.authority };
  const [key, value] = random.pick(GOV_PARAMETERS);
  const subspace = random.weighted([
    [8, "gov"],
    [1, "staking"],
    [1, "nowhere"],
  ]);
  const content = random.weighted<() => Any>([
    [2, () => packAny(TextProposal, { title: "a title", description: "a text" })],
    [
      4,
      () =>
        packAny(ParameterChangeProposal, {
          ...{ title: "a title", description: "a text" },
          changes: [{ subspace, key, value }],
        }),
    ],
    [1, () => randomPacked(inner, random.pick(OLD_CONTENTS))],
  ])();
  return packAny(LegacyMsgSubmitProposal, {
    content: random.chance(0.15) ? changeOneField(draw, content) : content,
    initialDeposit: [{ denom: "stake", amount: random.pick(DEPOSITS) }],
    proposer: signer,
  });
}

const OLD_CONTENTS = [
  "/cosmos.distribution.v1beta1.CommunityPoolSpendProposal",
  "/cosmos.upgrade.v1beta1.SoftwareUpgradeProposal",
  "/cosmos.upgrade.v1beta1.CancelSoftwareUpgradeProposal",
  "/interchain_security.ccv.provider.v1.ConsumerAdditionProposal",
  "/interchain_security.ccv.provider.v1.ConsumerRemovalProposal",
  "/interchain_security.ccv.provider.v1.ConsumerModificationProposal",
  "/interchain_security.ccv.provider.v1.EquivocationProposal",
  "/interchain_security.ccv.provider.v1.ChangeRewardDenomsProposal",
];

const GOV_PARAMETERS: readonly (readonly [key: string, value: string])[] = [
  ["depositparams", '{"min_deposit":[{"denom":"stake","amount":"9"}],"max_deposit_period":"5"}'],
  ["depositparams", '{"max_deposit_period":"172800000000000"}'],
  ["depositparams", '{"min_deposit":[{"denom":"stake","amount":"-9"}],"max_deposit_period":"5"}'],
  ["votingparams", '{"voting_period":"172800000000000"}'],
  ["votingparams", '{"voting_period":5}'],
  ["votingparams", "{}"],
  ["votingparams", "nonsense"],
  [
    "tallyparams",
    '{"quorum":"0.334000000000000000","threshold":"0.500000000000000000","veto_threshold":"0.334"}',
  ],
  ["tallyparams", '{"quorum":"2"}'],
  ["MaxValidators", "5"],
  ["depositparams", "null"],
];

/** Parameters that governance may change, by the message that does it and the query that tells them. */
const PARAMETERS: readonly (readonly [message: string, query: string])[] = [
  ["/cosmos.auth.v1beta1.MsgUpdateParams", "/cosmos.auth.v1beta1.Query/Params"],
  ["/cosmos.bank.v1beta1.MsgUpdateParams", "/cosmos.bank.v1beta1.Query/Params"],
  ["/cosmos.staking.v1beta1.MsgUpdateParams", "/cosmos.staking.v1beta1.Query/Params"],
  ["/cosmos.slashing.v1beta1.MsgUpdateParams", "/cosmos.slashing.v1beta1.Query/Params"],
  ["/cosmos.distribution.v1beta1.MsgUpdateParams", "/cosmos.distribution.v1beta1.Query/Params"],
  ["/cosmos.mint.v1beta1.MsgUpdateParams", "/cosmos.mint.v1beta1.Query/Params"],
  ["/ibc.core.client.v1.MsgUpdateParams", "/ibc.core.client.v1.Query/ClientParams"],
  ["/ibc.core.connection.v1.MsgUpdateParams", "/ibc.core.connection.v1.Query/ConnectionParams"],
  ["/ibc.applications.transfer.v1.MsgUpdateParams", "/ibc.applications.transfer.v1.Query/Params"],
  [MsgUpdateGovParams.typeUrl, "/cosmos.gov.v1.Query/Params"],
  [
    "/interchain_security.ccv.provider.v1.MsgUpdateParams",
    "/interchain_security.ccv.provider.v1.Query/QueryParams",
  ],
];

/** What governance decides, and what will probably work; one in a few has one field changed. */
function fittingDecision(draw: Draw, chain: HubChain): Any {
  const { random } = draw;
  if (random.chance(0.6)) return parameters(draw, chain);
  const message = random.pick(DECISIONS)(draw, chain);
  return random.chance(0.2) ? changeOneField(draw, message) : message;
}

/** The present parameters of a module with one of them drawn anew. */
function parameters(draw: Draw, chain: HubChain): Any {
  const [typeUrl, path] = draw.random.pick(PARAMETERS);
  const { value } = chain.app.query({
    path,
    data: new Uint8Array(),
    height: 0n,
    prove: false,
  }) as ResponseQuery;
  const { params } = methodByPath(path)!.response.decode(value) as { params: object };
  const type = messageByTypeUrl(typeUrl) as MessageType<object>;
  const { authority } = draw.world;
  // The messages of IBC call it the signer.
  const message = packAny(type, { authority, signer: authority, params });
  return draw.random.chance(0.9) ? changeOneField(draw, message) : message;
}

const DECISIONS: readonly ((draw: Draw, chain: HubChain) => Any)[] = [
  (draw, chain) => consensusParameters(draw, chain),
  ({ random, world }) =>
    packAny(MsgUpdateCrisisParams, {
      authority: world.authority,
      constantFee: {
        denom: random.pick(["stake", "zinc"]),
        amount: random.pick(["1", "1000", "0"]),
      },
    }),
  ({ random, world }) =>
    packAny(MsgRecoverClient, {
      subjectClientId: random.pick(world.clients),
      substituteClientId: random.pick(world.clients),
      signer: world.authority,
    }),
  (draw) => ibcUpgrade(draw),
  (draw, chain) => changedConsumer(draw, chain),
  (draw, chain) => removedConsumer(draw, chain),
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

/** The consensus parameters with one of them drawn anew. */
function consensusParameters(draw: Draw, chain: HubChain): Any {
  const { params } = chain.query(
    "/cosmos.consensus.v1.Query/Params",
    QueryConsensusParamsRequest,
    QueryConsensusParamsResponse,
    {},
  );
  const { block, evidence, validator, abci } = params ?? {};
  const { random, world } = draw;
  const message = packAny(MsgUpdateConsensusParams, {
    authority: world.authority,
    block: block && {
      maxBytes: random.pick([block.maxBytes, 1_048_576n]),
      maxGas: random.pick([60_000_000n, 40_000_000n, -1n]),
    },
    evidence: evidence && {
      ...evidence,
      maxAgeNumBlocks: random.pick([evidence.maxAgeNumBlocks, 3n, 10n]),
    },
    validator,
    abci: random.chance(0.5) ? abci : undefined,
  });
  return random.chance(0.2) ? changeOneField(draw, message) : message;
}

/** A plan, and the client that those who follow this chain are to use after it. */
function ibcUpgrade(draw: Draw): Any {
  const { random, world } = draw;
  const clientState = packAny(ClientState, {
    ...ClientState.create(),
    chainId: random.pick([world.chainId, "hub-2"]),
    unbondingPeriod: toDuration(1_814_400n * SECOND),
    latestHeight: { revisionNumber: 2n, revisionHeight: 1n },
    proofSpecs: SDK_PROOF_SPECS,
    upgradePath: ["upgrade", "upgradedIBCState"],
  });
  return packAny(MsgIBCSoftwareUpgrade, {
    plan: { ...Plan.create(), name: "v11", height: world.height + 100_000n },
    upgradedClientState: random.chance(0.8) ? clientState : changeOneField(draw, clientState),
    signer: world.authority,
  });
}

function governedConsumers({ world }: Draw, chain: HubChain): readonly string[] {
  return consumersOf(chain)
    .map(({ consumerId }) => consumerId)
    .filter((id) => consumerOwner(chain, id) === world.authority);
}

function changedConsumer(draw: Draw, chain: HubChain): Any {
  const { random, world } = draw;
  const own = governedConsumers(draw, chain);
  const shaping = randomShaping(draw);
  return packAny(MsgUpdateConsumer, {
    owner: world.authority,
    consumerId: own.length === 0 ? "0" : random.pick(own),
    newOwnerAddress: "",
    powerShapingParameters: random.chance(0.8)
      ? { ...shaping, topN: random.pick([0, 50, 67, 100]) }
      : undefined,
    initializationParameters: random.chance(0.3) ? randomInit(draw) : undefined,
    infractionParameters: random.chance(0.3) ? randomInfractions(draw) : undefined,
    newChainId: "",
  });
}

function removedConsumer(draw: Draw, chain: HubChain): Any {
  const own = governedConsumers(draw, chain);
  return packAny(MsgRemoveConsumer, {
    consumerId: own.length === 0 ? "0" : draw.random.pick(own),
    owner: draw.world.authority,
  });
}
