import { equalBytes, type Logger, toHexUpper } from "@testudo/base";
import { type ChainClient, createChainClient, TxFailed } from "@testudo/client";
import {
  type DuplicateVoteEvidence,
  duplicateVoteEvidenceToProto,
  hashEvidence,
  hashHeader,
  type SignedHeader,
  verifyCommitLight,
  verifyDuplicateVote,
} from "@testudo/comet";
import { compareHeights, type Height } from "@testudo/ibc/host";
import { packAny } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import type { Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  MsgSubmitConsumerDoubleVoting,
  MsgSubmitConsumerMisbehaviour,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { Endpoint } from "./endpoint.ts";
import { makeHeader } from "./light-client.ts";

export interface WatcherOptions {
  /** The consumer that is watched. */
  readonly consumer: Endpoint;
  /** The hub that evidence goes to. */
  readonly hub: Endpoint;
  readonly consumerId: string;
  /** The client that the hub keeps of the consumer. */
  readonly hubClientId: string;
  /** RPC addresses of other nodes of the consumer, whose headers are compared with the first one's. */
  readonly witnesses?: readonly string[];
  readonly logger: Logger;
  /** How far back a fresh watcher looks, in blocks. Default 100. */
  readonly pastBlocks?: bigint;
}

/** What a watcher found and what the hub said to it. */
export interface Finding {
  readonly kind: "double-voting" | "light-client-attack";
  readonly height: bigint;
  /** Hash of the hub's transaction, when the hub took it. */
  readonly txHash?: string;
  /** Why the hub refused it. */
  readonly refusal?: string;
}

/** Watches one consumer for misbehaviour of validators and brings the evidence to the hub. */
export interface Watcher {
  readonly name: string;
  readonly endpoint: Endpoint;
  /** Looks at everything new; whether a transaction was sent. */
  pass(): Promise<boolean>;
  addWitness(rpcUrl: string): void;
  findings(): readonly Finding[];
}

export function createWatcher(options: WatcherOptions): Watcher {
  const { consumer, hub, consumerId, hubClientId, logger, pastBlocks = 100n } = options;
  const witnesses = new Map<string, ChainClient>();
  for (const url of options.witnesses ?? []) addWitness(url);
  const found: Finding[] = [];
  /** Evidence that has been sent, or was refused: asking again would give the same answer. */
  const settled = new Set<string>();
  let seen: bigint | undefined;

  function addWitness(rpcUrl: string): void {
    if (!witnesses.has(rpcUrl)) witnesses.set(rpcUrl, createChainClient({ rpcUrl }));
  }

  async function pass(): Promise<boolean> {
    const { latestHeight, earliestHeight } = await consumer.client.status();
    let worked = false;
    const lookBack = latestHeight - pastBlocks;
    seen ??= (lookBack > earliestHeight ? lookBack : earliestHeight) - 1n;
    for (let height = seen + 1n; height <= latestHeight; height += 1n) {
      worked = (await watchBlock(height)) || worked;
      seen = height;
    }
    for (const [url, witness] of witnesses) {
      worked = (await compareWith(url, witness)) || worked;
    }
    return worked;
  }

  /** Double votes that the consumer's own engine put into a block. */
  async function watchBlock(height: bigint): Promise<boolean> {
    const { block } = await consumer.client.block(height);
    let worked = false;
    for (const evidence of block.evidence) {
      if (evidence.kind !== "duplicateVote") continue;
      const id = toHexUpper(hashEvidence(evidence));
      if (settled.has(id)) continue;
      worked = (await reportDoubleVote(evidence)) || worked;
      settled.add(id);
    }
    return worked;
  }

  async function reportDoubleVote(evidence: DuplicateVoteEvidence): Promise<boolean> {
    const { height } = evidence.voteA;
    const { signedHeader, validatorSet } = await consumer.client.lightBlock(height);
    verifyDuplicateVote({ evidence, chainId: consumer.chainId, validators: validatorSet });
    const message = packAny(MsgSubmitConsumerDoubleVoting, {
      submitter: hub.signer,
      duplicateVoteEvidence: duplicateVoteEvidenceToProto(evidence),
      infractionBlockHeader: makeHeader({
        signed: signedHeader,
        validators: validatorSet,
        trusted: consumer.heightOf(height),
        trustedValidators: validatorSet,
      }),
      consumerId,
    });
    return report("double-voting", height, message);
  }

  /** Two signed headers for one height: one of the nodes lies, and whoever signed both is to blame. */
  async function compareWith(url: string, witness: ChainClient): Promise<boolean> {
    const theirs = await witness.commit().catch((err: unknown) => {
      logger.debug({ witness: url, err }, "witness does not answer");
      return undefined;
    });
    if (theirs === undefined) return false;
    const { height } = theirs.header;
    const { latestHeight } = await consumer.client.status();
    if (height > latestHeight) return false;
    const ours = await consumer.client.commit(height);
    if (equalBytes(hashHeader(ours.header), hashHeader(theirs.header))) return false;
    const id = `${height}/${toHexUpper(hashHeader(theirs.header))}`;
    if (settled.has(id)) return false;

    const theirValidators = await witness.validators(height);
    verifyCommitLight({
      chainId: consumer.chainId,
      validators: theirValidators,
      blockId: theirs.commit.blockId,
      height,
      commit: theirs.commit,
    });
    const misbehaviour = await buildMisbehaviour(ours, theirs, witness);
    settled.add(id);
    const message = packAny(MsgSubmitConsumerMisbehaviour, {
      submitter: hub.signer,
      misbehaviour,
      consumerId,
    });
    return report("light-client-attack", height, message);
  }

  async function buildMisbehaviour(
    ours: SignedHeader,
    theirs: SignedHeader,
    witness: ChainClient,
  ): Promise<Misbehaviour> {
    const { height } = ours.header;
    const trusted = await trustedBelow(height);
    const trustedValidators = await consumer.client.validators(trusted.revisionHeight + 1n);
    return {
      clientId: hubClientId,
      header1: makeHeader({
        signed: ours,
        validators: await consumer.client.validators(height),
        trusted,
        trustedValidators,
      }),
      header2: makeHeader({
        signed: theirs,
        validators: await witness.validators(height),
        trusted,
        trustedValidators,
      }),
    };
  }

  /** The highest height below `height` that the hub's client trusts. */
  async function trustedBelow(height: bigint): Promise<Height> {
    const heights = await hub.consensusHeights(hubClientId);
    const below = heights.filter(({ revisionHeight }) => revisionHeight < height);
    const highest = below.toSorted(compareHeights).at(-1);
    if (highest === undefined) {
      throw new Error(`client ${hubClientId} on ${hub.chainId} trusts no height below ${height}`);
    }
    return highest;
  }

  async function report(kind: Finding["kind"], height: bigint, message: Any): Promise<boolean> {
    const context = { chain: consumer.chainId, height, kind };
    try {
      const tx = await hub.sender.send([message]);
      found.push({ kind, height, txHash: tx.hash });
      logger.warn({ ...context, txHash: tx.hash }, "misbehaviour reported to the hub");
      return true;
    } catch (error) {
      const isRefusal = error instanceof TxFailed || isQueryRefusal(error);
      if (!isRefusal) throw error;
      const refusal = error instanceof Error ? error.message : String(error);
      found.push({ kind, height, refusal });
      logger.info({ ...context, refusal }, "the hub refused the evidence");
      return false;
    }
  }

  return {
    name: `watch/${consumer.chainId}`,
    endpoint: consumer,
    pass,
    addWitness,
    findings: () => found,
  };
}

/** The simulation before a transaction is a query; what it refuses, the transaction would. */
function isQueryRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "QueryFailed";
}
