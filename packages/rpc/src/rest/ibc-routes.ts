import type { RestService } from "./rest-service.ts";

/** IBC core and transfer; the reference has no route of `ibc.core.client.v2`. `denoms/{hash=**}` also takes what `total_escrow` would: the first template that fits answers. */
export const ibcRoutes: readonly RestService[] = [
  {
    service: "ibc.applications.transfer.v1.Query",
    prefix: "/ibc/apps/transfer/v1",
    routes: [
      ["Params", "params"],
      ["Denoms", "denoms", "query"],
      ["Denom", "denoms/{hash=**}"],
      ["DenomHash", "denom_hashes/{trace=**}"],
      ["EscrowAddress", "channels/{channel_id}/ports/{port_id}/escrow_address"],
      ["TotalEscrowForDenom", "denoms/{denom=**}/total_escrow"],
    ],
  },
  {
    service: "ibc.core.channel.v1.Query",
    prefix: "/ibc/core/channel/v1",
    routes: [
      ["Channel", "channels/{channel_id}/ports/{port_id}"],
      ["Channels", "channels", "query"],
      ["ConnectionChannels", "connections/{connection}/channels", "query"],
      ["ChannelClientState", "channels/{channel_id}/ports/{port_id}/client_state"],
      [
        "ChannelConsensusState",
        "channels/{channel_id}/ports/{port_id}/consensus_state/revision/{revision_number}/height/{revision_height}",
      ],
      ["PacketCommitment", "channels/{channel_id}/ports/{port_id}/packet_commitments/{sequence}"],
      ["PacketCommitments", "channels/{channel_id}/ports/{port_id}/packet_commitments", "query"],
      ["PacketReceipt", "channels/{channel_id}/ports/{port_id}/packet_receipts/{sequence}"],
      ["PacketAcknowledgement", "channels/{channel_id}/ports/{port_id}/packet_acks/{sequence}"],
      [
        "PacketAcknowledgements",
        "channels/{channel_id}/ports/{port_id}/packet_acknowledgements",
        "query",
      ],
      [
        "UnreceivedPackets",
        "channels/{channel_id}/ports/{port_id}/packet_commitments/{packet_commitment_sequences}/unreceived_packets",
      ],
      [
        "UnreceivedAcks",
        "channels/{channel_id}/ports/{port_id}/packet_commitments/{packet_ack_sequences}/unreceived_acks",
      ],
      ["NextSequenceReceive", "channels/{channel_id}/ports/{port_id}/next_sequence"],
      ["NextSequenceSend", "channels/{channel_id}/ports/{port_id}/next_sequence_send"],
    ],
  },
  {
    service: "ibc.core.channel.v2.Query",
    prefix: "/ibc/core/channel/v2",
    routes: [
      ["NextSequenceSend", "clients/{client_id}/next_sequence_send"],
      ["PacketCommitment", "clients/{client_id}/packet_commitments/{sequence}"],
      ["PacketCommitments", "clients/{client_id}/packet_commitments", "query"],
      ["PacketAcknowledgement", "clients/{client_id}/packet_acks/{sequence}"],
      ["PacketAcknowledgements", "clients/{client_id}/packet_acknowledgements", "query"],
      ["PacketReceipt", "clients/{client_id}/packet_receipts/{sequence}"],
      [
        "UnreceivedPackets",
        "clients/{client_id}/packet_commitments/{sequences}/unreceived_packets",
      ],
      [
        "UnreceivedAcks",
        "clients/{client_id}/packet_commitments/{packet_ack_sequences}/unreceived_acks",
      ],
    ],
  },
  {
    service: "ibc.core.client.v1.Query",
    prefix: "/ibc/core/client/v1",
    routes: [
      ["ClientState", "client_states/{client_id}"],
      ["ClientStates", "client_states", "query"],
      [
        "ConsensusState",
        "consensus_states/{client_id}/revision/{revision_number}/height/{revision_height}",
        "query",
      ],
      ["ConsensusStates", "consensus_states/{client_id}", "query"],
      ["ConsensusStateHeights", "consensus_states/{client_id}/heights", "query"],
      ["ClientStatus", "client_status/{client_id}"],
      ["ClientParams", "params"],
      ["UpgradedClientState", "upgraded_client_states"],
      ["UpgradedConsensusState", "upgraded_consensus_states"],
      ["VerifyMembership", "verify_membership", "body"],
    ],
  },
  {
    service: "ibc.core.connection.v1.Query",
    prefix: "/ibc/core/connection/v1",
    routes: [
      ["Connection", "connections/{connection_id}"],
      ["Connections", "connections", "query"],
      ["ClientConnections", "client_connections/{client_id}"],
      ["ConnectionClientState", "connections/{connection_id}/client_state"],
      [
        "ConnectionConsensusState",
        "connections/{connection_id}/consensus_state/revision/{revision_number}/height/{revision_height}",
      ],
      ["ConnectionParams", "params"],
    ],
  },
];
