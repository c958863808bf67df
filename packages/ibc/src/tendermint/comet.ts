import { plainError } from "@testudo/base";
import {
  commitFromProto,
  headerFromProto,
  MAX_TOTAL_VOTING_POWER,
  type SignedHeader,
  type ValidatorSet,
  validatorSetFromProto,
} from "@testudo/comet";
import type {
  SignedHeader as ProtoSignedHeader,
  ValidatorSet as ProtoValidatorSet,
} from "@testudo/proto/tendermint/types";
import { panic } from "@testudo/runtime";

/**
 * The signed header of a client message in consensus terms, each half checked by itself.
 *
 * @throws an uncoded error on malformed halves
 */
export function signedHeaderOf(signed: ProtoSignedHeader | undefined): SignedHeader {
  if (signed?.header === undefined) throw plainError("missing header");
  const header = headerFromProto(signed.header);
  if (signed.commit === undefined) throw plainError("missing commit");
  return { header, commit: commitFromProto(signed.commit) };
}

/**
 * A validator set of a client message in consensus terms; its proposer must be named and belong to it. The total power
 * on the wire is ignored.
 *
 * @throws an uncoded error on a malformed set; panics when the powers add up to more than consensus allows
 */
export function validatorSetOf(set: ProtoValidatorSet | undefined): ValidatorSet {
  if (set === undefined) throw plainError("nil validator set");
  if (set.proposer === undefined) {
    throw plainError("fromProto: validatorSet proposer error: nil validator");
  }
  requireSaneTotalPower(set);
  return validatorSetFromProto(set);
}

/** The reference panics here instead of refusing. */
function requireSaneTotalPower({ validators }: ProtoValidatorSet): void {
  let total = 0n;
  for (const { votingPower } of validators) {
    total += votingPower;
    if (total > MAX_TOTAL_VOTING_POWER) {
      panic(`Total voting power should be guarded to not exceed ${MAX_TOTAL_VOTING_POWER}`);
    }
  }
}
