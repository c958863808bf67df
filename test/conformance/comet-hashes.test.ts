import { concatBytes, fromHex, toHex } from "@testudo/base";
import {
  BLOCK_PART_SIZE,
  blockFault,
  blockIdFromProto,
  blockIdToProto,
  type ConsensusParams,
  commitFromProto,
  commitToProto,
  decodeBlock,
  deterministicResultBytes,
  duplicateVoteEvidence,
  encodeBlock,
  evidenceBytes,
  evidenceFromProto,
  evidenceToProto,
  hashCommit,
  hashConsensusParams,
  hashData,
  hashEvidence,
  hashEvidenceList,
  hashHeader,
  hashResults,
  hashTx,
  hashValidators,
  headerToProto,
  isCompleteBlockId,
  isZeroBlockId,
  joinParts,
  makePartSet,
  merkleProofToProto,
  newValidator,
  newValidatorSet,
  partFromProto,
  partToProto,
  proveTx,
  sealBlock,
  simpleValidatorBytes,
  storedBlockFromProto,
  validatorSetFromProto,
  validatorSetToProto,
  verifyPart,
  verifyTxProof,
} from "@testudo/comet";
import {
  BlockID,
  Block as BlockProto,
  Commit as CommitProto,
  Data,
  Evidence as EvidenceProto,
  Header as HeaderProto,
  Part as PartProto,
  ValidatorSet as ValidatorSetProto,
} from "@testudo/proto/tendermint/types";
import { describeVectors } from "@testudo/testkit/vectors";
import {
  type BlockIdVector,
  blockIdOf,
  type CommitVector,
  commitOf,
  type HeaderVector,
  headerOf,
  type TimeVector,
  timeOf,
  type ValidatorVector,
  type VoteVector,
  validatorOf,
  voteOf,
} from "./comet-shapes.ts";

interface ResultVector {
  readonly code: number;
  readonly data: string;
  readonly gas_wanted: string;
  readonly gas_used: string;
}

describeVectors(
  "consensus.json",
  {
    header_hash(input: { header: HeaderVector }, expected: { hash: string; header_proto: string }) {
      const header = headerOf(input.header);
      expect(toHex(hashHeader(header))).toBe(expected.hash);
      expect(toHex(HeaderProto.encode(headerToProto(header)))).toBe(expected.header_proto);
    },

    commit_hash(input: { commit: CommitVector }, expected: { hash: string; commit_proto: string }) {
      const commit = commitOf(input.commit);
      expect(toHex(hashCommit(commit))).toBe(expected.hash);
      expect(toHex(CommitProto.encode(commitToProto(commit)))).toBe(expected.commit_proto);
    },

    validator_set_hash(
      input: { validators: ValidatorVector[] },
      expected: {
        hash: string;
        total_power: string;
        ordered: { address: string; power: string; simple_validator: string }[];
        validator_set_proto?: string;
      },
    ) {
      const set = newValidatorSet(input.validators.map(validatorOf));
      expect(toHex(set.hash())).toBe(expected.hash);
      expect(toHex(hashValidators(set.validators))).toBe(expected.hash);
      expect(`${set.totalPower}`).toBe(expected.total_power);
      expect(
        set.validators.map((validator) => ({
          address: toHex(validator.address),
          power: `${validator.power}`,
          simple_validator: toHex(simpleValidatorBytes(validator)),
        })),
      ).toEqual(expected.ordered);

      // Go has no message for an empty set.
      if (expected.validator_set_proto === undefined) return;
      const bytes = ValidatorSetProto.encode(validatorSetToProto(set));
      expect(toHex(bytes)).toBe(expected.validator_set_proto);
      const read = validatorSetFromProto(ValidatorSetProto.decode(bytes));
      expect(read.validators).toEqual(set.validators);
      expect(read.proposer).toEqual(set.proposer);
    },

    data_hash(
      input: { txs: string[] },
      expected: {
        data_hash: string;
        tx_hashes: string[];
        proofs: { index: string; total: string; leaf_hash: string; aunts: string[] }[];
        data_proto: string;
      },
    ) {
      const txs = input.txs.map(fromHex);
      expect(toHex(hashData(txs))).toBe(expected.data_hash);
      expect(txs.map((tx) => toHex(hashTx(tx)))).toEqual(expected.tx_hashes);
      expect(toHex(Data.encode({ txs }))).toBe(expected.data_proto);
      for (const [i, wanted] of expected.proofs.entries()) {
        const proof = proveTx(txs, i);
        expect({
          index: `${proof.proof.index}`,
          total: `${proof.proof.total}`,
          leaf_hash: toHex(proof.proof.leafHash),
          aunts: proof.proof.aunts.map(toHex),
        }).toEqual(wanted);
        verifyTxProof(proof, fromHex(expected.data_hash));
      }
    },

    part_set(
      input: { pattern: { length: number; a: number; b: number }; part_size: number },
      expected: {
        total: number;
        hash: string;
        parts: { index: number; length: number; leaf_hash: string; aunts: string[] }[];
      },
    ) {
      const { length, a, b } = input.pattern;
      const bytes = Uint8Array.from({ length }, (_, i) => (a * i + b) % 256);
      const set = makePartSet(bytes, input.part_size);
      expect(set.header.total).toBe(expected.total);
      expect(toHex(set.header.hash)).toBe(expected.hash);
      expect(
        set.parts.map((part) => ({
          index: part.index,
          length: part.bytes.length,
          leaf_hash: toHex(part.proof.leafHash),
          aunts: part.proof.aunts.map(toHex),
        })),
      ).toEqual(expected.parts);
      if (input.part_size === BLOCK_PART_SIZE) {
        for (const part of set.parts) verifyPart(set.header, part);
      }
      expect(toHex(joinParts(set))).toBe(toHex(bytes));
    },

    part_set_small(
      input: { data: string; part_size: number },
      expected: { total: number; hash: string; last_part_proto: string },
    ) {
      const set = makePartSet(fromHex(input.data), input.part_size);
      expect(set.header.total).toBe(expected.total);
      expect(toHex(set.header.hash)).toBe(expected.hash);
      const last = set.parts.at(-1)!;
      const bytes = PartProto.encode(partToProto(last));
      expect(toHex(bytes)).toBe(expected.last_part_proto);
      expect(partFromProto(PartProto.decode(bytes))).toEqual(last);
      expect(merkleProofToProto(last.proof)).toMatchObject({ total: BigInt(expected.total) });
    },

    consensus_params_hash(
      input: { block_max_bytes: string; block_max_gas: string },
      expected: { hash: string },
    ) {
      const block: ConsensusParams["block"] = {
        maxBytes: BigInt(input.block_max_bytes),
        maxGas: BigInt(input.block_max_gas),
      };
      expect(toHex(hashConsensusParams({ block }))).toBe(expected.hash);
    },

    last_results_hash(
      input: { results: ResultVector[] },
      expected: { hash: string; leaves: string[] },
    ) {
      const results = input.results.map((result) => ({
        code: result.code,
        data: fromHex(result.data),
        gasWanted: BigInt(result.gas_wanted),
        gasUsed: BigInt(result.gas_used),
      }));
      expect(results.map((result) => toHex(deterministicResultBytes(result)))).toEqual(
        expected.leaves,
      );
      expect(toHex(hashResults(results))).toBe(expected.hash);
    },

    block_id(
      input: { block_id: BlockIdVector },
      expected: { proto: string; is_zero: boolean; is_complete: boolean },
    ) {
      const id = blockIdOf(input.block_id);
      const bytes = BlockID.encode(blockIdToProto(id));
      expect(toHex(bytes)).toBe(expected.proto);
      expect(blockIdFromProto(BlockID.decode(bytes))).toEqual(id);
      expect(isZeroBlockId(id)).toBe(expected.is_zero);
      expect(isCompleteBlockId(id)).toBe(expected.is_complete);
    },

    duplicate_vote_evidence(
      input: {
        vote_a: VoteVector;
        vote_b: VoteVector;
        total_voting_power: string;
        validator_power: string;
        timestamp: TimeVector;
      },
      expected: EvidenceExpectation,
    ) {
      checkEvidence(
        {
          kind: "duplicateVote",
          voteA: voteOf(input.vote_a),
          voteB: voteOf(input.vote_b),
          totalVotingPower: BigInt(input.total_voting_power),
          validatorPower: BigInt(input.validator_power),
          timestamp: timeOf(input.timestamp),
        },
        expected,
      );
    },

    duplicate_vote_order(
      input: { block_id_1: BlockIdVector; block_id_2: BlockIdVector },
      expected: { vote_a_is: number },
    ) {
      const validator = newValidator({ type: "ed25519", bytes: new Uint8Array(32) }, 1n);
      const ids = [blockIdOf(input.block_id_1), blockIdOf(input.block_id_2)] as const;
      const vote = {
        type: 2,
        height: 1n,
        round: 0,
        timestamp: 0n,
        validatorAddress: validator.address,
        validatorIndex: 0,
        signature: new Uint8Array(0),
        extension: new Uint8Array(0),
        extensionSignature: new Uint8Array(0),
      };
      const evidence = duplicateVoteEvidence({
        votes: [
          { ...vote, blockId: ids[0] },
          { ...vote, blockId: ids[1] },
        ],
        blockTime: 0n,
        validators: newValidatorSet([validator]),
      });
      expect(evidence.voteA.blockId).toBe(ids[expected.vote_a_is - 1]);
    },

    light_client_attack_evidence(
      input: {
        header: HeaderVector;
        commit: CommitVector;
        validator_set_proto: string;
        common_height: string;
        byzantine_validators: ValidatorVector[];
        total_voting_power: string;
        timestamp: TimeVector;
      },
      expected: EvidenceExpectation,
    ) {
      checkEvidence(
        {
          kind: "lightClientAttack",
          conflictingBlock: {
            signedHeader: { header: headerOf(input.header), commit: commitOf(input.commit) },
            validatorSet: validatorSetFromProto(
              ValidatorSetProto.decode(fromHex(input.validator_set_proto)),
            ),
          },
          commonHeight: BigInt(input.common_height),
          byzantineValidators: input.byzantine_validators.map(validatorOf),
          totalVotingPower: BigInt(input.total_voting_power),
          timestamp: timeOf(input.timestamp),
        },
        expected,
      );
    },

    evidence_list_hash(input: { evidence: string[] }, expected: { hash: string }) {
      const evidence = input.evidence.map((hex) => readEvidenceMessage(fromHex(hex)));
      expect(toHex(hashEvidenceList(evidence))).toBe(expected.hash);
    },

    block(
      input: {
        header: HeaderVector;
        txs: string[];
        last_commit: CommitVector;
        evidence_protos: string[];
      },
      expected: {
        block_proto: string;
        block_hash: string;
        part_set_header: { total: number; hash: string };
        last_commit_hash: string;
        data_hash: string;
        evidence_hash: string;
      },
    ) {
      const block = {
        header: headerOf(input.header),
        txs: input.txs.map(fromHex),
        evidence: input.evidence_protos.map((hex) =>
          evidenceFromProto(EvidenceProto.decode(fromHex(hex))),
        ),
        lastCommit: commitOf(input.last_commit),
      };
      const bytes = encodeBlock(block);
      expect(toHex(bytes)).toBe(expected.block_proto);
      expect(decodeBlock(bytes)).toEqual(block);
      expect(storedBlockFromProto(BlockProto.decode(bytes))).toEqual(block);
      expect(commitFromProto(commitToProto(block.lastCommit))).toEqual(block.lastCommit);

      const sealed = sealBlock(block);
      expect(toHex(sealed.blockId.hash)).toBe(expected.block_hash);
      expect({
        total: sealed.parts.header.total,
        hash: toHex(sealed.parts.header.hash),
      }).toEqual(expected.part_set_header);
      expect(toHex(hashCommit(block.lastCommit))).toBe(expected.last_commit_hash);
      expect(toHex(hashData(block.txs))).toBe(expected.data_hash);
      expect(toHex(hashEvidenceList(block.evidence))).toBe(expected.evidence_hash);

      expect(blockFault(block)).toBeUndefined();
      expect(blockFault({ ...block, txs: [...block.txs, Uint8Array.of(1)] })).toMatch("DataHash");
    },
  },
  {
    onlyKinds: [
      "header_hash",
      "commit_hash",
      "validator_set_hash",
      "data_hash",
      "part_set",
      "part_set_small",
      "consensus_params_hash",
      "last_results_hash",
      "block_id",
      "duplicate_vote_evidence",
      "duplicate_vote_order",
      "light_client_attack_evidence",
      "evidence_list_hash",
      "block",
    ],
  },
);

interface EvidenceExpectation {
  readonly bytes: string;
  readonly hash: string;
  readonly evidence_proto: string;
  readonly list_hash_alone: string;
}

function checkEvidence(
  evidence: Parameters<typeof hashEvidence>[0],
  expected: EvidenceExpectation,
): void {
  expect(toHex(evidenceBytes(evidence))).toBe(expected.bytes);
  expect(toHex(hashEvidence(evidence))).toBe(expected.hash);
  const bytes = EvidenceProto.encode(evidenceToProto(evidence));
  expect(toHex(bytes)).toBe(expected.evidence_proto);
  expect(toHex(hashEvidenceList([evidence]))).toBe(expected.list_hash_alone);
  const read = evidenceFromProto(EvidenceProto.decode(bytes));
  expect(toHex(evidenceBytes(read))).toBe(expected.bytes);
}

/** The file gives evidence without its wrapper; only an attack's second field is a height. */
function readEvidenceMessage(bytes: Uint8Array) {
  const wrap = (tag: number) =>
    EvidenceProto.decode(concatBytes(Uint8Array.of(tag), lengthOf(bytes), bytes));
  try {
    return evidenceFromProto(wrap(0x0a));
  } catch {
    return evidenceFromProto(wrap(0x12));
  }
}

function lengthOf(bytes: Uint8Array): Uint8Array {
  return bytes.length < 128
    ? Uint8Array.of(bytes.length)
    : Uint8Array.of((bytes.length & 0x7f) | 0x80, bytes.length >> 7);
}
