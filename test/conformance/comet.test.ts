import { fromHex, toHex, utf8 } from "@testudo/base";
import {
  BlockIdFlag,
  type CometError,
  EMPTY_BLOCK_ID,
  incrementProposerPriority,
  medianTime,
  newValidator,
  newValidatorSet,
  proposalFromProto,
  proposalSignBytes,
  proposalToProto,
  pubKey,
  pubKeyAddress,
  updateWithChangeSet,
  type ValidatorSet,
  validatorSetFromProto,
  verifyCommit,
  verifyCommitLight,
  verifyProposal,
  verifyVote,
  verifyVoteExtension,
  voteExtensionSignBytes,
  voteFromProto,
  voteSignBytes,
  voteToProto,
} from "@testudo/comet";
import { ed25519KeyFromSeed, ed25519Sign } from "@testudo/crypto";
import {
  Proposal as ProposalProto,
  ValidatorSet as ValidatorSetProto,
  Vote as VoteProto,
} from "@testudo/proto/tendermint/types";
import { describeVectors } from "@testudo/testkit/vectors";
import {
  accepts,
  type BlockIdVector,
  blockIdOf,
  type CommitVector,
  commitOf,
  type TimeVector,
  timeOf,
  type ValidatorVector,
  type VoteVector,
  validatorOf,
  voteOf,
} from "./comet-shapes.ts";

describeVectors(
  "consensus.json",
  {
    vote_sign_bytes(
      input: { chain_id: string; vote: VoteVector; key_seed: string },
      expected: { sign_bytes: string; public_key: string; signature: string; vote_proto: string },
    ) {
      const vote = voteOf(input.vote);
      const bytes = voteSignBytes(input.chain_id, vote);
      expect(toHex(bytes)).toBe(expected.sign_bytes);
      const { seed, pub } = ed25519KeyFromSeed(fromHex(input.key_seed));
      expect(toHex(ed25519Sign(seed, bytes))).toBe(expected.signature);
      expect(toHex(VoteProto.encode(voteToProto(vote)))).toBe(expected.vote_proto);
      expect(voteFromProto(VoteProto.decode(fromHex(expected.vote_proto)))).toEqual(vote);

      const key = pubKey("ed25519", pub);
      const signed = {
        ...vote,
        validatorAddress: pubKeyAddress(key),
        signature: fromHex(expected.signature),
      };
      verifyVote(input.chain_id, signed, key);
      expect(accepts(() => verifyVote(`${input.chain_id}x`, signed, key))).toBe(false);
    },

    vote_extension_sign_bytes(
      input: {
        chain_id: string;
        height: string;
        round: number;
        extension: string;
        key_seed: string;
      },
      expected: { sign_bytes: string; signature: string; vote_proto: string },
    ) {
      const extension = fromHex(input.extension);
      const height = BigInt(input.height);
      const bytes = voteExtensionSignBytes(input.chain_id, {
        extension,
        height,
        round: input.round,
      });
      expect(toHex(bytes)).toBe(expected.sign_bytes);
      const { seed, pub } = ed25519KeyFromSeed(fromHex(input.key_seed));
      expect(toHex(ed25519Sign(seed, bytes))).toBe(expected.signature);

      const vote = voteFromProto(VoteProto.decode(fromHex(expected.vote_proto)));
      expect(toHex(VoteProto.encode(voteToProto(vote)))).toBe(expected.vote_proto);
      verifyVoteExtension(input.chain_id, vote, pubKey("ed25519", pub));
      const damaged = { ...vote, extension: utf8("something else") };
      expect(
        accepts(() => verifyVoteExtension(input.chain_id, damaged, pubKey("ed25519", pub))),
      ).toBe(false);
    },

    proposal_sign_bytes(
      input: {
        chain_id: string;
        height: string;
        round: number;
        pol_round: number;
        block_id: BlockIdVector;
        timestamp: TimeVector;
        key_seed: string;
      },
      expected: { sign_bytes: string; signature: string; proposal_proto: string },
    ) {
      const proposal = {
        type: 32,
        height: BigInt(input.height),
        round: input.round,
        polRound: input.pol_round,
        blockId: blockIdOf(input.block_id),
        timestamp: timeOf(input.timestamp),
        signature: fromHex(expected.signature),
      };
      const bytes = proposalSignBytes(input.chain_id, proposal);
      expect(toHex(bytes)).toBe(expected.sign_bytes);
      const { seed, pub } = ed25519KeyFromSeed(fromHex(input.key_seed));
      expect(toHex(ed25519Sign(seed, bytes))).toBe(expected.signature);
      verifyProposal(input.chain_id, proposal, pubKey("ed25519", pub));
      expect(toHex(ProposalProto.encode(proposalToProto(proposal)))).toBe(expected.proposal_proto);
      expect(proposalFromProto(ProposalProto.decode(fromHex(expected.proposal_proto)))).toEqual(
        proposal,
      );
    },

    median_time(
      input: {
        signatures: { block_id_flag: number; power: string; timestamp: TimeVector }[];
      },
      expected: { time: TimeVector },
    ) {
      const validators = input.signatures.map(({ power }, i) =>
        newValidator(pubKey("ed25519", new Uint8Array(32).fill(i + 1)), BigInt(power)),
      );
      const signatures = input.signatures.map(({ block_id_flag, timestamp }, i) => ({
        blockIdFlag: block_id_flag,
        validatorAddress:
          block_id_flag === BlockIdFlag.absent ? new Uint8Array(0) : validators[i]!.address,
        timestamp: timeOf(timestamp),
        signature: new Uint8Array(0),
      }));
      const commit = { height: 1n, round: 0, blockId: EMPTY_BLOCK_ID, signatures };
      expect(medianTime(commit, newValidatorSet(validators))).toBe(timeOf(expected.time));
    },

    verify_commit(
      input: {
        chain_id: string;
        validator_set_proto: string;
        block_id: BlockIdVector;
        height: string;
        commit: CommitVector;
      },
      expected: { verify_commit_ok: boolean; verify_commit_light_ok: boolean },
    ) {
      const check = {
        chainId: input.chain_id,
        validators: validatorSetFromProto(
          ValidatorSetProto.decode(fromHex(input.validator_set_proto)),
        ),
        blockId: blockIdOf(input.block_id),
        height: BigInt(input.height),
        commit: commitOf(input.commit),
      };
      expect(accepts(() => verifyCommit(check))).toBe(expected.verify_commit_ok);
      expect(accepts(() => verifyCommitLight(check))).toBe(expected.verify_commit_light_ok);
    },

    proposer_rotation(
      input: {
        validators: ValidatorVector[];
        steps: (
          | { op: "increment"; times: number }
          | { op: "update"; changes: ValidatorVector[] }
        )[];
      },
      expected: { initial: RotationState; after_step: RotationState[] },
    ) {
      let set = newValidatorSet(input.validators.map(validatorOf));
      expectState(set, expected.initial);
      for (const [i, step] of input.steps.entries()) {
        const wanted = expected.after_step[i]!;
        if (step.op === "increment") {
          set = incrementProposerPriority(set, step.times);
        } else {
          let refused: string | undefined;
          try {
            set = updateWithChangeSet(set, step.changes.map(validatorOf));
          } catch (error) {
            refused = (error as CometError).reason;
          }
          expect(refused).toBe(wanted.error === null ? undefined : "validatorUpdate");
        }
        expectState(set, wanted);
      }
    },
  },
  {
    onlyKinds: [
      "vote_sign_bytes",
      "vote_extension_sign_bytes",
      "proposal_sign_bytes",
      "median_time",
      "verify_commit",
      "proposer_rotation",
    ],
  },
);

interface RotationState {
  readonly proposer: string;
  readonly order?: string[];
  readonly priorities: string[];
  readonly total_power?: string;
  readonly hash?: string;
  readonly error?: string | null;
}

function expectState(set: ValidatorSet, wanted: RotationState): void {
  expect(toHex(set.proposer!.address)).toBe(wanted.proposer);
  expect(set.validators.map((validator) => `${validator.proposerPriority}`)).toEqual(
    wanted.priorities,
  );
  if (wanted.order !== undefined) {
    expect(set.validators.map(({ address }) => toHex(address).slice(0, 8))).toEqual(wanted.order);
  }
  if (wanted.total_power !== undefined) expect(`${set.totalPower}`).toBe(wanted.total_power);
  if (wanted.hash !== undefined) expect(toHex(set.hash())).toBe(wanted.hash);
}
