import { createAddressCodec, fromHex, fromUtf8, toHex, uint64BE, utf8 } from "@testudo/base";
import {
  ackToJson,
  errorAcknowledgement,
  errorAcknowledgementWithCodespace,
  resultAcknowledgement,
  validatePacket,
} from "@testudo/ibc/channel";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import {
  channelEndPath,
  checkChannelId,
  checkClientId,
  checkConnectionId,
  checkPortId,
  clientConnectionsPath,
  clientPrefix,
  clientStatePath,
  commitAcknowledgement,
  commitPacket,
  commitPacketV2,
  connectionPath,
  consensusStatePath,
  heightToText,
  isChannelIdFormat,
  isClientIdFormat,
  isConnectionIdFormat,
  isRevisionFormat,
  iterationKey,
  NEXT_CHANNEL_SEQUENCE_PATH,
  NEXT_CLIENT_SEQUENCE_PATH,
  NEXT_CONNECTION_SEQUENCE_PATH,
  nextSequenceAckPath,
  nextSequenceRecvPath,
  nextSequenceSendPath,
  PACKET_RECEIPT,
  packetAcknowledgementPath,
  packetCommitmentPath,
  packetReceiptPath,
  parseChainRevision,
  parseHeight,
  processedHeightPath,
  processedTimePath,
  withRevision,
  ZERO_HEIGHT,
} from "@testudo/ibc/host";
import {
  validateClientState,
  validateConsensusState,
  zeroCustomFields,
} from "@testudo/ibc/tendermint";
import {
  bankDenom,
  cameOver,
  decodePacketData,
  denomFromPath,
  denomHash,
  denomPath,
  encodePacketData,
  escrowAddress,
  ICS20_VERSION,
  validateDenom,
  validatePacketData,
} from "@testudo/ibc/transfer";
import { fromTimestamp, packAny, toDuration } from "@testudo/proto";
import { Any } from "@testudo/proto/google/protobuf";
import { Denom, FungibleTokenPacketData } from "@testudo/proto/ibc/applications/transfer/v1";
import { Acknowledgement, Packet } from "@testudo/proto/ibc/core/channel/v1";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { describeVectors } from "@testudo/testkit/vectors";
import { isAccepted } from "./refusals.ts";

const cosmos = createAddressCodec("cosmos");

function heightOf(text: string) {
  const height = parseHeight(text);
  if (height === undefined) throw new TypeError(`${text} is no height`);
  return height;
}

/** Not every case has every answer. */
function expectSame<T>(answer: T, expected: T | undefined): void {
  if (expected !== undefined) expect(answer).toBe(expected);
}

describeVectors(
  "ibc.json",
  {
    packet_commitment(
      input: {
        sequence: string;
        source_port: string;
        source_channel: string;
        destination_port: string;
        destination_channel: string;
        data: string;
        timeout_height: string;
        timeout_timestamp: string;
      },
      expected: { commitment: string; packet_proto: string; validate_ok?: boolean },
    ) {
      const packet: Packet = {
        sequence: BigInt(input.sequence),
        sourcePort: input.source_port,
        sourceChannel: input.source_channel,
        destinationPort: input.destination_port,
        destinationChannel: input.destination_channel,
        data: fromHex(input.data),
        timeoutHeight: heightOf(input.timeout_height),
        timeoutTimestamp: BigInt(input.timeout_timestamp),
      };
      expect(toHex(commitPacket(packet))).toBe(expected.commitment);
      expect(toHex(Packet.encode(packet))).toBe(expected.packet_proto);
      expectSame(
        isAccepted(() => validatePacket(packet)),
        expected.validate_ok,
      );
    },

    acknowledgement(
      input: {
        result?: string;
        codespace?: string;
        code?: number;
        with_codespace?: boolean;
      },
      expected: {
        bytes: string;
        text: string;
        commitment: string;
        success: boolean;
        proto: string;
      },
    ) {
      const { codespace = "", code = 0 } = input;
      const make = input.with_codespace ? errorAcknowledgementWithCodespace : errorAcknowledgement;
      const ack =
        input.result === undefined
          ? make({ codespace, code })
          : resultAcknowledgement(fromHex(input.result));
      expect(fromUtf8(ack.bytes)).toBe(expected.text);
      expect(toHex(ack.bytes)).toBe(expected.bytes);
      expect(ack.success).toBe(expected.success);
      expect(toHex(commitAcknowledgement(ack.bytes))).toBe(expected.commitment);
      const message = Acknowledgement.decode(fromHex(expected.proto));
      expect(ackToJson(message)).toEqual(ack.bytes);
    },

    ack_commitment(input: { bytes: string }, expected: { commitment: string }) {
      expect(toHex(commitAcknowledgement(fromHex(input.bytes)))).toBe(expected.commitment);
    },

    host_keys(
      input: {
        port: string;
        channel: string;
        client: string;
        connection: string;
        sequence: string;
        height: string;
      },
      expected: Record<string, string>,
    ) {
      const { client, connection } = input;
      const end = { portId: input.port, channelId: input.channel };
      const sequence = BigInt(input.sequence);
      const height = heightOf(input.height);
      const relative = (path: string) => path.slice(clientPrefix(client).length);
      const own: Record<string, string> = {
        client_state: clientStatePath(client),
        consensus_state: consensusStatePath(client, height),
        client_connections: clientConnectionsPath(client),
        connection: connectionPath(connection),
        channel_end: channelEndPath(end),
        next_sequence_send: nextSequenceSendPath(end),
        next_sequence_recv: nextSequenceRecvPath(end),
        next_sequence_ack: nextSequenceAckPath(end),
        packet_commitment: packetCommitmentPath(end, sequence),
        packet_ack: packetAcknowledgementPath(end, sequence),
        packet_receipt: packetReceiptPath(end, sequence),
        processed_time: relative(processedTimePath(client, height)),
        processed_height: relative(processedHeightPath(client, height)),
        iteration_key_hex: toHex(iterationKey(client, height).slice(clientPrefix(client).length)),
        next_client_sequence_key: NEXT_CLIENT_SEQUENCE_PATH,
        next_connection_sequence_key: NEXT_CONNECTION_SEQUENCE_PATH,
        next_channel_sequence_key: NEXT_CHANNEL_SEQUENCE_PATH,
        receipt_value: toHex(PACKET_RECEIPT),
        sequence_value: toHex(uint64BE(sequence)),
      };
      const named = Object.fromEntries(Object.keys(expected).map((name) => [name, own[name]]));
      expect(named).toEqual(expected);
    },

    client_state(
      input: {
        chain_id: string;
        trust_level: { numerator: string; denominator: string };
        trusting_period: string;
        unbonding_period: string;
        max_clock_drift: string;
        frozen_height: string;
        latest_height: string;
        proof_specs: "sdk" | "none";
        upgrade_path: string[] | null;
        allow_update_after_expiry: boolean;
        allow_update_after_misbehaviour: boolean;
      },
      expected: {
        proto: string;
        any_proto: string;
        validate_ok?: boolean;
        zero_custom_fields_proto?: string;
      },
    ) {
      const state: ClientState = {
        chainId: input.chain_id,
        trustLevel: {
          numerator: BigInt(input.trust_level.numerator),
          denominator: BigInt(input.trust_level.denominator),
        },
        trustingPeriod: toDuration(BigInt(input.trusting_period)),
        unbondingPeriod: toDuration(BigInt(input.unbonding_period)),
        maxClockDrift: toDuration(BigInt(input.max_clock_drift)),
        frozenHeight: heightOf(input.frozen_height),
        latestHeight: heightOf(input.latest_height),
        proofSpecs: input.proof_specs === "sdk" ? SDK_PROOF_SPECS : [],
        upgradePath: input.upgrade_path ?? [],
        allowUpdateAfterExpiry: input.allow_update_after_expiry,
        allowUpdateAfterMisbehaviour: input.allow_update_after_misbehaviour,
      };
      expect(toHex(ClientState.encode(state))).toBe(expected.proto);
      expect(toHex(Any.encode(packAny(ClientState, state)))).toBe(expected.any_proto);
      expectSame(
        isAccepted(() => validateClientState(state)),
        expected.validate_ok,
      );
      const plain = toHex(ClientState.encode(zeroCustomFields(state)));
      expectSame(plain, expected.zero_custom_fields_proto);
    },

    consensus_state(
      input: {
        timestamp: { seconds: string; nanos: number };
        root: string;
        next_validators_hash: string;
      },
      expected: {
        proto: string;
        any_proto: string;
        validate_ok?: boolean;
        timestamp_nanos?: string;
      },
    ) {
      const state: ConsensusState = {
        timestamp: { seconds: BigInt(input.timestamp.seconds), nanos: input.timestamp.nanos },
        root: { hash: fromHex(input.root) },
        nextValidatorsHash: fromHex(input.next_validators_hash),
      };
      expect(toHex(ConsensusState.encode(state))).toBe(expected.proto);
      expect(toHex(Any.encode(packAny(ConsensusState, state)))).toBe(expected.any_proto);
      expectSame(
        isAccepted(() => validateConsensusState(state)),
        expected.validate_ok,
      );
      // An unsigned count in Go.
      const nanoseconds = BigInt.asUintN(64, fromTimestamp(state.timestamp));
      expectSame(`${nanoseconds}`, expected.timestamp_nanos);
    },

    chain_id(
      input: { chain_id: string },
      expected: {
        is_revision_format: boolean;
        revision: string;
        set_revision_77: string;
        set_revision_ok: boolean;
      },
    ) {
      const { chain_id: id } = input;
      expect(isRevisionFormat(id)).toBe(expected.is_revision_format);
      expect(parseChainRevision(id)).toBe(BigInt(expected.revision));
      if (expected.set_revision_ok) expect(withRevision(id, 77n)).toBe(expected.set_revision_77);
      else expect(() => withRevision(id, 77n)).toThrow("not in revision format");
    },

    parse_height(input: { text: string }, expected: { ok: boolean; height: string }) {
      const height = parseHeight(input.text);
      expect(height !== undefined).toBe(expected.ok);
      expect(heightToText(height ?? ZERO_HEIGHT)).toBe(expected.height);
    },

    identifier(input: { id: string }, expected: Record<string, boolean>) {
      const { id } = input;
      expect({
        client_ok: isAccepted(() => checkClientId(id)),
        connection_ok: isAccepted(() => checkConnectionId(id)),
        channel_ok: isAccepted(() => checkChannelId(id)),
        port_ok: isAccepted(() => checkPortId(id)),
        is_client_format: isClientIdFormat(id),
        is_connection_format: isConnectionIdFormat(id),
        is_channel_format: isChannelIdFormat(id),
      }).toEqual(expected);
    },

    denom(
      input: { path: string },
      expected: {
        base: string;
        trace: { port_id: string; channel_id: string }[];
        path: string;
        hash: string;
        ibc_denom: string;
        denom_proto: string;
        validate_ok: boolean;
        has_prefix_transfer_channel_0: boolean;
      },
    ) {
      const denom = denomFromPath(input.path);
      const end = { portId: "transfer", channelId: "channel-0" };
      expect({
        base: denom.base,
        trace: denom.trace.map((hop) => ({ port_id: hop.portId, channel_id: hop.channelId })),
        path: denomPath(denom),
        hash: toHex(denomHash(denom)),
        ibc_denom: bankDenom(denom),
        denom_proto: toHex(Denom.encode(denom)),
        validate_ok: isAccepted(() => validateDenom(denom)),
        has_prefix_transfer_channel_0: cameOver(denom, end),
      }).toEqual(expected);
    },

    escrow_address(
      input: { port: string; channel: string },
      expected: { bytes: string; bech32: string },
    ) {
      const address = escrowAddress(input.port, input.channel);
      expect(toHex(address)).toBe(expected.bytes);
      expect(cosmos.acc.toText(address)).toBe(expected.bech32);
    },

    ics20_packet_data(
      input: FungibleTokenPacketData,
      expected: { bytes: string; proto: string; validate_ok: boolean },
    ) {
      expect(toHex(encodePacketData(input))).toBe(expected.bytes);
      expect(toHex(FungibleTokenPacketData.encode(input))).toBe(expected.proto);
      expect(isAccepted(() => validatePacketData(input))).toBe(expected.validate_ok);
    },

    ics20_decode(
      input: { text: string },
      expected: {
        ok: boolean;
        denom_path: string | null;
        amount: string;
        sender: string;
        receiver: string;
        memo: string;
      },
    ) {
      const decode = () => decodePacketData(utf8(input.text), ICS20_VERSION);
      expect(isAccepted(decode)).toBe(expected.ok);
      if (!expected.ok) return;
      const { denom, ...rest } = decode();
      expect({ ok: true, denom_path: denomPath(denom), ...rest }).toEqual(expected);
    },

    v2_packet_commitment(
      input: {
        destination_client: string;
        timeout_timestamp: string;
        payloads: {
          source_port: string;
          destination_port: string;
          version: string;
          encoding: string;
          value: string;
        }[];
      },
      expected: { commitment: string },
    ) {
      const commitment = commitPacketV2({
        destinationClient: input.destination_client,
        timeoutTimestamp: BigInt(input.timeout_timestamp),
        payloads: input.payloads.map((payload) => ({
          sourcePort: payload.source_port,
          destinationPort: payload.destination_port,
          version: payload.version,
          encoding: payload.encoding,
          value: fromHex(payload.value),
        })),
      });
      expect(toHex(commitment)).toBe(expected.commitment);
    },
  },
  {
    onlyKinds: [
      "packet_commitment",
      "acknowledgement",
      "ack_commitment",
      "host_keys",
      "client_state",
      "consensus_state",
      "chain_id",
      "parse_height",
      "identifier",
      "denom",
      "escrow_address",
      "ics20_packet_data",
      "ics20_decode",
      "v2_packet_commitment",
    ],
  },
);
