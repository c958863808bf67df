import {
  accAddress,
  type Bytes,
  DAY,
  type Duration,
  HOUR,
  type Time,
  toBase64,
  valAddress,
} from "@testudo/base";
import { toDuration, toTimestamp } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  type ConsumerInitializationParameters,
  MsgAssignConsumerKey,
  MsgCreateConsumer,
  MsgOptIn,
  MsgOptOut,
  MsgRemoveConsumer,
  MsgUpdateConsumer,
  type PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { TestAccount } from "./test-account.ts";
import type { TestChain } from "./test-chain.ts";
import { message } from "./test-tx.ts";

/** Shorter than the hub's three weeks, as it has to be. */
export const CONSUMER_UNBONDING: Duration = 20n * DAY;

/** Wire form of a time that is not set. */
export const UNSET_TIME = { seconds: -62_135_596_800n, nanos: 0 };

/** Initialization parameters that a consumer can launch with; without a spawn time it waits. */
export function initParams(
  changes: Partial<Omit<ConsumerInitializationParameters, "spawnTime">> & {
    readonly spawnTime?: Time;
  } = {},
): ConsumerInitializationParameters {
  const { spawnTime, ...others } = changes;
  return {
    initialHeight: { revisionNumber: 1n, revisionHeight: 1n },
    genesisHash: new Uint8Array(),
    binaryHash: new Uint8Array(),
    unbondingPeriod: toDuration(CONSUMER_UNBONDING),
    ccvTimeoutPeriod: toDuration(28n * DAY),
    transferTimeoutPeriod: toDuration(HOUR),
    consumerRedistributionFraction: "0.75",
    blocksPerDistributionTransmission: 1000n,
    historicalEntries: 10_000n,
    distributionTransmissionChannel: "",
    connectionId: "",
    ...others,
    spawnTime: spawnTime === undefined ? UNSET_TIME : toTimestamp(spawnTime),
  };
}

/** Power shaping that shapes nothing. */
export function powerShaping(
  changes: Partial<PowerShapingParameters> = {},
): PowerShapingParameters {
  return {
    topN: 0,
    validatorsPowerCap: 0,
    validatorSetCap: 0,
    allowlist: [],
    denylist: [],
    minStake: 0n,
    allowInactiveVals: false,
    prioritylist: [],
    ...changes,
  };
}

/** What messages say of the chain that they are for: how it writes addresses. */
export type AddressForms = Pick<TestChain, "addresses">;

/** Text forms of an account on a chain. */
export function namesOn({ addresses }: AddressForms, { address }: Pick<TestAccount, "address">) {
  return {
    account: addresses.acc.toText(accAddress(address)),
    operator: addresses.val.toText(valAddress(address)),
  };
}

/** A consensus key as messages carry it. */
export function keyJson(pubKey: Bytes, type = "/cosmos.crypto.ed25519.PubKey"): string {
  return `{"@type":"${type}","key":"${toBase64(pubKey)}"}`;
}

/** Registers a consumer. */
export function createConsumer(
  hub: AddressForms,
  submitter: TestAccount,
  changes: Partial<MsgCreateConsumer> = {},
): Any {
  return message(MsgCreateConsumer, {
    submitter: namesOn(hub, submitter).account,
    chainId: "consumer-1",
    metadata: { name: "consumer", description: "a chain under test", metadata: "none" },
    initializationParameters: initParams(),
    powerShapingParameters: powerShaping(),
    ...changes,
  });
}

/** Changes a consumer: nothing, unless told. */
export function updateConsumer(
  hub: AddressForms,
  owner: TestAccount,
  consumerId: string,
  changes: Partial<MsgUpdateConsumer> = {},
): Any {
  return message(MsgUpdateConsumer, {
    owner: namesOn(hub, owner).account,
    consumerId,
    newOwnerAddress: "",
    newChainId: "",
    ...changes,
  });
}

/** Stops a consumer. */
export function removeConsumer(hub: AddressForms, owner: TestAccount, consumerId: string): Any {
  return message(MsgRemoveConsumer, { owner: namesOn(hub, owner).account, consumerId });
}

/** Opts a validator in, with a key of its own or the one it has. */
export function optIn(
  hub: AddressForms,
  validator: TestAccount,
  consumerId: string,
  consumerKey?: Bytes,
): Any {
  const { account, operator } = namesOn(hub, validator);
  return message(MsgOptIn, {
    chainId: "",
    providerAddr: operator,
    consumerKey: consumerKey === undefined ? "" : keyJson(consumerKey),
    signer: account,
    consumerId,
  });
}

/** Opts a validator out. */
export function optOut(hub: AddressForms, validator: TestAccount, consumerId: string): Any {
  const { account, operator } = namesOn(hub, validator);
  return message(MsgOptOut, { chainId: "", providerAddr: operator, signer: account, consumerId });
}

/** Gives a validator another key on a consumer. */
export function assignKey(
  hub: AddressForms,
  validator: TestAccount,
  consumerId: string,
  consumerKey: Bytes | string,
): Any {
  const { account, operator } = namesOn(hub, validator);
  return message(MsgAssignConsumerKey, {
    chainId: "",
    providerAddr: operator,
    consumerKey: typeof consumerKey === "string" ? consumerKey : keyJson(consumerKey),
    signer: account,
    consumerId,
  });
}
