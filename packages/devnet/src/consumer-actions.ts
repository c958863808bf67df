import { type Bytes, Dec, GO_ZERO_TIME, type Time, utf8 } from "@testudo/base";
import { attributeOf, type CommittedTx } from "@testudo/client";
import { packAny, toDuration, toTimestamp } from "@testudo/proto";
import {
  type ConsumerInitializationParameters,
  type InfractionParameters,
  MsgAssignConsumerKey,
  MsgCreateConsumer,
  MsgOptIn,
  MsgOptOut,
  MsgRemoveConsumer,
  MsgUpdateConsumer,
  PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { DevnetError } from "./errors.ts";
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
export interface ConsumerChanges {
  readonly spawnTime?: Time;
  readonly validatorsPowerCap?: number;
  readonly validatorSetCap?: number;
  readonly minStake?: bigint;
  readonly allowInactive?: boolean;
  readonly newOwner?: string;
}

/** Changes a consumer in the name of its owner. */
export async function updateConsumer(
  network: Network,
  request: {
    readonly consumerId: string;
    readonly owner?: string;
    readonly changes: ConsumerChanges;
  },
): Promise<CommittedTx> {
  const { consumerId, owner = FAUCET, changes } = request;
  const hub = network.hub();
  const sender = await hub.sender(owner);
  const known = await consumerChain(hub, consumerId);
  const { spawnTime, newOwner } = changes;
  return sender.send([
    packAny(MsgUpdateConsumer, {
      owner: sender.signer.addressText,
      consumerId,
      newOwnerAddress: newOwner === undefined ? "" : network.address(hub, newOwner),
      metadata: undefined,
      initializationParameters:
        spawnTime === undefined || known.initParams === undefined
          ? undefined
          : { ...known.initParams, spawnTime: toTimestamp(spawnTime) },
      powerShapingParameters: changedShaping(known.powerShapingParams, changes),
      allowlistedRewardDenoms: undefined,
      newChainId: "",
      infractionParameters: undefined,
    }),
  ]);
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

function changedShaping(
  known: PowerShapingParameters | undefined,
  { validatorsPowerCap, validatorSetCap, minStake, allowInactive }: ConsumerChanges,
): PowerShapingParameters | undefined {
  const wanted = [validatorsPowerCap, validatorSetCap, minStake, allowInactive];
  if (wanted.every((value) => value === undefined)) return undefined;
  const base = known ?? PowerShapingParameters.create();
  return {
    ...base,
    validatorsPowerCap: validatorsPowerCap ?? base.validatorsPowerCap,
    validatorSetCap: validatorSetCap ?? base.validatorSetCap,
    minStake: minStake ?? base.minStake,
    allowInactiveVals: allowInactive ?? base.allowInactiveVals,
  };
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
    slashFraction: utf8(Dec.fromText(fraction).toAtomicsText()),
    jailDuration: toDuration(jail),
    tombstone,
  };
}
