// Written by `npm run gen`. Do not edit.
import type { MessageType } from "../../../../descriptor.ts";
import { describeMessage } from "../../../../message.ts";
import { ProofSpec } from "../../../cosmos/ics23/v1.ts";
import { Duration, Timestamp } from "../../../google/protobuf.ts";
import { Height } from "../../../ibc/core/client/v1.ts";
import { MerkleRoot } from "../../../ibc/core/commitment/v1.ts";
import { SignedHeader, ValidatorSet } from "../../../tendermint/types.ts";

export interface ClientState {
  chainId: string;
  trustLevel: Fraction;
  trustingPeriod: Duration;
  unbondingPeriod: Duration;
  maxClockDrift: Duration;
  frozenHeight: Height;
  latestHeight: Height;
  proofSpecs: readonly ProofSpec[];
  upgradePath: readonly string[];
  allowUpdateAfterExpiry: boolean;
  allowUpdateAfterMisbehaviour: boolean;
}
export const ClientState: MessageType<ClientState> = describeMessage("ibc.lightclients.tendermint.v1.ClientState", [
  [1, "chain_id", "string"],
  [2, "trust_level", () => Fraction, { embedded: true }],
  [3, "trusting_period", () => Duration, { embedded: true }],
  [4, "unbonding_period", () => Duration, { embedded: true }],
  [5, "max_clock_drift", () => Duration, { embedded: true }],
  [6, "frozen_height", () => Height, { embedded: true }],
  [7, "latest_height", () => Height, { embedded: true }],
  [8, "proof_specs", () => ProofSpec, { repeated: true }],
  [9, "upgrade_path", "string", { repeated: true }],
  [10, "allow_update_after_expiry", "bool"],
  [11, "allow_update_after_misbehaviour", "bool"],
]);

export interface ConsensusState {
  timestamp: Timestamp;
  root: MerkleRoot;
  nextValidatorsHash: Uint8Array;
}
export const ConsensusState: MessageType<ConsensusState> = describeMessage("ibc.lightclients.tendermint.v1.ConsensusState", [
  [1, "timestamp", () => Timestamp, { embedded: true, goTime: true }],
  [2, "root", () => MerkleRoot, { embedded: true }],
  [3, "next_validators_hash", "bytes", { json: "hex" }],
]);

export interface Misbehaviour {
  clientId: string;
  header1?: Header | undefined;
  header2?: Header | undefined;
}
export const Misbehaviour: MessageType<Misbehaviour> = describeMessage("ibc.lightclients.tendermint.v1.Misbehaviour", [
  [1, "client_id", "string"],
  [2, "header_1", () => Header],
  [3, "header_2", () => Header],
]);

export interface Header {
  signedHeader?: SignedHeader | undefined;
  validatorSet?: ValidatorSet | undefined;
  trustedHeight: Height;
  trustedValidators?: ValidatorSet | undefined;
}
export const Header: MessageType<Header> = describeMessage("ibc.lightclients.tendermint.v1.Header", [
  [1, "signed_header", () => SignedHeader],
  [2, "validator_set", () => ValidatorSet],
  [3, "trusted_height", () => Height, { embedded: true }],
  [4, "trusted_validators", () => ValidatorSet],
]);

export interface Fraction {
  numerator: bigint;
  denominator: bigint;
}
export const Fraction: MessageType<Fraction> = describeMessage("ibc.lightclients.tendermint.v1.Fraction", [
  [1, "numerator", "uint64"],
  [2, "denominator", "uint64"],
]);
