import { type Bytes, SECOND, utf8 } from "@testudo/base";
import {
  ABSENT_COMMIT_SIG,
  BLOCK_PROTOCOL,
  BlockIdFlag,
  type Commit,
  commitSignBytes,
  EMPTY_BLOCK_ID,
  type Header,
  hashHeader,
  newValidator,
  newValidatorSet,
  pubKey,
  type SignedHeader,
  type Validator,
  type ValidatorSet,
} from "@testudo/comet";
import { ed25519KeyFromSeed, ed25519Sign, sha256 } from "@testudo/crypto";

/** How a validator stands in a commit. */
export type Voting = "block" | "nil" | "absent";

/** Validators with keys that sign headers out of nothing: for tests of light verification and evidence. */
export interface LightChain {
  readonly chainId: string;
  readonly validators: ValidatorSet;
  /** A header of the chain at a height, with the changes given. */
  header(height: bigint, changes?: Partial<Header>): Header;
  /** The header with a commit; `voting` goes by position in the set and defaults to all for the block. */
  sign(header: Header, options?: { round?: number; voting?: readonly Voting[] }): SignedHeader;
  /** The signature of a validator of the set over any message. */
  signature(validator: Validator, message: Bytes): Bytes;
}

/** A chain whose validators have the powers given; other `names` give other keys. */
export function createLightChain(options: {
  readonly chainId: string;
  readonly powers: readonly bigint[];
  readonly names?: string;
}): LightChain {
  const { chainId, powers, names = "validator" } = options;
  const seeds = powers.map((_, i) => sha256(utf8(`${names} ${i}`)));
  const keys = seeds.map((seed) => ed25519KeyFromSeed(seed).pub);
  const validators = newValidatorSet(
    powers.map((power, i) => newValidator(pubKey("ed25519", keyAt(keys, i)), power)),
  );
  const seedOf = (validator: Validator) =>
    keyAt(
      seeds,
      keys.findIndex((key) => key.every((byte, i) => byte === validator.pubKey.bytes[i])),
    );

  function header(height: bigint, changes: Partial<Header> = {}): Header {
    const hash = (text: string) => sha256(utf8(text));
    return {
      version: { block: BLOCK_PROTOCOL, app: 0n },
      chainId,
      height,
      time: (1_700_000_000n + height) * SECOND,
      lastBlockId: EMPTY_BLOCK_ID,
      lastCommitHash: hash("last commit"),
      dataHash: hash("data"),
      validatorsHash: validators.hash(),
      nextValidatorsHash: validators.hash(),
      consensusHash: hash("consensus"),
      appHash: hash(`application ${height}`),
      lastResultsHash: hash("results"),
      evidenceHash: hash("evidence"),
      proposerAddress: validators.proposer?.address ?? new Uint8Array(20),
      ...changes,
    };
  }

  function sign(
    signed: Header,
    { round = 0, voting = [] }: { round?: number; voting?: readonly Voting[] } = {},
  ): SignedHeader {
    const hash = hashHeader(signed);
    const unsigned: Commit = {
      height: signed.height,
      round,
      blockId: { hash, partSetHeader: { total: 1, hash: sha256(hash) } },
      signatures: validators.validators.map((validator, i) =>
        voting[i] === "absent"
          ? ABSENT_COMMIT_SIG
          : {
              blockIdFlag: voting[i] === "nil" ? BlockIdFlag.nil : BlockIdFlag.commit,
              validatorAddress: validator.address,
              timestamp: signed.time + SECOND + BigInt(i),
              signature: new Uint8Array(0),
            },
      ),
    };
    const signBytes = commitSignBytes(signed.chainId, unsigned);
    const signatures = unsigned.signatures.map((line, i) => {
      const validator = validators.validators[i];
      if (validator === undefined || line.blockIdFlag === BlockIdFlag.absent) return line;
      return { ...line, signature: ed25519Sign(seedOf(validator), signBytes(i)) };
    });
    return { header: signed, commit: { ...unsigned, signatures } };
  }

  return {
    chainId,
    validators,
    header,
    sign,
    signature: (validator, message) => ed25519Sign(seedOf(validator), message),
  };
}

function keyAt(keys: readonly Uint8Array[], index: number): Uint8Array {
  const key = keys[index];
  if (key === undefined) throw new RangeError(`no validator ${index}`);
  return key;
}
