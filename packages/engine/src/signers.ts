import { ByteMap, type Bytes, toHexUpper } from "@testudo/base";
import {
  type BlockId,
  blockIdKey,
  type Commit,
  commitSig,
  type ExtendedCommit,
  ed25519PubKey,
  extendedCommitSig,
  SignedMsgType,
  type Validator,
  type ValidatorSet,
  type Vote,
  voteExtensionSignBytes,
  voteSignBytes,
} from "@testudo/comet";
import { ed25519Address, ed25519KeyFromSeed, ed25519Sign } from "@testudo/crypto";
import { EngineError } from "./errors.ts";

/** What a validator signed last; the guard against signing two different votes for one step. */
interface LastSigned {
  readonly height: bigint;
  readonly round: number;
  readonly blockKey: string;
}

/** What to vote for. */
export interface Ballot {
  readonly chainId: string;
  readonly height: bigint;
  readonly round: number;
  readonly blockId: BlockId;
  /** Nanoseconds; the time that the validator puts into its vote. */
  readonly timestamp: bigint;
  readonly validators: ValidatorSet;
}

/** The validators' keys that this process holds, and who of them is silent. */
export interface Signers {
  addresses(): readonly Bytes[];
  /** The first of them as a validator without power: who this node is while it is in no set. */
  idleValidator(): Validator | undefined;
  has(consAddress: Bytes): boolean;
  /** Whether the validator votes: its key is here and it has not been silenced. */
  signs(consAddress: Bytes): boolean;
  setSigning(consAddress: Bytes, signs: boolean): void;
  /** Adds a key while running, so that a validator can rotate its key or a new one can join. */
  add(seed: Bytes): Bytes;
  /** A precommit, refused when it would contradict an earlier one. */
  precommit(consAddress: Bytes, ballot: Ballot, extension?: Bytes): Vote;
  /** A precommit without the guard: what a faulty validator does. */
  forgedPrecommit(consAddress: Bytes, ballot: Ballot): Vote;
}

/**
 * Holds ed25519 seeds. A vote leaves this process only inside a block that has been saved and synced, and a start
 * goes on above the last saved block, so the guard in memory never forgets a vote that anybody has seen.
 */
export function createSigners(seeds: Iterable<Bytes>): Signers {
  const keys = new ByteMap<Bytes>();
  const silent = new ByteMap<true>();
  const last = new ByteMap<LastSigned>();

  const add = (seed: Bytes): Bytes => {
    const address = ed25519Address(ed25519KeyFromSeed(seed).pub);
    keys.set(address, seed);
    return address;
  };
  for (const seed of seeds) add(seed);

  const seedOf = (address: Bytes): Bytes => {
    const seed = keys.get(address);
    if (seed === undefined) {
      throw new EngineError(`no key of validator ${toHexUpper(address)} on this node`);
    }
    return seed;
  };

  /** What all validators sign alike for one ballot: a canonical vote names no validator. */
  let common: { readonly ballot: Ballot; readonly signBytes: Bytes } | undefined;
  const signBytesOf = (ballot: Ballot, vote: Parameters<typeof voteSignBytes>[1]): Bytes => {
    if (common?.ballot !== ballot) {
      common = { ballot, signBytes: voteSignBytes(ballot.chainId, vote) };
    }
    return common.signBytes;
  };

  const sign = (consAddress: Bytes, ballot: Ballot, extension?: Bytes): Vote => {
    const seed = seedOf(consAddress);
    const unsigned = {
      type: SignedMsgType.precommit,
      height: ballot.height,
      round: ballot.round,
      blockId: ballot.blockId,
      timestamp: ballot.timestamp,
      validatorAddress: consAddress,
      validatorIndex: ballot.validators.indexOf(consAddress),
    };
    const signature = ed25519Sign(seed, signBytesOf(ballot, unsigned));
    if (extension === undefined) {
      return {
        ...unsigned,
        signature,
        extension: new Uint8Array(),
        extensionSignature: new Uint8Array(),
      };
    }
    const extensionSignature = ed25519Sign(
      seed,
      voteExtensionSignBytes(ballot.chainId, { ...unsigned, extension }),
    );
    return { ...unsigned, signature, extension, extensionSignature };
  };

  return {
    addresses: () => [...keys.keys()],
    idleValidator() {
      const [first] = keys.entries();
      if (first === undefined) return undefined;
      const [address, seed] = first;
      const pubKey = ed25519PubKey(ed25519KeyFromSeed(seed).pub);
      return { address, pubKey, power: 0n, proposerPriority: 0n };
    },
    has: (address) => keys.has(address),
    signs: (address) => keys.has(address) && !silent.has(address),
    setSigning(address, signs) {
      seedOf(address);
      if (signs) silent.delete(address);
      else silent.set(address, true);
    },
    add,
    precommit(address, ballot, extension) {
      const { height, round } = ballot;
      const blockKey = toHexUpper(blockIdKey(ballot.blockId));
      const before = last.get(address);
      const isOlder =
        before !== undefined &&
        (height < before.height ||
          (height === before.height &&
            (round < before.round || (round === before.round && blockKey !== before.blockKey))));
      if (isOlder) {
        throw new EngineError(
          `validator ${toHexUpper(address)} has signed height ${before.height} round ${before.round} already`,
        );
      }
      last.set(address, { height, round, blockKey });
      return sign(address, ballot, extension);
    },
    forgedPrecommit: (address, ballot) => sign(address, ballot),
  };
}

/** The commit that a set of precommits makes; validators without a vote are absent. */
export function commitFromVotes(ballot: Ballot, votes: ByteMap<Vote>): Commit {
  return {
    height: ballot.height,
    round: ballot.round,
    blockId: ballot.blockId,
    signatures: ballot.validators.validators.map(({ address }) => commitSig(votes.get(address))),
  };
}

/** The same with the vote extensions. */
export function extendedCommitFromVotes(ballot: Ballot, votes: ByteMap<Vote>): ExtendedCommit {
  return {
    height: ballot.height,
    round: ballot.round,
    blockId: ballot.blockId,
    signatures: ballot.validators.validators.map(({ address }) =>
      extendedCommitSig(votes.get(address)),
    ),
  };
}
