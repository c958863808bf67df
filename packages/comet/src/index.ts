export * from "./attack.ts";
export * from "./block.ts";
export * from "./block-id.ts";
export * from "./canonical.ts";
export * from "./commit.ts";
export * from "./data.ts";
export * from "./errors.ts";
export * from "./evidence.ts";
export {
  blockFromJson,
  blockIdFromJson,
  blockMetaFromJson,
  commitFromJson,
  consensusParamsFromJson,
  evidenceFromJson,
  headerFromJson,
  lightBlockFromJson,
  merkleProofFromJson,
  proposalFromJson,
  pubKeyFromJson,
  signedHeaderFromJson,
  txProofFromJson,
  validatorFromJson,
  validatorSetFromJson,
  voteFromJson,
} from "./from-json.ts";
export * from "./from-proto.ts";
export * from "./genesis.ts";
export { compactJson, escapeGoJson, rawElements, rawMembers } from "./go-json.ts";
export * from "./header.ts";
export * from "./json.ts";
export * from "./json-abci.ts";
export * from "./keys.ts";
export * from "./light.ts";
export * from "./median-time.ts";
export * from "./params.ts";
export * from "./part-set.ts";
export * from "./results.ts";
export * from "./to-proto.ts";
export * from "./types.ts";
export * from "./validator.ts";
export * from "./validator-set.ts";
export * from "./validator-updates.ts";
export * from "./verify-commit.ts";
export * from "./vote.ts";
