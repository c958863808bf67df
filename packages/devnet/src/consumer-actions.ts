import { type Bytes, Dec, fromUtf8, GO_ZERO_TIME, type Time, utf8 } from "@testudo/base";
import { attributeOf, type CommittedTx } from "@testudo/client";
import { fromDuration, packAny, toDuration, toTimestamp } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  type ConsumerInitializationParameters,
  type ConsumerMetadata,
  type InfractionParameters,
  MsgAssignConsumerKey,
  MsgCreateConsumer,
  MsgOptIn,
  MsgOptOut,
  MsgRemoveConsumer,
  MsgSetConsumerCommissionRate,
  MsgUpdateConsumer,
  PowerShapingParameters,
  SlashJailParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { changedShaping, type ShapingChanges } from "./consumer-shaping.ts";
import { DevnetError } from "./errors.ts";
import { GOV, govAddress } from "./json-calls.ts";
import { consumerKeyText } from "./keys.ts";
import type { Network } from "./network.ts";
import { PRESETS, type PresetName, type Punishment } from "./presets.ts";
import { consumerChain } from "./queries.ts";
import { type ConsumerSpec, FAUCET } from "./topology.ts";

/**
 * Registers a consumer without a spawn time: validators can opt in, nothing starts yet.
 *
 * @returns its consumer id
 */
export async function registerConsumer(
  network: Network,
  request: { readonly spec: ConsumerSpec; readonly preset: PresetName; readonly owner?: string },
): Promise<{ readonly consumerId: string; readonly tx: CommittedTx }> {
  const { spec, preset, owner = FAUCET } = request;
  const sender = await network.hub().sender(owner);
  const tx = await sender.send([
    packAny(MsgCreateConsumer, {
      submitter: sender.signer.addressText,
      chainId: spec.chainId,
      metadata: {
        name: spec.chainId,
        description: `consumer chain ${spec.chainId} of a devnet`,
        metadata: "devnet",
      },
      initializationParameters: initialParameters(spec.chainId, preset),
      powerShapingParameters: powerShaping(spec),
      allowlistedRewardDenoms: undefined,
      infractionParameters: infractionParameters(preset),
    }),
  ]);
  const created = tx.result.events.find(({ type }) => type === "create_consumer");
  const consumerId = created && attributeOf(created, "consumer_id");
  if (consumerId === undefined) {
    throw new DevnetError(`transaction ${tx.hash} created a consumer but does not name its id`);
  }
  return { consumerId, tx };
}

/** Opts a validator in, with a consensus key of its own for this consumer. */
export async function optIn(
  network: Network,
  request: {
    readonly consumerId: string;
    readonly validator: string;
    readonly consumerKey?: Bytes;
  },
): Promise<CommittedTx> {
  const { consumerId, consumerKey } = request;
  const { sender, operator } = await operatorOf(network, request.validator);
  return sender.send([
    packAny(MsgOptIn, {
      chainId: "",
      providerAddr: operator,
      consumerKey: consumerKey === undefined ? "" : consumerKeyText(consumerKey),
      signer: sender.signer.addressText,
      consumerId,
    }),
  ]);
}

export async function optOut(
  network: Network,
  request: { readonly consumerId: string; readonly validator: string },
): Promise<CommittedTx> {
  const { sender, operator } = await operatorOf(network, request.validator);
  return sender.send([
    packAny(MsgOptOut, {
      chainId: "",
      providerAddr: operator,
      signer: sender.signer.addressText,
      consumerId: request.consumerId,
    }),
  ]);
}

/** Replaces the key that a validator signs a consumer's blocks with. */
export async function assignKey(
  network: Network,
  request: {
    readonly consumerId: string;
    readonly validator: string;
    readonly consumerKey: Bytes;
  },
): Promise<CommittedTx> {
  const { sender, operator } = await operatorOf(network, request.validator);
  return sender.send([
    packAny(MsgAssignConsumerKey, {
      chainId: "",
      providerAddr: operator,
      consumerKey: consumerKeyText(request.consumerKey),
      signer: sender.signer.addressText,
      consumerId: request.consumerId,
    }),
  ]);
}

/** What `updateConsumer` changes; the rest stays as it is. */
export interface ConsumerChanges extends ShapingChanges {
  readonly spawnTime?: Time;
  readonly newOwner?: string;
  readonly newChainId?: string;
  readonly name?: string;
  readonly description?: string;
  readonly metadata?: string;
  /** Denominations that its rewards may be in, beside the hub's. */
  readonly rewardDenoms?: readonly string[];
  readonly doubleSign?: Partial<Punishment>;
  readonly downtime?: Partial<Punishment>;
}

interface UpdateRequest {
  readonly consumerId: string;
  /** A name. */
  readonly owner?: string;
  readonly changes: ConsumerChanges;
}

/** Changes a consumer in the name of its owner. */
export async function updateConsumer(
  network: Network,
  request: UpdateRequest,
): Promise<CommittedTx> {
  const sender = await network.hub().sender(request.owner ?? FAUCET);
  return sender.send([await updateMessage(network, request, sender.signer.addressText)]);
}

/** The message that changes a consumer, signed by whoever owns it: for governance, which signs by a proposal. */
export async function updateMessage(
  network: Network,
  { consumerId, changes }: Omit<UpdateRequest, "owner">,
  owner: string,
): Promise<Any> {
  const hub = network.hub();
  const known = await consumerChain(hub, consumerId);
  const { spawnTime, newOwner, newChainId = "", rewardDenoms } = changes;
  return packAny(MsgUpdateConsumer, {
    owner,
    consumerId,
    newOwnerAddress: newOwner === undefined ? "" : accountOf(network, newOwner),
    metadata: changedMetadata(known.metadata, changes),
    initializationParameters:
      spawnTime === undefined || known.initParams === undefined
        ? undefined
        : { ...known.initParams, spawnTime: toTimestamp(spawnTime) },
    powerShapingParameters: changedShaping(network, known.powerShapingParams, changes),
    allowlistedRewardDenoms: rewardDenoms && { denoms: rewardDenoms },
    newChainId,
    infractionParameters: changedInfractions(known.infractionParameters, changes),
  });
}

/** Sets what a validator takes of the rewards from a consumer. `rate`: decimal text, 0 to 1. */
export async function setConsumerCommission(
  network: Network,
  request: { readonly consumerId: string; readonly validator: string; readonly rate: string },
): Promise<CommittedTx> {
  const { sender, operator } = await operatorOf(network, request.validator);
  return sender.send([
    packAny(MsgSetConsumerCommissionRate, {
      providerAddr: operator,
      chainId: "",
      rate: Dec.fromText(request.rate).toAtomicsText(),
      signer: sender.signer.addressText,
      consumerId: request.consumerId,
    }),
  ]);
}

function accountOf(network: Network, name: string): string {
  const hub = network.hub();
  return name === GOV ? govAddress(hub) : network.address(hub, name);
}

function changedMetadata(
  known: ConsumerMetadata,
  { name, description, metadata }: ConsumerChanges,
): ConsumerMetadata | undefined {
  if ([name, description, metadata].every((value) => value === undefined)) return undefined;
  return {
    name: name ?? known.name,
    description: description ?? known.description,
    metadata: metadata ?? known.metadata,
  };
}

/** Halves that are not to change are left out: the hub keeps its own. */
function changedInfractions(
  known: InfractionParameters | undefined,
  { doubleSign, downtime }: ConsumerChanges,
): InfractionParameters | undefined {
  if (doubleSign === undefined && downtime === undefined) return undefined;
  return {
    doubleSign: changedPunishment(known?.doubleSign, doubleSign),
    downtime: changedPunishment(known?.downtime, downtime),
  };
}

function changedPunishment(
  known: SlashJailParameters | undefined,
  change: Partial<Punishment> | undefined,
): SlashJailParameters | undefined {
  if (change === undefined) return undefined;
  const { fraction, jail, tombstone } = change;
  const base = known ?? SlashJailParameters.create();
  return {
    slashFraction: fraction === undefined ? base.slashFraction : decBytes(fraction),
    jailDuration: jail === undefined ? base.jailDuration : toDuration(jail),
    tombstone: tombstone ?? base.tombstone,
  };
}

/** Stops a launched consumer; the hub deletes it after the unbonding period. */
export async function removeConsumer(
  network: Network,
  request: { readonly consumerId: string; readonly owner?: string },
): Promise<CommittedTx> {
  const sender = await network.hub().sender(request.owner ?? FAUCET);
  return sender.send([
    packAny(MsgRemoveConsumer, {
      consumerId: request.consumerId,
      owner: sender.signer.addressText,
    }),
  ]);
}

async function operatorOf(network: Network, validator: string) {
  const { name, operator } = network.validator(validator);
  return { sender: await network.hub().sender(name), operator };
}

function initialParameters(chainId: string, preset: PresetName): ConsumerInitializationParameters {
  const { consumer } = PRESETS[preset];
  return {
    initialHeight: { revisionNumber: revisionOf(chainId), revisionHeight: 1n },
    genesisHash: new Uint8Array(),
    binaryHash: new Uint8Array(),
    spawnTime: toTimestamp(GO_ZERO_TIME),
    unbondingPeriod: toDuration(consumer.unbonding),
    ccvTimeoutPeriod: toDuration(consumer.ccvTimeout),
    transferTimeoutPeriod: toDuration(consumer.transferTimeout),
    consumerRedistributionFraction: consumer.redistributionFraction,
    blocksPerDistributionTransmission: consumer.blocksPerTransmission,
    historicalEntries: consumer.historicalEntries,
    distributionTransmissionChannel: "",
    connectionId: "",
  };
}

/** The revision that IBC reads from a chain id: the number behind its last dash, else 0. */
function revisionOf(chainId: string): bigint {
  const match = /^.*[^\n-]-([1-9][0-9]*)$/.exec(chainId);
  return BigInt(match?.[1] ?? "0");
}

function powerShaping(spec: ConsumerSpec): PowerShapingParameters {
  return PowerShapingParameters.create({
    validatorsPowerCap: spec.validatorsPowerCap,
    validatorSetCap: spec.validatorSetCap,
    minStake: spec.minStake,
    allowInactiveVals: spec.allowInactive,
  });
}

function infractionParameters(preset: PresetName): InfractionParameters | undefined {
  const { infractions } = PRESETS[preset].consumer;
  return infractions === undefined
    ? undefined
    : {
        doubleSign: punishment(infractions.doubleSign),
        downtime: punishment(infractions.downtime),
      };
}

function punishment({ fraction, jail, tombstone }: Punishment) {
  return {
    slashFraction: decBytes(fraction),
    jailDuration: toDuration(jail),
    tombstone,
  };
}

/** A punishment as people write it. */
export function punishmentFrom(parameters: SlashJailParameters): Punishment {
  const { slashFraction, jailDuration, tombstone } = parameters;
  const fraction = Dec.fromAtomics(fromUtf8(slashFraction) || "0").toString();
  return {
    fraction: fraction.replace(/\.?0+$/, ""),
    jail: fromDuration(jailDuration),
    tombstone,
  };
}

function decBytes(text: string): Bytes {
  return utf8(Dec.fromText(text).toAtomicsText());
}
