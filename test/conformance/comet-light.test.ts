import { fromBase64, toHex } from "@testudo/base";
import {
  byzantineValidators,
  evidenceFault,
  signedHeaderFromProto,
  type ValidatorSet,
  validatorSetFromProto,
  verifyLight,
  voteFromProto,
} from "@testudo/comet";
import { fromTimestamp } from "@testudo/proto";
import { Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  DuplicateVoteEvidence,
  SignedHeader as SignedHeaderProto,
  ValidatorSet as ValidatorSetProto,
} from "@testudo/proto/tendermint/types";
import { describeVectors } from "@testudo/testkit/vectors";
import { accepts, type TimeVector, timeOf } from "./comet-shapes.ts";

describeVectors(
  "lightclient_comet.json",
  {
    light_verify(
      input: {
        trusted_signed_header_b64: string;
        trusted_validators_b64: string;
        untrusted_signed_header_b64: string;
        untrusted_validators_b64: string;
        trusting_period: string;
        now: TimeVector;
        max_clock_drift: string;
        trust_level: { numerator: string; denominator: string };
      },
      expected: { ok: boolean },
    ) {
      const ok = accepts(() =>
        verifyLight({
          trustedHeader: signedHeader(input.trusted_signed_header_b64).header,
          trustedValidators: validatorSet(input.trusted_validators_b64),
          untrustedHeader: signedHeader(input.untrusted_signed_header_b64),
          untrustedValidators: validatorSet(input.untrusted_validators_b64),
          trustingPeriod: BigInt(input.trusting_period),
          now: timeOf(input.now),
          maxClockDrift: BigInt(input.max_clock_drift),
          trustLevel: {
            numerator: BigInt(input.trust_level.numerator),
            denominator: BigInt(input.trust_level.denominator),
          },
        }),
      );
      expect(ok).toBe(expected.ok);
    },
  },
  { onlyKinds: ["light_verify"] },
);

describeVectors(
  "lightclient_misbehaviour.json",
  {
    /** CometBFT's view alone: header1 conflicts with header2, blame falls on header1's trusted validators. */
    misbehaviour(input: { misbehaviour_b64: string }, expected: { comet_byzantine?: string[] }) {
      if (expected.comet_byzantine === undefined) return;
      const { header1, header2 } = Misbehaviour.decode(fromBase64(input.misbehaviour_b64));
      const found = byzantineValidators({
        conflictingBlock: {
          signedHeader: signedHeaderFromProto(header1!.signedHeader!),
          validatorSet: validatorSetFromProto(header1!.validatorSet!),
        },
        commonValidators: validatorSetFromProto(header1!.trustedValidators!),
        trusted: signedHeaderFromProto(header2!.signedHeader!),
      });
      expect(found.map(({ address }) => toHex(address))).toEqual(expected.comet_byzantine);
    },

    double_voting(input: { evidence_b64: string }, expected: { comet_validate_basic_ok: boolean }) {
      const proto = DuplicateVoteEvidence.decode(fromBase64(input.evidence_b64));
      const fault = evidenceFault({
        kind: "duplicateVote",
        voteA: voteFromProto(proto.voteA!),
        voteB: voteFromProto(proto.voteB!),
        totalVotingPower: proto.totalVotingPower,
        validatorPower: proto.validatorPower,
        timestamp: fromTimestamp(proto.timestamp),
      });
      expect(fault === undefined).toBe(expected.comet_validate_basic_ok);
    },
  },
  { onlyKinds: ["misbehaviour", "double_voting"] },
);

function signedHeader(base64: string) {
  return signedHeaderFromProto(SignedHeaderProto.decode(fromBase64(base64)));
}

function validatorSet(base64: string): ValidatorSet {
  return validatorSetFromProto(ValidatorSetProto.decode(fromBase64(base64)));
}
