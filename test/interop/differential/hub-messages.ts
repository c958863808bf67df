import { Dec, SECOND, utf8, valAddress } from "@testudo/base";
import { sha256 } from "@testudo/crypto";
import { type MessageType, packAny, toDuration } from "@testudo/proto";
import { MsgMultiSend, MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgVerifyInvariant } from "@testudo/proto/cosmos/crisis/v1beta1";
import { PubKey as ConsPubKey } from "@testudo/proto/cosmos/crypto/ed25519";
import {
  MsgDepositValidatorRewardsPool,
  MsgFundCommunityPool,
  MsgSetWithdrawAddress,
  MsgWithdrawDelegatorReward,
  MsgWithdrawValidatorCommission,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import {
  MsgCancelProposal,
  MsgDeposit,
  type Proposal,
  ProposalStatus,
} from "@testudo/proto/cosmos/gov/v1";
import { MsgDeposit as LegacyMsgDeposit } from "@testudo/proto/cosmos/gov/v1beta1";
import { MsgUnjail } from "@testudo/proto/cosmos/slashing/v1beta1";
import {
  type DelegationResponse,
  MsgBeginRedelegate,
  MsgCancelUnbondingDelegation,
  MsgCreateValidator,
  MsgDelegate,
  MsgEditValidator,
  MsgUndelegate,
  QueryDelegatorDelegationsRequest,
  QueryDelegatorDelegationsResponse,
  QueryDelegatorUnbondingDelegationsRequest,
  QueryDelegatorUnbondingDelegationsResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import {
  MsgCreatePeriodicVestingAccount,
  MsgCreatePermanentLockedAccount,
  MsgCreateVestingAccount,
} from "@testudo/proto/cosmos/vesting/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  type Chain,
  type InfractionParameters,
  MsgAssignConsumerKey,
  MsgCreateConsumer,
  MsgOptIn,
  MsgOptOut,
  MsgRemoveConsumer,
  MsgSetConsumerCommissionRate,
  MsgUpdateConsumer,
  type PowerShapingParameters,
  QueryConsumerChainsRequest,
  QueryConsumerChainsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { initParams, keyJson, powerShaping } from "@testudo/testkit/consumer-messages";
import { consumerOnHub } from "@testudo/testkit/hub";
import { QueryRefused } from "@testudo/testkit/test-chain";
import type { HubChain } from "./hub-chain.ts";
import { changeOneField } from "./random-messages.ts";
import { type Draw, randomAmount } from "./random-values.ts";

/** What messages of a hub have to fit. */
export interface HubView {
  readonly chain: HubChain;
  proposals(): readonly Proposal[];
}

/** A message that probably works: it fits the state. One in a few has one field changed. */
export function fittingHubMessage(draw: Draw, view: HubView): Any {
  const { random } = draw;
  const message = random.weighted(MAKERS)(draw, view);
  if (message === undefined) return send(draw);
  return random.chance(0.2) ? changeOneField(draw, message) : message;
}

type Maker = (draw: Draw, view: HubView) => Any | undefined;

const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [2, send],
  [1, multiSend],
  [3, delegate],
  [3, undelegate],
  [2, redelegate],
  [2, cancelUndelegation],
  [1, createValidator],
  [1, (draw) => unjail(asValidator(draw))],
  [1, withdraw],
  [1, (draw) => withdrawCommission(asValidator(draw))],
  [0.5, (draw) => setWithdrawAddress(draw)],
  [0.5, (draw) => fundPool(draw)],
  [0.5, (draw) => depositRewards(draw)],
  [0.7, (draw) => editValidator(asValidator(draw))],
  [0.3, (draw) => verifyInvariant(draw)],
  [1, vesting],
  [1, deposit],
  [0.5, cancelProposal],
  [2, createConsumer],
  [2, updateConsumer],
  [0.5, removeConsumer],
  [3, (draw, view) => optIn(asValidator(draw), view)],
  [1, (draw, view) => optOut(asValidator(draw), view)],
  [2, (draw, view) => assignKey(asValidator(draw), view)],
  [1, (draw, view) => commissionRate(asValidator(draw), view)],
];

const pack = <T>(type: MessageType<T>, value: T): Any => packAny(type, value);
const coin = (draw: Draw) => ({ denom: "stake", amount: randomAmount({ ...draw, chaos: 0 }) });

function send(draw: Draw): Any {
  const { random, world, signer } = draw;
  return pack(MsgSend, {
    fromAddress: signer,
    toAddress: world.addresses.acc.toText(random.pick(world.accounts).address),
    amount: [coin(draw)],
  });
}

function multiSend(draw: Draw): Any {
  const { random, world, signer } = draw;
  const amounts = [random.between(1, 1000), random.between(1, 1000)];
  const total = amounts.reduce((sum, one) => sum + one, 0);
  const coins = (amount: number) => [{ denom: "stake", amount: String(amount) }];
  return pack(MsgMultiSend, {
    inputs: [{ address: signer, coins: coins(total) }],
    outputs: amounts.map((amount) => ({
      address: world.addresses.acc.toText(random.pick(world.accounts).address),
      coins: coins(amount),
    })),
  });
}

function operatorIn({ random, world }: Draw): string {
  return world.addresses.val.toText(valAddress(random.pick(world.validators).address));
}

/** Mostly somebody who has a validator: what only they may do would seldom work else. */
function asValidator(draw: Draw): Draw {
  const { random, world } = draw;
  if (random.chance(0.2)) return draw;
  return { ...draw, signer: world.addresses.acc.toText(random.pick(world.validators).address) };
}

function ownOperator({ world, signer }: Draw): string {
  return world.addresses.val.toText(valAddress(world.addresses.acc.fromText(signer)));
}

function delegate(draw: Draw): Any {
  return pack(MsgDelegate, {
    delegatorAddress: draw.signer,
    validatorAddress: operatorIn(draw),
    amount: coin(draw),
  });
}

function delegationOf({ random, signer }: Draw, chain: HubChain): DelegationResponse | undefined {
  const { delegationResponses } = chain.query(
    "/cosmos.staking.v1beta1.Query/DelegatorDelegations",
    QueryDelegatorDelegationsRequest,
    QueryDelegatorDelegationsResponse,
    { delegatorAddr: signer, pagination: undefined },
  );
  return delegationResponses.length === 0 ? undefined : random.pick(delegationResponses);
}

/** All of a stake, a part, a little or too much. */
function partOf({ random }: Draw, { balance }: DelegationResponse): string {
  const all = BigInt(balance.amount);
  return String(random.pick([all, all / 2n, all / 3n + 1n, 1n, all + 1n, all / 1000n]));
}

function undelegate(draw: Draw, { chain }: HubView): Any | undefined {
  const found = delegationOf(draw, chain);
  if (found === undefined) return undefined;
  return pack(MsgUndelegate, {
    delegatorAddress: draw.signer,
    validatorAddress: found.delegation.validatorAddress,
    amount: { denom: found.balance.denom, amount: partOf(draw, found) },
  });
}

function redelegate(draw: Draw, { chain }: HubView): Any | undefined {
  const found = delegationOf(draw, chain);
  if (found === undefined) return undefined;
  return pack(MsgBeginRedelegate, {
    delegatorAddress: draw.signer,
    validatorSrcAddress: found.delegation.validatorAddress,
    validatorDstAddress: operatorIn(draw),
    amount: { denom: found.balance.denom, amount: partOf(draw, found) },
  });
}

function cancelUndelegation({ random, signer }: Draw, { chain }: HubView): Any | undefined {
  const { unbondingResponses } = chain.query(
    "/cosmos.staking.v1beta1.Query/DelegatorUnbondingDelegations",
    QueryDelegatorUnbondingDelegationsRequest,
    QueryDelegatorUnbondingDelegationsResponse,
    { delegatorAddr: signer, pagination: undefined },
  );
  if (unbondingResponses.length === 0) return undefined;
  const { validatorAddress, entries } = random.pick(unbondingResponses);
  const { creationHeight, balance } = random.pick(entries);
  const all = BigInt(balance);
  return pack(MsgCancelUnbondingDelegation, {
    delegatorAddress: signer,
    validatorAddress,
    amount: { denom: "stake", amount: String(random.pick([all, all / 2n, 1n, all + 1n])) },
    creationHeight,
  });
}

function createValidator(draw: Draw): Any {
  const { random, world } = draw;
  const rate = (hundredths: number) => Dec.fromInt(BigInt(hundredths)).quoInt(100n).toAtomicsText();
  return pack(MsgCreateValidator, {
    description: {
      ...{ moniker: "one more", identity: "", website: "", securityContact: "", details: "" },
    },
    commission: {
      rate: rate(random.between(0, 20)),
      maxRate: rate(random.between(20, 100)),
      maxChangeRate: rate(random.between(0, 20)),
    },
    minSelfDelegation: "1",
    delegatorAddress: "",
    validatorAddress: ownOperator(draw),
    pubkey: packAny(ConsPubKey, { key: random.pick(world.consPubKeys) }),
    value: { denom: "stake", amount: String(random.between(1, 300_000_000)) },
  });
}

function unjail(draw: Draw): Any {
  return pack(MsgUnjail, { validatorAddr: ownOperator(draw) });
}

function withdrawCommission(draw: Draw): Any {
  return pack(MsgWithdrawValidatorCommission, { validatorAddress: ownOperator(draw) });
}

function setWithdrawAddress({ random, world, signer }: Draw): Any {
  const withdrawAddress = random.chance(0.1)
    ? random.pick(world.moduleAccounts)
    : world.addresses.acc.toText(random.pick(world.accounts).address);
  return pack(MsgSetWithdrawAddress, { delegatorAddress: signer, withdrawAddress });
}

function fundPool(draw: Draw): Any {
  return pack(MsgFundCommunityPool, { depositor: draw.signer, amount: [coin(draw)] });
}

function depositRewards(draw: Draw): Any {
  return pack(MsgDepositValidatorRewardsPool, {
    depositor: draw.signer,
    validatorAddress: operatorIn(draw),
    amount: [coin(draw)],
  });
}

const UNCHANGED = "[do-not-modify]";

function editValidator(draw: Draw): Any {
  const { random } = draw;
  const text = () => random.pick([UNCHANGED, "", "a text", "https://x.example/"]);
  return pack(MsgEditValidator, {
    description: {
      moniker: random.pick([UNCHANGED, "renamed", "m".repeat(70)]),
      identity: text(),
      website: text(),
      securityContact: text(),
      details: text(),
    },
    validatorAddress: ownOperator(draw),
    commissionRate: random.chance(0.5)
      ? ""
      : random.pick(["100000000000000000", "110000000000000000", "500000000000000000"]),
    minSelfDelegation: random.chance(0.6)
      ? ""
      : random.pick(["1", "2", "1000000", "99999999999999"]),
  });
}

const INVARIANTS = [
  ["bank", "nonnegative-outstanding"],
  ["bank", "total-supply"],
  ["gov", "module-account"],
  ["staking", "module-accounts"],
  ["staking", "nonnegative-power"],
  ["staking", "positive-delegation"],
  ["staking", "delegator-shares"],
  ["distribution", "nonnegative-outstanding"],
  ["distribution", "can-withdraw"],
  ["distribution", "reference-count"],
  ["distribution", "module-account"],
  ["provider", "max-provider-validators"],
] as const;

function verifyInvariant({ random, signer }: Draw): Any {
  const [invariantModuleName, invariantRoute] = random.pick(INVARIANTS);
  return pack(MsgVerifyInvariant, { sender: signer, invariantModuleName, invariantRoute });
}

function withdraw(draw: Draw, { chain }: HubView): Any | undefined {
  const found = delegationOf(draw, chain);
  if (found === undefined) return undefined;
  return pack(MsgWithdrawDelegatorReward, {
    delegatorAddress: draw.signer,
    validatorAddress: found.delegation.validatorAddress,
  });
}

/** To an account that is not there yet, or one that comes to be by this. */
export function vesting(draw: Draw): Any {
  const { random, world, signer: fromAddress } = draw;
  const known = world.accounts.filter(({ name }) => name.startsWith("vesting-"));
  const to = known.length > 0 && random.chance(0.8) ? random.pick(known).address : random.bytes(20);
  const toAddress = world.addresses.acc.toText(to as never);
  const denom = world.denoms[0] ?? "stake";
  const amount = [{ denom, amount: String(random.between(1, 900_000_000)) }];
  const now = world.now / SECOND;
  return random.pick([
    () =>
      pack(MsgCreateVestingAccount, {
        ...{ fromAddress, toAddress, amount, delayed: random.chance(0.5) },
        endTime: now + BigInt(random.between(1, 1000)),
      }),
    () => pack(MsgCreatePermanentLockedAccount, { fromAddress, toAddress, amount }),
    () =>
      pack(MsgCreatePeriodicVestingAccount, {
        ...{ fromAddress, toAddress },
        startTime: now + BigInt(random.between(-10, 10)),
        vestingPeriods: [
          { length: 10n, amount },
          { length: BigInt(random.between(1, 100)), amount: [{ denom, amount: "500000" }] },
        ],
      }),
  ])();
}

function deposit(draw: Draw, { proposals }: HubView): Any | undefined {
  const open = proposals().filter(
    ({ status }) => status <= ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD,
  );
  if (open.length === 0) return undefined;
  const message = {
    proposalId: draw.random.pick(open).id,
    depositor: draw.signer,
    amount: [{ denom: "stake", amount: draw.random.pick(["1000000", "10000", "9999", "5000000"]) }],
  };
  return draw.random.chance(0.7) ? pack(MsgDeposit, message) : pack(LegacyMsgDeposit, message);
}

function cancelProposal({ random, signer }: Draw, { proposals }: HubView): Any | undefined {
  const own = proposals().filter(({ proposer }) => proposer === signer);
  if (own.length === 0) return undefined;
  return pack(MsgCancelProposal, { proposalId: random.pick(own).id, proposer: signer });
}

/** Consumers in every phase. */
export function consumersOf(chain: HubChain): readonly Chain[] {
  return chain.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerChains",
    QueryConsumerChainsRequest,
    QueryConsumerChainsResponse,
    { phase: 0, pagination: undefined },
  ).chains;
}

const NAMES = { name: "consumer", description: "a chain", metadata: "none" };

/** Parameters that a consumer may launch with within seconds, or without a time. */
export function randomInit({ random, world }: Draw) {
  return initParams({
    spawnTime: random.chance(0.2) ? undefined : world.now + BigInt(random.between(-5, 20)) * SECOND,
    unbondingPeriod: toDuration(BigInt(random.pick([1, 3600, 1_728_000])) * SECOND),
    initialHeight: { revisionNumber: 1n, revisionHeight: BigInt(random.between(1, 3)) },
    historicalEntries: BigInt(random.pick([1, 10, 1000])),
    blocksPerDistributionTransmission: BigInt(random.pick([1, 5, 1000])),
  });
}

/** Power shaping of every kind. */
export function randomShaping(draw: Draw): PowerShapingParameters {
  const { random, world } = draw;
  const consAddresses = () =>
    random
      .some(world.consPubKeys, 0.3)
      .map((key) => world.addresses.cons.toText(sha256(key).slice(0, 20)));
  return powerShaping({
    topN: random.pick([0, 0, 0, 0, 50, 75, 100]),
    validatorsPowerCap: random.pick([0, 0, 30, 50, 100]),
    validatorSetCap: random.pick([0, 0, 1, 2, 3]),
    allowlist: random.chance(0.2) ? consAddresses() : [],
    denylist: random.chance(0.2) ? consAddresses() : [],
    prioritylist: random.chance(0.2) ? consAddresses() : [],
    minStake: BigInt(random.pick([0, 0, 1, 200_000_000, 500_000_000])),
    allowInactiveVals: random.chance(0.3),
  });
}

/** What misbehaving on a consumer costs. */
export function randomInfractions({ random }: Draw): InfractionParameters {
  const part = (tombstone: boolean) => ({
    slashFraction: utf8(
      random.pick(["0", "10000000000000000", "500000000000000000", "1000000000000000000"]),
    ),
    jailDuration: toDuration(BigInt(random.pick([0, 5, 600])) * SECOND),
    tombstone,
  });
  return {
    doubleSign: random.chance(0.8) ? part(random.chance(0.7)) : undefined,
    downtime: random.chance(0.8) ? part(false) : undefined,
  };
}

function createConsumer(draw: Draw): Any {
  const { random, signer } = draw;
  const shaping = randomShaping(draw);
  return pack(MsgCreateConsumer, {
    submitter: signer,
    chainId: random.pick(["consumer-1", "other-1"]),
    metadata: NAMES,
    initializationParameters: random.chance(0.8) ? randomInit(draw) : undefined,
    // Only governance may own chains that validators must take part in.
    powerShapingParameters: random.chance(0.7)
      ? { ...shaping, topN: random.chance(0.9) ? 0 : shaping.topN }
      : undefined,
    allowlistedRewardDenoms: random.chance(0.3) ? { denoms: ["stake"] } : undefined,
    infractionParameters: random.chance(0.4) ? randomInfractions(draw) : undefined,
  });
}

function someConsumer({ random }: Draw, { chain }: HubView): string | undefined {
  const chains = consumersOf(chain);
  return chains.length === 0 ? undefined : random.pick(chains).consumerId;
}

/** Of a consumer; nobody where an export has lost what the hub knew of it. */
export function consumerOwner(chain: HubChain, consumerId: string): string {
  try {
    return consumerOnHub(chain, consumerId).ownerAddress;
  } catch (error) {
    if (error instanceof QueryRefused) return "";
    throw error;
  }
}

/** Who may change a consumer; now and then somebody who may not. */
function ownerOf({ random, signer }: Draw, { chain }: HubView, consumerId: string): string {
  return random.chance(0.15) ? signer : consumerOwner(chain, consumerId);
}

function updateConsumer(draw: Draw, view: HubView): Any | undefined {
  const { random, signer } = draw;
  const consumerId = someConsumer(draw, view);
  if (consumerId === undefined) return undefined;
  const shaping = randomShaping(draw);
  return pack(MsgUpdateConsumer, {
    owner: ownerOf(draw, view, consumerId),
    consumerId,
    newOwnerAddress: random.chance(0.1) ? random.pick([draw.world.authority, signer]) : "",
    metadata: random.chance(0.2) ? NAMES : undefined,
    initializationParameters: random.chance(0.4) ? randomInit(draw) : undefined,
    powerShapingParameters: random.chance(0.5)
      ? { ...shaping, topN: random.chance(0.9) ? 0 : shaping.topN }
      : undefined,
    allowlistedRewardDenoms: random.chance(0.2) ? { denoms: ["stake", "atom"] } : undefined,
    infractionParameters: random.chance(0.3) ? randomInfractions(draw) : undefined,
    newChainId: random.chance(0.1) ? "renamed-1" : "",
  });
}

function removeConsumer(draw: Draw, view: HubView): Any | undefined {
  const consumerId = someConsumer(draw, view);
  return consumerId === undefined
    ? undefined
    : pack(MsgRemoveConsumer, { consumerId, owner: ownerOf(draw, view, consumerId) });
}

/** What the operator of a validator says about a consumer. */
function step(draw: Draw, view: HubView) {
  const consumerId = someConsumer(draw, view);
  if (consumerId === undefined) return undefined;
  return { chainId: "", providerAddr: ownOperator(draw), signer: draw.signer, consumerId };
}

function someKey({ random, world }: Draw): string {
  return keyJson(random.pick(world.consPubKeys));
}

function optIn(draw: Draw, view: HubView): Any | undefined {
  const fields = step(draw, view);
  const consumerKey = draw.random.chance(0.3) ? someKey(draw) : "";
  return fields && pack(MsgOptIn, { ...fields, consumerKey });
}

function optOut(draw: Draw, view: HubView): Any | undefined {
  const fields = step(draw, view);
  return fields && pack(MsgOptOut, fields);
}

function assignKey(draw: Draw, view: HubView): Any | undefined {
  const fields = step(draw, view);
  return fields && pack(MsgAssignConsumerKey, { ...fields, consumerKey: someKey(draw) });
}

function commissionRate(draw: Draw, view: HubView): Any | undefined {
  const fields = step(draw, view);
  if (fields === undefined) return undefined;
  const { chainId, ...others } = fields;
  const rate = draw.random.pick(["0", "100000000000000000", "1000000000000000000"]);
  return pack(MsgSetConsumerCommissionRate, { ...others, chainId, rate });
}
