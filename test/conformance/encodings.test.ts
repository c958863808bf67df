/** Bytes and JSON of messages that have no rule but their schema. */
import { fromHex, parseUint64, toHex, utf8 } from "@testudo/base";
import {
  allMessages,
  JsonError,
  jsonText,
  type MessageType,
  packAny,
  toDuration,
} from "@testudo/proto";
import { PubKey } from "@testudo/proto/cosmos/crypto/ed25519";
import type { ProofSpec } from "@testudo/proto/cosmos/ics23/v1";
import { Any, type Timestamp } from "@testudo/proto/google/protobuf";
import { Channel, StateEnum as ChannelState, OrderEnum } from "@testudo/proto/ibc/core/channel/v1";
import { Height } from "@testudo/proto/ibc/core/client/v1";
import { ConnectionEnd, StateEnum as ConnectionState } from "@testudo/proto/ibc/core/connection/v1";
import {
  Header as ClientHeader,
  ClientState,
  ConsensusState,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  CrossChainValidator,
  SlashRecord,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import * as provider from "@testudo/proto/interchain_security/ccv/provider/v1";
import { HandshakeMetadata } from "@testudo/proto/interchain_security/ccv/v1";
import type {
  BlockID,
  Commit,
  Header,
  Validator,
  ValidatorSet,
} from "@testudo/proto/tendermint/types";
import { describeVectors } from "@testudo/testkit/vectors";
import type { BlockIdVector, CommitVector, TimeVector } from "./comet-shapes.ts";

/** A message has these bytes, and these bytes are that message. */
function expectBytes<T>(type: MessageType<T>, message: T, hex: string): void {
  expect(toHex(type.encode(message))).toBe(hex);
  expect(toHex(type.encode(type.decode(fromHex(hex))))).toBe(hex);
}

function height(text: string): Height {
  const [revision = "", number = ""] = text.split("-");
  return { revisionNumber: parseUint64(revision), revisionHeight: parseUint64(number) };
}

function timestamp({ seconds, nanos }: TimeVector): Timestamp {
  return { seconds: BigInt(seconds), nanos };
}

const IAVL_SPEC: ProofSpec = {
  leafSpec: { hash: 1, prehashKey: 0, prehashValue: 1, length: 1, prefix: Uint8Array.of(0) },
  innerSpec: {
    childOrder: [0, 1],
    childSize: 33,
    minPrefixLength: 4,
    maxPrefixLength: 12,
    emptyChild: new Uint8Array(),
    hash: 1,
  },
  maxDepth: 0,
  minDepth: 0,
  prehashKeyBeforeComparison: false,
};
const SIMPLE_SPEC: ProofSpec = {
  ...IAVL_SPEC,
  innerSpec: {
    childOrder: [0, 1],
    childSize: 32,
    minPrefixLength: 1,
    maxPrefixLength: 1,
    emptyChild: new Uint8Array(),
    hash: 1,
  },
};

interface ClientStateInput {
  readonly chain_id: string;
  readonly trust_level: { readonly numerator: string; readonly denominator: string };
  readonly trusting_period: string;
  readonly unbonding_period: string;
  readonly max_clock_drift: string;
  readonly frozen_height: string;
  readonly latest_height: string;
  readonly proof_specs: "sdk" | "none";
  readonly upgrade_path: readonly string[] | null;
  readonly allow_update_after_expiry: boolean;
  readonly allow_update_after_misbehaviour: boolean;
}

interface HeaderVector {
  readonly version: { readonly block: string; readonly app: string };
  readonly chain_id: string;
  readonly height: string;
  readonly time: TimeVector;
  readonly last_block_id: BlockIdVector;
  readonly last_commit_hash: string;
  readonly data_hash: string;
  readonly validators_hash: string;
  readonly next_validators_hash: string;
  readonly consensus_hash: string;
  readonly app_hash: string;
  readonly last_results_hash: string;
  readonly evidence_hash: string;
  readonly proposer_address: string;
}

interface ValidatorSetVector {
  readonly validators: readonly {
    readonly address: string;
    readonly ed25519: string;
    readonly voting_power: string;
    readonly proposer_priority: string;
  }[];
  readonly proposer_address: string;
  readonly total_voting_power: string;
}

function blockId({ hash, parts }: BlockIdVector): BlockID {
  return {
    hash: fromHex(hash),
    partSetHeader: { total: parts.total, hash: fromHex(parts.hash) },
  };
}

function header(vector: HeaderVector): Header {
  return {
    version: { block: BigInt(vector.version.block), app: BigInt(vector.version.app) },
    chainId: vector.chain_id,
    height: BigInt(vector.height),
    time: timestamp(vector.time),
    lastBlockId: blockId(vector.last_block_id),
    lastCommitHash: fromHex(vector.last_commit_hash),
    dataHash: fromHex(vector.data_hash),
    validatorsHash: fromHex(vector.validators_hash),
    nextValidatorsHash: fromHex(vector.next_validators_hash),
    consensusHash: fromHex(vector.consensus_hash),
    appHash: fromHex(vector.app_hash),
    lastResultsHash: fromHex(vector.last_results_hash),
    evidenceHash: fromHex(vector.evidence_hash),
    proposerAddress: fromHex(vector.proposer_address),
  };
}

function commit(vector: CommitVector): Commit {
  return {
    height: BigInt(vector.height),
    round: vector.round,
    blockId: blockId(vector.block_id),
    signatures: vector.signatures.map((signature) => ({
      blockIdFlag: signature.block_id_flag,
      validatorAddress: fromHex(signature.validator_address),
      timestamp: timestamp(signature.timestamp),
      signature: fromHex(signature.signature),
    })),
  };
}

function validatorSet(vector: ValidatorSetVector): ValidatorSet {
  const validators: Validator[] = vector.validators.map((validator) => ({
    address: fromHex(validator.address),
    pubKey: { ed25519: fromHex(validator.ed25519) },
    votingPower: BigInt(validator.voting_power),
    proposerPriority: BigInt(validator.proposer_priority),
  }));
  return {
    validators,
    proposer: validators.find(({ address }) => toHex(address) === vector.proposer_address),
    totalVotingPower: BigInt(vector.total_voting_power),
  };
}

const ibcHandlers = {
  height(input: { height: string }, expected: { proto: string }) {
    expectBytes(Height, height(input.height), expected.proto);
  },

  client_state(input: ClientStateInput, expected: { proto: string; any_proto: string }) {
    const { trust_level: trust } = input;
    const state: ClientState = {
      chainId: input.chain_id,
      trustLevel: { numerator: BigInt(trust.numerator), denominator: BigInt(trust.denominator) },
      trustingPeriod: toDuration(BigInt(input.trusting_period)),
      unbondingPeriod: toDuration(BigInt(input.unbonding_period)),
      maxClockDrift: toDuration(BigInt(input.max_clock_drift)),
      frozenHeight: height(input.frozen_height),
      latestHeight: height(input.latest_height),
      proofSpecs: input.proof_specs === "sdk" ? [IAVL_SPEC, SIMPLE_SPEC] : [],
      upgradePath: input.upgrade_path ?? [],
      allowUpdateAfterExpiry: input.allow_update_after_expiry,
      allowUpdateAfterMisbehaviour: input.allow_update_after_misbehaviour,
    };
    expectBytes(ClientState, state, expected.proto);
    expectBytes(Any, packAny(ClientState, state), expected.any_proto);
  },

  consensus_state(
    input: { timestamp: TimeVector; root: string; next_validators_hash: string },
    expected: { proto: string; any_proto: string },
  ) {
    const state: ConsensusState = {
      timestamp: timestamp(input.timestamp),
      root: { hash: fromHex(input.root) },
      nextValidatorsHash: fromHex(input.next_validators_hash),
    };
    expectBytes(ConsensusState, state, expected.proto);
    expectBytes(Any, packAny(ConsensusState, state), expected.any_proto);
  },

  connection_end(
    input: {
      state: string;
      client_id: string;
      versions: { identifier: string; features: string[] }[];
      counterparty: { client_id: string; connection_id: string; prefix: string };
      delay_period: string;
    },
    expected: { proto: string },
  ) {
    const { counterparty } = input;
    const end: ConnectionEnd = {
      clientId: input.client_id,
      versions: input.versions,
      state: ConnectionState.numbers.get(input.state)!,
      counterparty: {
        clientId: counterparty.client_id,
        connectionId: counterparty.connection_id,
        prefix: { keyPrefix: fromHex(counterparty.prefix) },
      },
      delayPeriod: BigInt(input.delay_period),
    };
    expectBytes(ConnectionEnd, end, expected.proto);
  },

  channel_end(
    input: {
      state: string;
      ordering: string;
      counterparty: { port_id: string; channel_id: string };
      connection_hops: string[];
      version: string;
    },
    expected: { proto: string },
  ) {
    const { counterparty } = input;
    const end: Channel = {
      state: ChannelState.numbers.get(input.state)!,
      ordering: OrderEnum.numbers.get(input.ordering)!,
      counterparty: { portId: counterparty.port_id, channelId: counterparty.channel_id },
      connectionHops: input.connection_hops,
      version: input.version,
    };
    expectBytes(Channel, end, expected.proto);
  },

  tendermint_header(
    input: {
      header: HeaderVector;
      commit: CommitVector;
      validator_set: ValidatorSetVector;
      trusted_height: string;
      trusted_validators: ValidatorSetVector;
    },
    expected: { proto: string; any_proto: string; consensus_state_proto: string },
  ) {
    const signed = header(input.header);
    const message: ClientHeader = {
      signedHeader: { header: signed, commit: commit(input.commit) },
      validatorSet: validatorSet(input.validator_set),
      trustedHeight: height(input.trusted_height),
      trustedValidators: validatorSet(input.trusted_validators),
    };
    expectBytes(ClientHeader, message, expected.proto);
    expectBytes(Any, packAny(ClientHeader, message), expected.any_proto);
    const state: ConsensusState = {
      timestamp: signed.time,
      root: { hash: signed.appHash },
      nextValidatorsHash: signed.nextValidatorsHash,
    };
    expectBytes(ConsensusState, state, expected.consensus_state_proto);
  },
};

const ccvHandlers = {
  handshake_metadata(
    input: { provider_fee_pool_addr: string; version: string },
    expected: { bytes: string },
  ) {
    const { provider_fee_pool_addr: providerFeePoolAddr, version } = input;
    expectBytes(HandshakeMetadata, { providerFeePoolAddr, version }, expected.bytes);
  },

  consensus_validator(
    input: { provider_cons_addr: string; power: string; public_key: string; join_height: string },
    expected: { proto: string },
  ) {
    const validator: provider.ConsensusValidator = {
      providerConsAddr: fromHex(input.provider_cons_addr),
      power: BigInt(input.power),
      publicKey: { ed25519: fromHex(input.public_key) },
      joinHeight: BigInt(input.join_height),
    };
    expectBytes(provider.ConsensusValidator, validator, expected.proto);
  },

  cross_chain_validator(
    input: { address: string; power: string; public_key: string },
    expected: { proto: string },
  ) {
    const validator: CrossChainValidator = {
      address: fromHex(input.address),
      power: BigInt(input.power),
      pubkey: packAny(PubKey, { key: fromHex(input.public_key) }),
      optedOut: false,
    };
    expectBytes(CrossChainValidator, validator, expected.proto);
  },

  slash_record(
    input: { send_time: TimeVector; waiting_on_reply: boolean },
    expected: { proto: string },
  ) {
    const record = {
      waitingOnReply: input.waiting_on_reply,
      sendTime: timestamp(input.send_time),
    };
    expectBytes(SlashRecord, record, expected.proto);
  },

  message_json(input: { json: unknown }, expected: { json_text: string; proto: string }) {
    const wanted = { proto: expected.proto, json: expected.json_text };
    const written = messagesWithFieldsOf(input.json).map((type) => {
      const message = type.fromJSON(input.json);
      const bytes = type.encode(message);
      expect(toHex(type.encode(type.decode(bytes)))).toBe(toHex(bytes));
      return { proto: toHex(bytes), json: jsonText(type.toJSON(message)) };
    });
    expect(written).toContainEqual(wanted);
  },
};

/** The vectors say in words which message it is, so it is found by its fields: they have all of them. */
function messagesWithFieldsOf(json: unknown): MessageType<unknown>[] {
  const fields = fieldsOf(json);
  return allMessages().filter((type) => {
    try {
      return fieldsOf(type.toJSON(type.fromJSON(json))) === fields;
    } catch (error) {
      if (error instanceof JsonError) return false;
      throw error;
    }
  });
}

function fieldsOf(json: unknown): string {
  return Object.keys(json as object)
    .sort()
    .join();
}

describeVectors("ibc.json", ibcHandlers, { onlyKinds: Object.keys(ibcHandlers) });
describeVectors("ccv_wire.json", ccvHandlers, { onlyKinds: Object.keys(ccvHandlers) });

describe("spawn time of a consumer (ccv facts, the trap in section 1.7)", () => {
  const { ConsumerInitializationParameters: Parameters } = provider;

  it("is Go's zero time when it is not on the wire, and 1970 when it is there and empty", () => {
    expect(Parameters.decode(new Uint8Array()).spawnTime).toEqual({
      seconds: -62135596800n,
      nanos: 0,
    });
    expect(Parameters.decode(fromHex("2200")).spawnTime).toEqual({ seconds: 0n, nanos: 0 });
  });

  it("has the bytes of the Go defaults", () => {
    const parameters = Parameters.fromJSON({
      initial_height: { revision_number: "1", revision_height: "1" },
      unbonding_period: "1728000s",
      ccv_timeout_period: "2419200s",
      transfer_timeout_period: "3600s",
      consumer_redistribution_fraction: "0.75",
      blocks_per_distribution_transmission: "1000",
      historical_entries: "10000",
    });
    expect(toHex(Parameters.encode(parameters))).toBe(
      "0a0408011001220b088092b8c398feffffff012a040880bc6932050880d493013a0308901c4204302e373548e80750904e",
    );
    expect(parameters.genesisHash).toEqual(utf8(""));
  });
});
