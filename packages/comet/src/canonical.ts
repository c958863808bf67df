import { type Bytes, concatBytes, utf8, uvarint } from "@testudo/base";
import { isZeroBlockId, partSetHeaderBytes } from "./block-id.ts";
import {
  bytesField,
  createArena,
  delimited,
  messageField,
  sfixed64Field,
  TIMESTAMP_MAX,
  textField,
  timestampBytes,
  varintField,
} from "./encoding.ts";
import {
  type BlockId,
  BlockIdFlag,
  type Commit,
  type Proposal,
  SignedMsgType,
  type Vote,
} from "./types.ts";

/** The parts of a vote that are signed. */
export type SignedVote = Pick<Vote, "type" | "height" | "round" | "blockId" | "timestamp">;

/** What a validator signs for a vote: the length-prefixed `tendermint.types.CanonicalVote`. */
export function voteSignBytes(chainId: string, vote: SignedVote): Bytes {
  return delimited(
    concatBytes(
      voteHead(vote),
      messageField(0x2a, timestampBytes(vote.timestamp)),
      textField(0x32, chainId),
    ),
  );
}

/** What a validator signs for a vote extension: the length-prefixed `CanonicalVoteExtension`. */
export function voteExtensionSignBytes(
  chainId: string,
  vote: Pick<Vote, "extension" | "height" | "round">,
): Bytes {
  return delimited(
    concatBytes(
      bytesField(0x0a, vote.extension),
      sfixed64Field(0x11, vote.height),
      sfixed64Field(0x19, BigInt(vote.round)),
      textField(0x22, chainId),
    ),
  );
}

/** What a proposer signs: the length-prefixed `CanonicalProposal`. */
export function proposalSignBytes(
  chainId: string,
  proposal: Pick<Proposal, "height" | "round" | "polRound" | "blockId" | "timestamp">,
): Bytes {
  return delimited(
    concatBytes(
      varintField(0x08, BigInt(SignedMsgType.proposal)),
      sfixed64Field(0x11, proposal.height),
      sfixed64Field(0x19, BigInt(proposal.round)),
      varintField(0x20, BigInt(proposal.polRound)),
      canonicalBlockIdField(0x2a, proposal.blockId),
      messageField(0x32, timestampBytes(proposal.timestamp)),
      textField(0x3a, chainId),
    ),
  );
}

/**
 * Sign bytes of the votes in a commit by position.
 *
 * Only the time differs between the votes, so the rest is encoded once for the block and once for nil.
 */
export function commitSignBytes(chainId: string, commit: Commit): (index: number) => Bytes {
  const precommit = { type: SignedMsgType.precommit, height: commit.height, round: commit.round };
  const heads = {
    block: voteHead({ ...precommit, blockId: commit.blockId }),
    nil: voteHead({ ...precommit, blockId: undefined }),
  };
  const chain = utf8(chainId);
  const tail = chain.length === 0 ? chain : messageField(0x32, chain);
  const lengthMax =
    3 + Math.max(heads.block.length, heads.nil.length) + tail.length + 2 + TIMESTAMP_MAX;
  const allocate = createArena(lengthMax * commit.signatures.length);
  return (index) => {
    const signature = commit.signatures[index];
    if (signature === undefined) throw new RangeError(`no signature ${index} in the commit`);
    const head = signature.blockIdFlag === BlockIdFlag.commit ? heads.block : heads.nil;
    const time = timestampBytes(signature.timestamp);
    const length = head.length + 2 + time.length + tail.length;
    const prefix = uvarint(length);
    const bytes = allocate(prefix.length + length);
    bytes.set(prefix);
    bytes.set(head, prefix.length);
    const at = prefix.length + head.length;
    bytes[at] = 0x2a;
    bytes[at + 1] = time.length;
    bytes.set(time, at + 2);
    bytes.set(tail, at + 2 + time.length);
    return bytes;
  };
}

function voteHead(vote: {
  readonly type: SignedMsgType;
  readonly height: bigint;
  readonly round: number;
  readonly blockId: BlockId | undefined;
}): Bytes {
  return concatBytes(
    varintField(0x08, BigInt(vote.type)),
    sfixed64Field(0x11, vote.height),
    sfixed64Field(0x19, BigInt(vote.round)),
    vote.blockId === undefined ? new Uint8Array(0) : canonicalBlockIdField(0x22, vote.blockId),
  );
}

/** A nil block id is left out: a vote for nothing signs no id at all. */
function canonicalBlockIdField(tag: number, id: BlockId): Bytes {
  if (isZeroBlockId(id)) return new Uint8Array(0);
  return messageField(
    tag,
    concatBytes(
      bytesField(0x0a, id.hash),
      messageField(0x12, partSetHeaderBytes(id.partSetHeader)),
    ),
  );
}
