import { type MessageType, messageByTypeUrl } from "@testudo/proto";

/** What may be packed into a field of type `Any`. */
export type AnyContent =
  | "message"
  | "publicKey"
  | "extensionOption"
  | "clientState"
  | "consensusState"
  | "clientMessage"
  | "content"
  | "authorization"
  | "allowance"
  | "evidence"
  | "any";

/** The types that a chain knows: the reference's interface registry. */
export interface TypeRegistry {
  /** The type with exactly this URL; undefined if the chain does not know it. */
  resolve(typeUrl: string): MessageType<unknown> | undefined;
  /** Whether the type may stand in a field that holds `content`. */
  accepts(content: AnyContent, typeUrl: string): boolean;
}

/** What a chain decides about its types. */
export interface TypeRegistryOptions {
  /** Type URLs of messages with a handler. */
  readonly handled: readonly string[];
  /** Type URLs of messages that the chain decodes though nobody handles them (they end in sdk/6, not sdk/2). */
  readonly unhandled?: readonly string[];
  /** Type URLs of everything else that an `Any` may hold on the chain. Responses of handled messages need no entry. */
  readonly others?: readonly string[];
}

const KEY_TYPES: ReadonlySet<string> = new Set([
  "/cosmos.crypto.secp256k1.PubKey",
  "/cosmos.crypto.secp256r1.PubKey",
  "/cosmos.crypto.ed25519.PubKey",
  "/cosmos.crypto.multisig.LegacyAminoPubKey",
]);

/** Types by the interface they implement in the reference, as far as a transaction can carry them. */
const IMPLEMENTATIONS: Readonly<
  Record<Exclude<AnyContent, "message" | "any">, ReadonlySet<string>>
> = {
  publicKey: KEY_TYPES,
  extensionOption: new Set(),
  clientState: new Set(["/ibc.lightclients.tendermint.v1.ClientState"]),
  consensusState: new Set(["/ibc.lightclients.tendermint.v1.ConsensusState"]),
  clientMessage: new Set([
    "/ibc.lightclients.tendermint.v1.Header",
    "/ibc.lightclients.tendermint.v1.Misbehaviour",
  ]),
  content: new Set([
    "/cosmos.gov.v1beta1.TextProposal",
    "/cosmos.params.v1beta1.ParameterChangeProposal",
    "/cosmos.distribution.v1beta1.CommunityPoolSpendProposal",
    "/cosmos.upgrade.v1beta1.SoftwareUpgradeProposal",
    "/cosmos.upgrade.v1beta1.CancelSoftwareUpgradeProposal",
    "/interchain_security.ccv.provider.v1.ConsumerAdditionProposal",
    "/interchain_security.ccv.provider.v1.ConsumerRemovalProposal",
    "/interchain_security.ccv.provider.v1.ConsumerModificationProposal",
    "/interchain_security.ccv.provider.v1.EquivocationProposal",
    "/interchain_security.ccv.provider.v1.ChangeRewardDenomsProposal",
  ]),
  authorization: new Set([
    "/cosmos.authz.v1beta1.GenericAuthorization",
    "/cosmos.bank.v1beta1.SendAuthorization",
    "/cosmos.staking.v1beta1.StakeAuthorization",
    "/ibc.applications.transfer.v1.TransferAuthorization",
  ]),
  allowance: new Set([
    "/cosmos.feegrant.v1beta1.BasicAllowance",
    "/cosmos.feegrant.v1beta1.PeriodicAllowance",
    "/cosmos.feegrant.v1beta1.AllowedMsgAllowance",
  ]),
  evidence: new Set(["/cosmos.evidence.v1beta1.Equivocation"]),
};

/** The one message whose module registers it without its response. */
const WITHOUT_RESPONSE = "/cosmos.auth.v1beta1.MsgUpdateParams";

/** The types of a chain, out of all types that the wire format of the project has. */
export function createTypeRegistry(options: TypeRegistryOptions): TypeRegistry {
  const { handled, unhandled = [], others = [] } = options;
  const messages = new Set([...handled, ...unhandled]);
  const responses = handled
    .filter((typeUrl) => typeUrl !== WITHOUT_RESPONSE)
    .map((typeUrl) => `${typeUrl}Response`);
  const known = new Set([...KEY_TYPES, ...messages, ...responses, ...others]);

  function resolve(typeUrl: string): MessageType<unknown> | undefined {
    const type = messageByTypeUrl(typeUrl);
    return type?.typeUrl === typeUrl && known.has(typeUrl) ? type : undefined;
  }

  return {
    resolve,
    accepts(content, typeUrl) {
      if (content === "any") return true;
      if (content === "message") return messages.has(typeUrl);
      return IMPLEMENTATIONS[content].has(typeUrl) && resolve(typeUrl) !== undefined;
    },
  };
}

/**
 * What an `Any` field of a transaction must hold, by message and field. Fields that are not listed take any type that
 * the chain knows.
 */
const CONTENT_OF_FIELD: ReadonlyMap<string, AnyContent> = new Map<string, AnyContent>([
  ["cosmos.tx.v1beta1.TxBody.messages", "message"],
  ["cosmos.tx.v1beta1.TxBody.extension_options", "extensionOption"],
  ["cosmos.tx.v1beta1.TxBody.non_critical_extension_options", "extensionOption"],
  ["cosmos.tx.v1beta1.SignerInfo.public_key", "publicKey"],
  ["cosmos.crypto.multisig.LegacyAminoPubKey.public_keys", "publicKey"],
  ["cosmos.staking.v1beta1.MsgCreateValidator.pubkey", "publicKey"],
  ["cosmos.gov.v1.MsgSubmitProposal.messages", "message"],
  ["cosmos.gov.v1.MsgExecLegacyContent.content", "content"],
  ["cosmos.gov.v1beta1.MsgSubmitProposal.content", "content"],
  ["cosmos.authz.v1beta1.MsgExec.msgs", "message"],
  ["cosmos.authz.v1beta1.Grant.authorization", "authorization"],
  ["cosmos.feegrant.v1beta1.MsgGrantAllowance.allowance", "allowance"],
  ["cosmos.feegrant.v1beta1.AllowedMsgAllowance.allowance", "allowance"],
  ["cosmos.evidence.v1beta1.MsgSubmitEvidence.evidence", "evidence"],
  ["ibc.core.client.v1.MsgCreateClient.client_state", "clientState"],
  ["ibc.core.client.v1.MsgCreateClient.consensus_state", "consensusState"],
  ["ibc.core.client.v1.MsgUpgradeClient.client_state", "clientState"],
  ["ibc.core.client.v1.MsgUpgradeClient.consensus_state", "consensusState"],
  ["ibc.core.client.v1.MsgUpdateClient.client_message", "clientMessage"],
  ["ibc.core.client.v1.MsgSubmitMisbehaviour.misbehaviour", "clientMessage"],
  ["ibc.core.client.v1.MsgIBCSoftwareUpgrade.upgraded_client_state", "clientState"],
]);

/** What the field `name` of the message `typeName` must hold. */
export function contentOfField(typeName: string, name: string): AnyContent {
  return CONTENT_OF_FIELD.get(`${typeName}.${name}`) ?? "any";
}
