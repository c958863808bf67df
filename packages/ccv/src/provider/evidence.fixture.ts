import { type Bytes, type ConsumerId, SECOND, utf8 } from "@testudo/base";
import {
  BlockIdFlag,
  type Commit,
  duplicateVoteEvidence,
  duplicateVoteEvidenceToProto,
  ed25519PubKey,
  type Header,
  hashHeader,
  newValidator,
  newValidatorSet,
  type SignedHeader,
  SignedMsgType,
  signedHeaderToProto,
  type ValidatorSet,
  type Vote,
  validatorSetToProto,
  voteSignBytes,
} from "@testudo/comet";
import { ed25519Sign, sha256 } from "@testudo/crypto";
import type { Header as IbcHeader } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  MsgSubmitConsumerDoubleVoting,
  MsgSubmitConsumerMisbehaviour,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { testConsKey } from "@testudo/testkit/test-account";
import { GENESIS_TIME, textOf, type World } from "./provider-world.fixture.ts";

const EMPTY: Bytes = new Uint8Array();
const digest = (text: string) => sha256(utf8(text));

/** Validators of a consumer by the names of their keys, all with power 10. */
export function validatorSet(keys: readonly string[]): ValidatorSet {
  return newValidatorSet(
    keys.map((key) => newValidator(ed25519PubKey(testConsKey(key).pubKey), 10n)),
  );
}

export interface VoteTerms {
  readonly key: string;
  readonly chainId?: string;
  readonly height?: bigint;
  readonly round?: number;
  readonly type?: number;
  readonly block: string;
}

/** A vote signed with the key of a name. */
export function voteOf(terms: VoteTerms): Vote {
  const key = testConsKey(terms.key);
  const unsigned: Vote = {
    type: terms.type ?? SignedMsgType.precommit,
    height: terms.height ?? 10n,
    round: terms.round ?? 0,
    blockId: blockIdOf(digest(terms.block)),
    timestamp: GENESIS_TIME,
    validatorAddress: key.address,
    validatorIndex: 0,
    signature: EMPTY,
    extension: EMPTY,
    extensionSignature: EMPTY,
  };
  const signBytes = voteSignBytes(terms.chainId ?? "consumer-1", unsigned);
  return { ...unsigned, signature: ed25519Sign(key.seed, signBytes) };
}

/** Submits two votes, sorted unless `unsorted`, with a header that carries the given keys. */
export function submitDoubleVoting(
  world: World,
  id: ConsumerId,
  votes: readonly [Vote, Vote],
  { keys = ["alice", "bob", "carol", "dave"], unsorted = false } = {},
) {
  const validators = validatorSet(keys);
  const sorted = duplicateVoteEvidenceToProto(
    duplicateVoteEvidence({
      votes: [{ ...votes[0] }, votes[1]],
      blockTime: GENESIS_TIME,
      validators: validatorSet([...new Set([...keys, "alice", "bob", "carol", "dave", "fresh"])]),
    }),
  );
  const evidence = unsorted ? { ...sorted, voteA: sorted.voteB, voteB: sorted.voteA } : sorted;
  return world.send(MsgSubmitConsumerDoubleVoting, {
    submitter: textOf("owner"),
    duplicateVoteEvidence: evidence,
    infractionBlockHeader: ibcHeader(signedHeader({ validators, signers: [] }), validators),
    consumerId: id,
  });
}

/** Votes of one validator for two blocks of a height. */
export function doubleVote(terms: Omit<VoteTerms, "block">): [Vote, Vote] {
  return [voteOf({ ...terms, block: "one" }), voteOf({ ...terms, block: "other" })];
}

export interface HeaderTerms {
  readonly validators: ValidatorSet;
  readonly signers: readonly string[];
  readonly chainId?: string;
  readonly height?: bigint;
  readonly round?: number;
  /** What the state is said to be. */
  readonly appHash?: string;
  /** Tells blocks of one state apart. */
  readonly data?: string;
  /** Whose signature is spoilt. */
  readonly forged?: string;
}

/** A header with a commit by the named keys; the others are absent. */
export function signedHeader(terms: HeaderTerms): SignedHeader {
  const { validators, chainId = "consumer-1", height = 10n, round = 0 } = terms;
  const header: Header = {
    version: { block: 11n, app: 0n },
    chainId,
    height,
    time: GENESIS_TIME,
    lastBlockId: blockIdOf(digest("last")),
    lastCommitHash: digest("commit"),
    dataHash: digest(terms.data ?? "data"),
    validatorsHash: validators.hash(),
    nextValidatorsHash: validators.hash(),
    consensusHash: digest("consensus"),
    appHash: digest(terms.appHash ?? "app"),
    lastResultsHash: digest("results"),
    evidenceHash: digest("evidence"),
    proposerAddress: validators.proposer?.address ?? EMPTY,
  };
  const blockId = blockIdOf(hashHeader(header) ?? EMPTY);
  const keys = new Map(terms.signers.map((name) => [`${testConsKey(name).address}`, name]));
  const commit: Commit = {
    height,
    round,
    blockId,
    signatures: validators.validators.map(({ address }, index) => {
      const name = keys.get(`${address}`);
      if (name === undefined) {
        return {
          blockIdFlag: BlockIdFlag.absent,
          validatorAddress: EMPTY,
          timestamp: -62_135_596_800n * SECOND,
          signature: EMPTY,
        };
      }
      const vote = {
        type: SignedMsgType.precommit,
        height,
        round,
        blockId,
        timestamp: GENESIS_TIME,
      };
      const signature = ed25519Sign(testConsKey(name).seed, voteSignBytes(chainId, vote));
      if (name === terms.forged) signature[index % 64] = (signature[index % 64] ?? 0) ^ 1;
      return {
        blockIdFlag: BlockIdFlag.commit,
        validatorAddress: address,
        timestamp: GENESIS_TIME,
        signature,
      };
    }),
  };
  return { header, commit };
}

export function ibcHeader(signed: SignedHeader, validators: ValidatorSet): IbcHeader {
  return {
    signedHeader: signedHeaderToProto(signed),
    validatorSet: validatorSetToProto(validators),
    trustedHeight: { revisionNumber: 1n, revisionHeight: 5n },
    trustedValidators: validatorSetToProto(validators),
  };
}

/** Submits two headers as misbehaviour of the consumer's client. */
export function submitMisbehaviour(
  world: World,
  id: ConsumerId,
  headers: readonly [HeaderTerms, HeaderTerms],
  clientId = "07-tendermint-0",
) {
  const [header1, header2] = headers.map((terms) =>
    ibcHeader(signedHeader(terms), terms.validators),
  );
  return world.send(MsgSubmitConsumerMisbehaviour, {
    submitter: textOf("owner"),
    misbehaviour: { clientId, header1, header2 },
    consumerId: id,
  });
}

function blockIdOf(hash: Bytes) {
  return { hash, partSetHeader: { total: 1, hash: digest("parts") } };
}
