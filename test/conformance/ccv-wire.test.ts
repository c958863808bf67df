import {
  consAddress,
  consumerConsAddress,
  consumerId,
  createAddressCodec,
  Dec,
  fromHex,
  fromUtf8,
  providerConsAddress,
  toHex,
  utf8,
} from "@testudo/base";
import { consumerState } from "@testudo/ccv/consumer";
import {
  parseConsumerKey,
  parseConsumerKeyJson,
  providerState,
  validateChainId,
  validateInitializationParameters,
  validatePowerShapingParameters,
} from "@testudo/ccv/provider";
import {
  CCV_VERSION,
  CONSUMER_PORT,
  CONSUMER_REDISTRIBUTE,
  CONSUMER_REWARDS_POOL,
  CONSUMER_STORE,
  CONSUMER_TO_SEND_TO_PROVIDER,
  consAddressOf,
  createRewardMemo,
  decodeConsumerPacket,
  decodeVscPacket,
  encodeConsumerPacket,
  encodeVscPacket,
  PROVIDER_PORT,
  PROVIDER_STORE,
  parseRewardMemo,
  slashConsumerPacket,
  TRANSFER_PORT,
  UndecodablePacket,
  validateConsumerGenesis,
  validateConsumerId,
  validateConsumerPacket,
  validateStringFraction,
  validateVscPacket,
} from "@testudo/ccv/wire";
import { resultAcknowledgement } from "@testudo/ibc/channel";
import { commitAcknowledgement } from "@testudo/ibc/host";
import { jsonText } from "@testudo/proto";
import { Infraction } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  ConsumerInitializationParameters,
  PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  ConsumerGenesisState,
  ConsumerPacketData,
  ConsumerPacketDataType,
  SlashPacketData,
  ValidatorSetChangePacketData,
} from "@testudo/proto/interchain_security/ccv/v1";
import { PublicKey } from "@testudo/proto/tendermint/crypto";
import { describeVectors } from "@testudo/testkit/vectors";
import { expectRefusal, isAccepted } from "./refusals.ts";

const addresses = createAddressCodec("cosmos");

interface Verdict {
  readonly ok: boolean;
  readonly error?: string | null;
}

interface Encoded {
  readonly bytes: string;
  readonly bytes_text: string;
  readonly proto: string;
  readonly validate_ok: boolean;
}

const handlers = {
  vsc_packet(
    input: {
      validator_updates: [string, string][];
      valset_update_id: string;
      slash_acks: string[];
    },
    expected: Encoded,
  ) {
    const packet: ValidatorSetChangePacketData = {
      validatorUpdates: input.validator_updates.map(([key, power]) => ({
        pubKey: { ed25519: fromHex(key) },
        power: BigInt(power),
      })),
      valsetUpdateId: BigInt(input.valset_update_id),
      slashAcks: input.slash_acks,
    };
    expect(fromUtf8(encodeVscPacket(packet))).toBe(expected.bytes_text);
    expect(toHex(ValidatorSetChangePacketData.encode(packet))).toBe(expected.proto);
    const received = decodeVscPacket(fromHex(expected.bytes));
    expect(received).toEqual(packet);
    expect(isAccepted(() => validateVscPacket(received))).toBe(expected.validate_ok);
  },

  slash_packet(
    input: {
      address: string;
      power: string;
      valset_update_id: string;
      infraction: keyof typeof Infraction;
    },
    expected: Encoded & { modern_json_text: string; slash_data_proto: string },
  ) {
    const slash: SlashPacketData = {
      validator: { address: fromHex(input.address), power: BigInt(input.power) },
      valsetUpdateId: BigInt(input.valset_update_id),
      infraction: Infraction[input.infraction],
    };
    const packet = slashConsumerPacket(slash);
    expect(fromUtf8(encodeConsumerPacket(packet))).toBe(expected.bytes_text);
    expect(jsonText(ConsumerPacketData.toJSON(packet))).toBe(expected.modern_json_text);
    expect(toHex(ConsumerPacketData.encode(packet))).toBe(expected.proto);
    expect(toHex(SlashPacketData.encode(slash))).toBe(expected.slash_data_proto);
    for (const text of [expected.bytes_text, expected.modern_json_text]) {
      expect(decodeConsumerPacket(utf8(text)).slashPacketData).toEqual(slash);
    }
    expect(isAccepted(() => validateConsumerPacket(packet))).toBe(expected.validate_ok);
  },

  vsc_matured_packet(input: { valset_update_id: string }, expected: Encoded) {
    const packet: ConsumerPacketData = {
      type: ConsumerPacketDataType.CONSUMER_PACKET_TYPE_VSCM,
      vscMaturedPacketData: { valsetUpdateId: BigInt(input.valset_update_id) },
    };
    expect(fromUtf8(encodeConsumerPacket(packet))).toBe(expected.bytes_text);
    expect(toHex(ConsumerPacketData.encode(packet))).toBe(expected.proto);
    expect(isAccepted(() => validateConsumerPacket(packet))).toBe(expected.validate_ok);
  },

  decode_consumer_packet(
    input: { text: string },
    expected: {
      decode_ok: boolean;
      type: keyof typeof ConsumerPacketDataType;
      validate_ok: boolean;
      proto: string;
    },
  ) {
    const decode = () => decodeConsumerPacket(utf8(input.text));
    if (!expected.decode_ok) return expect(decode).toThrow(UndecodablePacket);
    const packet = decode();
    // A number that has no name is its own name.
    expect(packet.type).toBe(ConsumerPacketDataType[expected.type] ?? Number(expected.type));
    expect(toHex(ConsumerPacketData.encode(packet))).toBe(expected.proto);
    expect(isAccepted(() => validateConsumerPacket(packet))).toBe(expected.validate_ok);
  },

  ack(input: { result: string }, expected: { bytes_text: string; commitment: string }) {
    const { bytes } = resultAcknowledgement(fromHex(input.result));
    expect(fromUtf8(bytes)).toBe(expected.bytes_text);
    expect(toHex(commitAcknowledgement(bytes))).toBe(expected.commitment);
  },

  constants(_input: unknown, expected: Record<string, string>) {
    expect({
      version: CCV_VERSION,
      provider_port: PROVIDER_PORT,
      consumer_port: CONSUMER_PORT,
      provider_store: PROVIDER_STORE,
      consumer_store: CONSUMER_STORE,
      consumer_rewards_pool: CONSUMER_REWARDS_POOL,
      consumer_redistribute: CONSUMER_REDISTRIBUTE,
      consumer_to_send_to_provider: CONSUMER_TO_SEND_TO_PROVIDER,
      transfer_port: TRANSFER_PORT,
    }).toEqual(expected);
  },

  reward_memo(
    input: { consumer_id: string; chain_id: string },
    expected: {
      memo: string;
      decoded_consumer_id: string;
      decoded_chain_id: string;
      decoded_memo: string;
    },
  ) {
    const memo = createRewardMemo(input.consumer_id, input.chain_id);
    expect(memo).toBe(expected.memo);
    expect(parseRewardMemo(memo)).toEqual({
      consumerId: expected.decoded_consumer_id,
      chainId: expected.decoded_chain_id,
      memo: expected.decoded_memo,
    });
  },

  reward_memo_decode(
    input: { memo: string },
    expected: { ok: boolean; consumer_id: string; chain_id: string; memo: string },
  ) {
    const { ok, consumer_id, chain_id, memo } = expected;
    const known = { consumerId: consumer_id, chainId: chain_id, memo };
    expect(parseRewardMemo(input.memo)).toEqual(ok ? known : undefined);
  },

  consumer_key(
    input: { text: string },
    expected: {
      json_ok: boolean;
      key_ok: boolean;
      public_key_proto?: string;
      cons_addr?: string;
      cons_addr_bech32?: string;
      address_derivation_panics?: boolean;
    },
  ) {
    expect(isAccepted(() => parseConsumerKeyJson(input.text))).toBe(expected.json_ok);
    expect(isAccepted(() => parseConsumerKey(input.text))).toBe(expected.key_ok);
    if (!expected.key_ok) return;
    const key = parseConsumerKey(input.text);
    expect(toHex(PublicKey.encode(key))).toBe(expected.public_key_proto);
    if (expected.address_derivation_panics) {
      return expect(() => consAddressOf(key)).toThrow("incorrect size");
    }
    const address = consAddressOf(key);
    expect(toHex(address)).toBe(expected.cons_addr);
    expect(addresses.cons.toText(address)).toBe(expected.cons_addr_bech32);
  },

  provider_store_keys(
    input: {
      consumer_id: string;
      channel_id: string;
      client_id: string;
      provider_cons_addr: string;
      consumer_cons_addr: string;
      time: { seconds: string; nanos: number };
      valset_update_id: string;
      denom: string;
    },
    expected: Record<string, string>,
  ) {
    const s = providerState;
    const id = consumerId(input.consumer_id);
    const provider = providerConsAddress(fromHex(input.provider_cons_addr));
    const consumer = consumerConsAddress(fromHex(input.consumer_cons_addr));
    const time = BigInt(input.time.seconds) * 1_000_000_000n + BigInt(input.time.nanos);
    expect(
      inHex({
        parameters: s.params.rawKey(),
        port: s.port.rawKey(),
        validator_set_update_id: s.validatorSetUpdateId.rawKey(),
        slash_meter: s.slashMeter.rawKey(),
        slash_meter_replenish_time_candidate: s.slashMeterReplenishTimeCandidate.rawKey(),
        consumer_id_to_channel_id: s.channels.rawKey(id),
        channel_id_to_consumer_id: s.channelConsumers.rawKey(input.channel_id),
        consumer_id_to_client_id: s.clients.rawKey(id),
        client_id_to_consumer_id: s.clientConsumers.rawKey(input.client_id),
        valset_update_block_height: s.valsetUpdateHeights.rawKey(BigInt(input.valset_update_id)),
        consumer_genesis: s.consumerGenesis.rawKey(id),
        slash_acks: s.slashAcks.rawKey(id),
        init_chain_height: s.initChainHeights.rawKey(id),
        pending_vscs: s.pendingVscPackets.rawKey(id),
        consumer_validators: s.assignedKeys.rawKey([id, provider]),
        validators_by_consumer_addr: s.validatorsByConsumerAddress.rawKey([id, consumer]),
        slash_log: s.slashLog.rawKey(provider),
        consumer_reward_denoms: s.rewardDenoms.rawKey(input.denom),
        equivocation_evidence_min_height: s.equivocationMinHeights.rawKey(id),
        consumer_validator: s.consumerValidators.rawKey([id, provider]),
        allowlist: s.allowlist.rawKey([id, provider]),
        denylist: s.denylist.rawKey([id, provider]),
        prioritylist: s.prioritylist.rawKey([id, provider]),
        opted_in: s.optedIn.rawKey([id, provider]),
        consumer_commission_rate: s.commissionRates.rawKey([id, provider]),
        minimum_power_in_top_n: s.minPowersInTopN.rawKey(id),
        consumer_addrs_to_prune: s.addressesToPrune.rawKey([id, time]),
        last_provider_consensus_vals_prefix: s.lastConsensusValidators.rawKey(
          providerConsAddress(new Uint8Array()),
        ),
        consumer_id: s.nextConsumerId.rawKey(),
        consumer_id_to_chain_id: s.chainIds.rawKey(id),
        consumer_id_to_owner: s.owners.rawKey(id),
        consumer_id_to_metadata: s.metadata.rawKey(id),
        consumer_id_to_initialization_parameters: s.initializationParameters.rawKey(id),
        consumer_id_to_power_shaping_parameters: s.powerShapingParameters.rawKey(id),
        consumer_id_to_phase: s.phases.rawKey(id),
        consumer_id_to_removal_time: s.removalTimes.rawKey(id),
        spawn_time_to_consumer_ids: s.launchQueue.rawKey(time),
        removal_time_to_consumer_ids: s.removalQueue.rawKey(time),
        consumer_id_to_allowlisted_reward_denom: s.allowlistedRewardDenoms.rawKey(id),
        consumer_rewards_allocation_by_denom: s.rewardAllocations.rawKey([id, input.denom]),
        consumer_id_to_infraction_parameters: s.infractionParameters.rawKey(id),
        consumer_id_to_queued_infraction_parameters: s.queuedInfractionParameters.rawKey(id),
        infraction_scheduled_time_to_consumer_ids: s.infractionUpdateQueue.rawKey(time),
      }),
    ).toEqual(expected);
    expect(new Set(Object.values(expected)).size).toBe(Object.keys(expected).length);
  },

  consumer_store_keys(
    input: {
      provider_cons_addr: string;
      consumer_cons_addr: string;
      height: string;
      index: string;
    },
    expected: Record<string, string>,
  ) {
    const s = consumerState;
    const height = BigInt(input.height);
    // Two keys are of the reference's past: nothing reads or writes them in this version.
    const { unbonding_time, standalone_transfer_channel_id, ...used } = expected;
    expect([unbonding_time, standalone_transfer_channel_id]).toEqual(["02", "12"]);
    expect(
      inHex({
        port: s.port.rawKey(),
        last_distribution_transmission: s.lastTransmission.rawKey(),
        provider_client_id: s.providerClientId.rawKey(),
        provider_channel_id: s.providerChannelId.rawKey(),
        pending_changes: s.pendingChanges.rawKey(),
        pre_ccv: s.preCcv.rawKey(),
        initial_val_set: s.initialValSet.rawKey(),
        historical_info: s.historicalInfos.rawKey(height),
        height_valset_update_id: s.valsetUpdateIds.rawKey(height),
        outstanding_downtime: s.outstandingDowntimes.rawKey(
          consAddress(fromHex(input.provider_cons_addr)),
        ),
        pending_data_packets_v1: s.pendingPackets.rawKey(BigInt(input.index)),
        cross_chain_validator: s.validators.rawKey(consAddress(fromHex(input.consumer_cons_addr))),
        init_genesis_height: s.initGenesisHeight.rawKey(),
        prev_standalone_chain: s.previouslyStandalone.rawKey(),
        pending_packets_index: s.pendingPacketsIndex.rawKey(),
        slash_record: s.slashRecord.rawKey(),
        parameters: s.params.rawKey(),
      }),
    ).toEqual(used);
  },

  genesis_validate(input: { json: unknown }, expected: Verdict) {
    const genesis = ConsumerGenesisState.fromJSON(input.json);
    expectVerdict(() => validateConsumerGenesis(genesis), expected);
  },

  validate_consumer_id(input: { text: string }, expected: Verdict) {
    expectVerdict(() => validateConsumerId(input.text), expected);
  },

  validate_string_fraction(
    input: { text: string },
    expected: Verdict & { dec_parse_ok: boolean; dec: string },
  ) {
    expectVerdict(() => validateStringFraction(input.text), expected);
    if (expected.dec_parse_ok) expect(`${Dec.fromText(input.text)}`).toBe(expected.dec);
    else expect(() => Dec.fromText(input.text)).toThrow();
  },

  validate_power_shaping(input: { json: unknown }, expected: Verdict) {
    const parameters = PowerShapingParameters.fromJSON(input.json);
    expectVerdict(() => validatePowerShapingParameters(addresses, parameters), expected);
  },

  validate_initialization_parameters(input: { json: unknown }, expected: Verdict) {
    const parameters = ConsumerInitializationParameters.fromJSON(input.json);
    expectVerdict(() => validateInitializationParameters(parameters), expected);
  },

  validate_chain_id(input: { text: string }, expected: Verdict) {
    expectVerdict(() => validateChainId("ChainId", input.text), expected);
  },
};

describeVectors("ccv_wire.json", handlers, { onlyKinds: Object.keys(handlers) });

function inHex(keys: Readonly<Record<string, Uint8Array>>): Record<string, string> {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, toHex(key)]));
}

function expectVerdict(check: () => unknown, { ok, error }: Verdict): void {
  if (ok) expect(check).not.toThrow();
  else expectRefusal(check, error);
}
