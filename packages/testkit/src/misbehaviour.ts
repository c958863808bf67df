import { type Bytes, compareBytes, utf8 } from "@testudo/base";
import {
  blockIdKey,
  type DuplicateVoteEvidence,
  duplicateVoteEvidenceToProto,
  type Evidence,
  type LightBlock,
  signedHeaderToProto,
  type Vote,
  validatorSetToProto,
} from "@testudo/comet";
import { sha256 } from "@testudo/crypto";
import { type AttackTarget, doubleSign, lightClientAttack } from "@testudo/engine/consensus";
import type { Height } from "@testudo/ibc/host";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  MsgSubmitConsumerDoubleVoting,
  MsgSubmitConsumerMisbehaviour,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { headerOf } from "./link.ts";
import type { TestAccount } from "./test-account.ts";
import type { TestChain } from "./test-chain.ts";
import { message } from "./test-tx.ts";

/** A block of a chain as its attackers see it. */
function targetOf(chain: TestChain, height: bigint): AttackTarget {
  return {
    chainId: chain.chainId,
    signedHeader: chain.signedHeader(height),
    validators: chain.validatorsAt(height),
    common: {
      header: chain.made(height - 1n).header,
      validators: chain.validatorsAt(height - 1n),
    },
  };
}

/** Two precommits of one validator at a height, signed with its key on the chain. */
export function doubleVote(
  chain: TestChain,
  consAddress: Bytes,
  height: bigint = chain.height,
): DuplicateVoteEvidence {
  const evidence: Evidence = doubleSign(targetOf(chain, height), chain.signers, consAddress);
  if (evidence.kind !== "duplicateVote") throw new TypeError("no double vote");
  return evidence;
}

/** What a forged vote is about; the block id is made of a label, and the default is the chain's own block. */
export interface ForgedVote {
  readonly height?: bigint;
  readonly round?: number;
  readonly label?: string;
  /** Goes into the sign bytes. */
  readonly chainId?: string;
}

/** A precommit with the validator's key for any block at any height, existing or not. */
export function forgeVote(chain: TestChain, consAddress: Bytes, vote: ForgedVote = {}): Vote {
  const { height = chain.height, round = 0, label, chainId = chain.chainId } = vote;
  const hash = sha256(utf8(label ?? ""));
  return chain.signers.forgedPrecommit(consAddress, {
    chainId,
    height,
    round,
    blockId:
      label === undefined
        ? chain.made(height).blockId
        : { hash, partSetHeader: { total: 1, hash: sha256(hash) } },
    timestamp: chain.time,
    validators: chain.validatorsAt(chain.height),
  });
}

/** Evidence out of any two votes, valid or not, of anybody. */
export function evidenceOf(chain: TestChain, votes: readonly [Vote, Vote]): DuplicateVoteEvidence {
  const [voteA, voteB] = [...votes].sort((a, b) =>
    compareBytes(blockIdKey(a.blockId), blockIdKey(b.blockId)),
  ) as [Vote, Vote];
  const validators = chain.validatorsAt(chain.height);
  return {
    kind: "duplicateVote",
    voteA,
    voteB,
    totalVotingPower: validators.totalPower,
    validatorPower: validators.byAddress(voteA.validatorAddress)?.power ?? 0n,
    timestamp: chain.time,
  };
}

/** Takes evidence of a double vote to the hub. */
export function submitDoubleVoting(options: {
  readonly hub: TestChain;
  readonly submitter: TestAccount;
  readonly consumerId: string;
  readonly evidence: DuplicateVoteEvidence;
  readonly header: Header;
}): Any {
  const { hub, submitter, consumerId, evidence, header } = options;
  return message(MsgSubmitConsumerDoubleVoting, {
    submitter: hub.addresses.acc.toText(submitter.address),
    duplicateVoteEvidence: duplicateVoteEvidenceToProto(evidence),
    infractionBlockHeader: header,
    consumerId,
  });
}

/** A light block that contradicts one of the chain, signed by a coalition. */
export function conflictingBlock(
  chain: TestChain,
  options: {
    readonly kind: "equivocation" | "lunatic" | "amnesia";
    readonly byzantine: readonly Bytes[];
    readonly height?: bigint;
  },
): LightBlock {
  const { kind, byzantine, height = chain.height } = options;
  const target = targetOf(chain, height);
  return lightClientAttack({ target, signers: chain.signers, kind, byzantine }).conflictingBlock;
}

/** A light block as a header that a client may be shown. */
export function forgedHeader(
  chain: TestChain,
  { signedHeader, validatorSet }: LightBlock,
  trustedHeight: Height,
): Header {
  return {
    ...headerOf(chain, trustedHeight),
    signedHeader: signedHeaderToProto(signedHeader),
    validatorSet: validatorSetToProto(validatorSet),
  };
}

/** Takes two conflicting headers of a consumer to the hub. */
export function submitMisbehaviour(options: {
  readonly hub: TestChain;
  readonly submitter: TestAccount;
  readonly consumerId: string;
  readonly clientId: string;
  readonly headers: readonly [Header, Header];
}): Any {
  const { hub, submitter, consumerId, clientId, headers } = options;
  const [header1, header2] = headers;
  return message(MsgSubmitConsumerMisbehaviour, {
    submitter: hub.addresses.acc.toText(submitter.address),
    misbehaviour: { clientId, header1, header2 },
    consumerId,
  });
}
