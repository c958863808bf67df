/**
 * What an `Any` may hold beside the messages and responses of the modules: the reference's interface registries. A chain
 * refuses a transaction that holds any other type anywhere.
 */
const KNOWN_TYPES = [
  "/cosmos.auth.v1beta1.BaseAccount",
  "/cosmos.auth.v1beta1.ModuleAccount",
  "/cosmos.auth.v1beta1.ModuleCredential",
  "/cosmos.bank.v1beta1.Supply",
  "/cosmos.crypto.ed25519.PrivKey",
  "/cosmos.crypto.ed25519.PubKey",
  "/cosmos.crypto.multisig.LegacyAminoPubKey",
  "/cosmos.crypto.secp256k1.PrivKey",
  "/cosmos.crypto.secp256k1.PubKey",
  "/cosmos.crypto.secp256r1.PubKey",
  "/cosmos.evidence.v1beta1.Equivocation",
  "/cosmos.tx.v1beta1.Tx",
  "/cosmos.vesting.v1beta1.BaseVestingAccount",
  "/cosmos.vesting.v1beta1.ContinuousVestingAccount",
  "/cosmos.vesting.v1beta1.DelayedVestingAccount",
  "/cosmos.vesting.v1beta1.PeriodicVestingAccount",
  "/cosmos.vesting.v1beta1.PermanentLockedAccount",
  "/ibc.core.channel.v1.Packet",
  "/ibc.core.client.v1.Height",
  "/ibc.core.commitment.v1.MerklePrefix",
  "/ibc.core.commitment.v1.MerkleRoot",
  "/ibc.core.commitment.v2.MerklePath",
  "/ibc.lightclients.tendermint.v1.ClientState",
  "/ibc.lightclients.tendermint.v1.ConsensusState",
  "/ibc.lightclients.tendermint.v1.Header",
  "/ibc.lightclients.tendermint.v1.Misbehaviour",
];

export const PROVIDER_TYPES: readonly string[] = [
  ...KNOWN_TYPES,
  "/cosmos.distribution.v1beta1.CommunityPoolSpendProposal",
  "/cosmos.gov.v1beta1.TextProposal",
  "/cosmos.params.v1beta1.ParameterChangeProposal",
  "/cosmos.upgrade.v1beta1.CancelSoftwareUpgradeProposal",
  "/cosmos.upgrade.v1beta1.SoftwareUpgradeProposal",
  "/interchain_security.ccv.provider.v1.ChangeRewardDenomsProposal",
  "/interchain_security.ccv.provider.v1.ConsumerAdditionProposal",
  "/interchain_security.ccv.provider.v1.ConsumerModificationProposal",
  "/interchain_security.ccv.provider.v1.ConsumerRemovalProposal",
  "/interchain_security.ccv.provider.v1.EquivocationProposal",
];

export const CONSUMER_TYPES: readonly string[] = [
  ...KNOWN_TYPES,
  "/cosmos.authz.v1beta1.GenericAuthorization",
  "/cosmos.bank.v1beta1.SendAuthorization",
  "/cosmos.feegrant.v1beta1.AllowedMsgAllowance",
  "/cosmos.feegrant.v1beta1.BasicAllowance",
  "/cosmos.feegrant.v1beta1.PeriodicAllowance",
  "/ibc.applications.transfer.v1.TransferAuthorization",
];

/** Of a chain with governance and grants: standalone, and after it became a consumer. */
export const STANDALONE_TYPES: readonly string[] = [
  ...CONSUMER_TYPES,
  "/cosmos.distribution.v1beta1.CommunityPoolSpendProposal",
  "/cosmos.gov.v1beta1.TextProposal",
  "/cosmos.params.v1beta1.ParameterChangeProposal",
  "/cosmos.staking.v1beta1.StakeAuthorization",
  "/cosmos.upgrade.v1beta1.CancelSoftwareUpgradeProposal",
  "/cosmos.upgrade.v1beta1.SoftwareUpgradeProposal",
];

/** Messages of the provider that decode though nobody handles them any more. */
export const PROVIDER_UNHANDLED: readonly string[] = [
  "/interchain_security.ccv.provider.v1.MsgConsumerAddition",
  "/interchain_security.ccv.provider.v1.MsgConsumerModification",
  "/interchain_security.ccv.provider.v1.MsgConsumerRemoval",
];

/** Its types are registered, though the module is not among those of the application. */
export const STANDALONE_UNHANDLED: readonly string[] = ["/cosmos.consensus.v1.MsgUpdateParams"];
