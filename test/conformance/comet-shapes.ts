import { fromHex, SECOND, type Time } from "@testudo/base";
import {
  type BlockId,
  CometError,
  type Commit,
  type Header,
  newValidator,
  type PubKey,
  pubKey,
  type Validator,
  type Vote,
} from "@testudo/comet";

/** Shapes that the CometBFT vector files share, and what they become here. */
export interface TimeVector {
  readonly seconds: string;
  readonly nanos: number;
}

export interface BlockIdVector {
  readonly hash: string;
  readonly parts: { readonly total: number; readonly hash: string };
}

export interface VoteVector {
  readonly type: number;
  readonly height: string;
  readonly round: number;
  readonly block_id: BlockIdVector;
  readonly timestamp: TimeVector;
  readonly validator_address: string;
  readonly validator_index: number;
  readonly signature: string;
  readonly extension: string;
  readonly extension_signature: string;
}

export interface CommitVector {
  readonly height: string;
  readonly round: number;
  readonly block_id: BlockIdVector;
  readonly signatures: readonly {
    readonly block_id_flag: number;
    readonly validator_address: string;
    readonly timestamp: TimeVector;
    readonly signature: string;
  }[];
}

export interface KeyVector {
  readonly type: "ed25519" | "secp256k1";
  readonly bytes: string;
}

export interface ValidatorVector {
  readonly pub_key: KeyVector;
  readonly power: string;
  readonly proposer_priority?: string;
}

export interface HeaderVector {
  readonly version: { readonly block: string; readonly app: string };
  readonly chain_id: string;
  readonly height: string;
  readonly time: TimeVector;
  readonly last_block_id: BlockIdVector;
  readonly last_commit_hash: string;
  readonly data_hash: string;
  readonly validators_hash: string;
  readonly next_validators_hash: string;
  readonly consensus_hash: string;
  readonly app_hash: string;
  readonly last_results_hash: string;
  readonly evidence_hash: string;
  readonly proposer_address: string;
}

export function timeOf(vector: TimeVector): Time {
  return BigInt(vector.seconds) * SECOND + BigInt(vector.nanos);
}

/** The way back: nanos count up from the second below, also before 1970. */
export function timeVectorOf(time: Time): TimeVector {
  const nanos = ((time % SECOND) + SECOND) % SECOND;
  return { seconds: `${(time - nanos) / SECOND}`, nanos: Number(nanos) };
}

export function blockIdOf(vector: BlockIdVector): BlockId {
  return {
    hash: fromHex(vector.hash),
    partSetHeader: { total: vector.parts.total, hash: fromHex(vector.parts.hash) },
  };
}

export function voteOf(vector: VoteVector): Vote {
  return {
    type: vector.type,
    height: BigInt(vector.height),
    round: vector.round,
    blockId: blockIdOf(vector.block_id),
    timestamp: timeOf(vector.timestamp),
    validatorAddress: fromHex(vector.validator_address),
    validatorIndex: vector.validator_index,
    signature: fromHex(vector.signature),
    extension: fromHex(vector.extension),
    extensionSignature: fromHex(vector.extension_signature),
  };
}

export function commitOf(vector: CommitVector): Commit {
  return {
    height: BigInt(vector.height),
    round: vector.round,
    blockId: blockIdOf(vector.block_id),
    signatures: vector.signatures.map((signature) => ({
      blockIdFlag: signature.block_id_flag,
      validatorAddress: fromHex(signature.validator_address),
      timestamp: timeOf(signature.timestamp),
      signature: fromHex(signature.signature),
    })),
  };
}

export function keyOf(vector: KeyVector): PubKey {
  return pubKey(vector.type, fromHex(vector.bytes));
}

export function validatorOf(vector: ValidatorVector): Validator {
  return {
    ...newValidator(keyOf(vector.pub_key), BigInt(vector.power)),
    proposerPriority: BigInt(vector.proposer_priority ?? "0"),
  };
}

export function headerOf(vector: HeaderVector): Header {
  return {
    version: { block: BigInt(vector.version.block), app: BigInt(vector.version.app) },
    chainId: vector.chain_id,
    height: BigInt(vector.height),
    time: timeOf(vector.time),
    lastBlockId: blockIdOf(vector.last_block_id),
    lastCommitHash: fromHex(vector.last_commit_hash),
    dataHash: fromHex(vector.data_hash),
    validatorsHash: fromHex(vector.validators_hash),
    nextValidatorsHash: fromHex(vector.next_validators_hash),
    consensusHash: fromHex(vector.consensus_hash),
    appHash: fromHex(vector.app_hash),
    lastResultsHash: fromHex(vector.last_results_hash),
    evidenceHash: fromHex(vector.evidence_hash),
    proposerAddress: fromHex(vector.proposer_address),
  };
}

/** Whether an action is accepted; anything but a refusal is a failure of the program. */
export function accepts(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (!(error instanceof CometError)) throw error;
    return false;
  }
}
