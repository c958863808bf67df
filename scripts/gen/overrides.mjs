/**
 * Where `cosmjs-types` (SDK 0.53, ibc-go 10.1) differs from the versions this project speaks
 * (SDK 0.50.12, ibc-go 10.0.0). Unknown fields are refused when a transaction is decoded, so a field
 * that is too new must not exist here.
 */

/** Fields and messages that came later, and the reason each is left out. */
export const LATER_FIELDS = {
  "cosmos.tx.v1beta1.TxBody": ["unordered", "timeout_timestamp"], // unordered transactions, SDK 0.53
};

export const LATER_MESSAGES = new Set([
  // Deleting a client's creator, ibc-go 10.1
  "ibc.core.client.v1.QueryClientCreatorRequest",
  "ibc.core.client.v1.QueryClientCreatorResponse",
  "ibc.core.client.v1.MsgDeleteClientCreator",
  "ibc.core.client.v1.MsgDeleteClientCreatorResponse",
  // Per-client relayer permissions, ibc-go 10.1
  "ibc.core.client.v2.Config",
  "ibc.core.client.v2.QueryConfigRequest",
  "ibc.core.client.v2.QueryConfigResponse",
  "ibc.core.client.v2.MsgUpdateClientConfig",
  "ibc.core.client.v2.MsgUpdateClientConfigResponse",
]);

/** Fields whose type the package gets wrong: it mixes up three messages called `Params`. */
export const FIELD_TYPES = {
  "ibc.applications.transfer.v1.MsgUpdateParams.params": "ibc.applications.transfer.v1.Params",
  "ibc.core.connection.v1.MsgUpdateParams.params": "ibc.core.connection.v1.Params",
  "ibc.core.connection.v1.QueryConnectionParamsResponse.params": "ibc.core.connection.v1.Params",
};

/** Schema names that do not follow from the property name. */
export const FIELD_NAMES = {
  "ibc.lightclients.tendermint.v1.Misbehaviour.header1": "header_1",
  "ibc.lightclients.tendermint.v1.Misbehaviour.header2": "header_2",
};

/** Packages taken from `cosmjs-types`; its `cosmos.ics23.v1` is older than ics23 0.11, so that one is in `proto/`. */
export const STANDARD_PACKAGES = new Set([
  "cosmos.auth.v1beta1",
  "cosmos.authz.v1beta1",
  "cosmos.bank.v1beta1",
  "cosmos.base.abci.v1beta1",
  "cosmos.base.node.v1beta1",
  "cosmos.base.query.v1beta1",
  "cosmos.base.reflection.v1beta1",
  "cosmos.base.tendermint.v1beta1",
  "cosmos.base.v1beta1",
  "cosmos.consensus.v1",
  "cosmos.crisis.v1beta1",
  "cosmos.crypto.ed25519",
  "cosmos.crypto.multisig",
  "cosmos.crypto.multisig.v1beta1",
  "cosmos.crypto.secp256k1",
  "cosmos.distribution.v1beta1",
  "cosmos.evidence.v1beta1",
  "cosmos.feegrant.v1beta1",
  "cosmos.genutil.v1beta1",
  "cosmos.gov.v1",
  "cosmos.gov.v1beta1",
  "cosmos.mint.v1beta1",
  "cosmos.params.v1beta1",
  "cosmos.slashing.v1beta1",
  "cosmos.staking.v1beta1",
  "cosmos.store.snapshots.v1",
  "cosmos.store.v1beta1",
  "cosmos.tx.signing.v1beta1",
  "cosmos.tx.v1beta1",
  "cosmos.upgrade.v1beta1",
  "cosmos.vesting.v1beta1",
  "google.protobuf",
  "ibc.applications.transfer.v1",
  "ibc.core.channel.v1",
  "ibc.core.channel.v2",
  "ibc.core.client.v1",
  "ibc.core.client.v2",
  "ibc.core.commitment.v1",
  "ibc.core.commitment.v2",
  "ibc.core.connection.v1",
  "ibc.core.types.v1",
  "ibc.lightclients.tendermint.v1",
  "tendermint.abci",
  "tendermint.crypto",
  "tendermint.p2p",
  "tendermint.types",
  "tendermint.version",
]);

/** Of `google.protobuf`, only the values that chains send; the descriptor messages are for compilers. */
export const GOOGLE_MESSAGES = new Set(["Any", "Duration", "Timestamp"]);
