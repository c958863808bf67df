import { AppError, fromBase64, fromHex, toHex } from "@testudo/base";
import { byzantineValidators, verifyDoubleVoting } from "@testudo/ccv/provider";
import { pubKey, voteFromProto } from "@testudo/comet";
import { fromTimestamp } from "@testudo/proto";
import { Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { DuplicateVoteEvidence } from "@testudo/proto/tendermint/types";
import { describeVectors } from "@testudo/testkit/vectors";
import { isAccepted } from "./refusals.ts";

/** The provider's view of evidence against a consumer: who is to blame, and whether two votes exclude each other. */
describeVectors("lightclient_misbehaviour.json", {
  misbehaviour(
    input: { misbehaviour_b64: string },
    expected: {
      provider_byzantine?: string[] | null;
      provider_byzantine_error?: string | null;
    },
  ) {
    if (expected.provider_byzantine === undefined) return;
    const misbehaviour = Misbehaviour.decode(fromBase64(input.misbehaviour_b64));
    const find = () => byzantineValidators(misbehaviour);
    if (expected.provider_byzantine_error) return expect(find).toThrow(AppError);
    const found = find().map(({ address }) => toHex(address));
    expect(found).toEqual(expected.provider_byzantine ?? []);
  },

  double_voting(
    input: { chain_id: string; public_key: string; evidence_b64: string },
    expected: { ok: boolean },
  ) {
    const proto = DuplicateVoteEvidence.decode(fromBase64(input.evidence_b64));
    const evidence = {
      kind: "duplicateVote",
      voteA: voteFromProto(proto.voteA!),
      voteB: voteFromProto(proto.voteB!),
      totalVotingPower: proto.totalVotingPower,
      validatorPower: proto.validatorPower,
      timestamp: fromTimestamp(proto.timestamp),
    } as const;
    const key = pubKey("ed25519", fromHex(input.public_key));
    const accepted = isAccepted(() => verifyDoubleVoting(evidence, input.chain_id, key));
    expect(accepted).toBe(expected.ok);
  },
});
