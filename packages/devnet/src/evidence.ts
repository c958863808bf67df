import { toHexUpper } from "@testudo/base";
import type { CommittedTx } from "@testudo/client";
import {
  type DuplicateVoteEvidence,
  duplicateVoteEvidenceToProto,
  type Evidence,
  evidenceHeight,
  hashEvidence,
  type LightClientAttackEvidence,
} from "@testudo/comet";
import { type JsonValue, packAny, unpackAs } from "@testudo/proto";
import { Tx } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { Header, Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  MsgSubmitConsumerDoubleVoting,
  MsgSubmitConsumerMisbehaviour,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { DuplicateVoteEvidence as DuplicateVoteProto } from "@testudo/proto/tendermint/types";
import { headerAt, makeHeader } from "@testudo/relayer";
import { InputError, messageOf } from "./errors.ts";
import { endpointOf } from "./link.ts";
import type { Network, NetworkChain } from "./network.ts";
import { consensusAddressOn } from "./queries.ts";
import { FAUCET } from "./topology.ts";

export type EvidenceKind = "double-voting" | "light-client-attack";

/** Misbehaviour that a chain has in one of its blocks. */
export interface EvidenceItem {
  /** Start of the evidence's hash, enough to name it. */
  readonly id: string;
  readonly chain: string;
  readonly kind: EvidenceKind;
  /** Height of the infraction. */
  readonly height: bigint;
  /** Height of the block that carries the evidence. */
  readonly block: bigint;
  /** Names of the culprits; an address where the devnet knows no name. */
  readonly validators: readonly string[];
  /** Transaction on the hub that reported it; the hub needs none for its own chain. */
  readonly reportedIn: string | undefined;
}

/** Evidence in the JSON that the Go command takes: one file, or two for a double vote. */
export type EvidenceDocument =
  | {
      readonly kind: "double-voting";
      readonly evidence: JsonValue;
      readonly header: JsonValue;
    }
  | { readonly kind: "light-client-attack"; readonly misbehaviour: JsonValue };

const ID_LENGTH = 8;
/** CometBFT answers at most this many headers at once. */
const HEADERS_PER_CALL = 20n;
/** Older blocks are not searched. */
const BLOCKS_SEARCHED = 20_000n;
const EMPTY_EVIDENCE_HASH = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
/** Skips the simulation, so that a refusal carries the code of the chain. */
const EVIDENCE_GAS = 2_000_000n;

interface FoundEvidence {
  readonly item: EvidenceItem;
  readonly chain: NetworkChain;
  readonly evidence: Evidence;
}

/** All evidence in the blocks of all chains, oldest first on each. */
export async function listEvidence(network: Network): Promise<readonly EvidenceItem[]> {
  return (await findEvidence(network)).map(({ item }) => item);
}

/**
 * One piece of evidence as files for the hub.
 *
 * @throws InputError when there is none of this id, or it is of the hub's own chain
 */
export async function evidenceDocument(
  network: Network,
  id: string,
): Promise<{ readonly item: EvidenceItem; readonly document: EvidenceDocument }> {
  const all = await findEvidence(network);
  const found = all.find(({ item }) => item.id === id.toUpperCase());
  if (found === undefined) {
    const known = all.map(({ item }) => item.id).join(", ");
    throw new InputError(
      `there is no evidence "${id}"; there is ${known === "" ? "none yet: testudo attack double-sign" : known}`,
    );
  }
  const { item, chain, evidence } = found;
  if (chain.entry.role === "provider") {
    throw new InputError(
      `evidence ${item.id} is of the hub's own chain, which punishes it without a message`,
    );
  }
  const document =
    evidence.kind === "duplicateVote"
      ? await doubleVotingDocument(chain, evidence)
      : await attackDocument(network, chain, evidence);
  return { item, document };
}

/**
 * Evidence from the content of files.
 *
 * @throws InputError naming what is wrong
 */
export function readEvidence(
  files: readonly { readonly name: string; readonly text: string }[],
): EvidenceDocument {
  const parsed = files.map(({ name, text }) => ({ name, json: parseJson(name, text) }));
  const [first, second] = parsed;
  if (first === undefined || parsed.length > 2) {
    throw new InputError(
      "name evidence.json and header.json of a double vote, or misbehaviour.json",
    );
  }
  if (second === undefined) {
    checked(Misbehaviour, first);
    return { kind: "light-client-attack", misbehaviour: first.json };
  }
  checked(DuplicateVoteProto, first);
  checked(Header, second);
  return { kind: "double-voting", evidence: first.json, header: second.json };
}

/**
 * Brings evidence to the hub, as anybody may.
 *
 * @throws TxFailed with the hub's code when it refuses
 */
export async function submitEvidence(
  network: Network,
  request: {
    readonly consumerId: string;
    readonly document: EvidenceDocument;
    readonly from?: string;
  },
): Promise<CommittedTx> {
  const sender = await network.hub().sender(request.from ?? FAUCET);
  const message = evidenceMessage(request, sender.signer.addressText);
  return sender.send([message], { gasLimit: EVIDENCE_GAS });
}

/**
 * Asks the hub what it would say to evidence, without submitting it.
 *
 * @returns `undefined` when it would punish, else its words
 */
export async function verifyEvidence(
  network: Network,
  request: { readonly consumerId: string; readonly document: EvidenceDocument },
): Promise<string | undefined> {
  const sender = await network.hub().sender(FAUCET);
  try {
    await sender.simulate([evidenceMessage(request, sender.signer.addressText)]);
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === "QueryFailed") return messageOf(error);
    throw error;
  }
}

function evidenceMessage(
  request: { readonly consumerId: string; readonly document: EvidenceDocument },
  submitter: string,
): Any {
  const { consumerId, document } = request;
  return document.kind === "double-voting"
    ? packAny(MsgSubmitConsumerDoubleVoting, {
        submitter,
        consumerId,
        duplicateVoteEvidence: DuplicateVoteProto.fromJSON(document.evidence),
        infractionBlockHeader: Header.fromJSON(document.header),
      })
    : packAny(MsgSubmitConsumerMisbehaviour, {
        submitter,
        consumerId,
        misbehaviour: Misbehaviour.fromJSON(document.misbehaviour),
      });
}

async function findEvidence(network: Network): Promise<readonly FoundEvidence[]> {
  const reports = await reportsOnHub(network.hub());
  const found: FoundEvidence[] = [];
  for (const chain of network.chains()) {
    const heights = await heightsWithEvidence(chain);
    if (heights.length === 0) continue;
    const names = await namesByAddress(network, chain);
    for (const block of heights) {
      for (const evidence of (await chain.client.block(block)).block.evidence) {
        const culprits = culpritsOf(evidence);
        found.push({
          chain,
          evidence,
          item: {
            id: toHexUpper(hashEvidence(evidence)).slice(0, ID_LENGTH),
            chain: chain.entry.chainId,
            kind: evidence.kind === "duplicateVote" ? "double-voting" : "light-client-attack",
            height: infractionHeight(evidence),
            block,
            validators: culprits.map((address) => names.get(address) ?? address),
            reportedIn: reports.get(reportKey(chain.entry.consumerId, evidence)),
          },
        });
      }
    }
  }
  return found;
}

async function heightsWithEvidence({ client }: NetworkChain): Promise<readonly bigint[]> {
  const { latestHeight, earliestHeight } = await client.status();
  const oldest = latestHeight - BLOCKS_SEARCHED;
  const heights: bigint[] = [];
  let low = oldest > earliestHeight ? oldest : earliestHeight;
  for (; low <= latestHeight; low += HEADERS_PER_CALL) {
    const high = low + HEADERS_PER_CALL - 1n;
    const answer = await client.call("blockchain", {
      minHeight: String(low),
      maxHeight: String(high < latestHeight ? high : latestHeight),
    });
    heights.push(...readMetas(answer));
  }
  return heights.sort((a, b) => (a < b ? -1 : 1));
}

function readMetas(answer: unknown): readonly bigint[] {
  const { block_metas: metas } = answer as {
    block_metas: readonly { header: { height: string; evidence_hash: string } }[];
  };
  return metas
    .filter(({ header }) => header.evidence_hash !== EMPTY_EVIDENCE_HASH)
    .map(({ header }) => BigInt(header.height));
}

/** Transactions on the hub that reported misbehaviour, by what they were about. */
async function reportsOnHub(hub: NetworkChain): Promise<ReadonlyMap<string, string>> {
  const reports = new Map<string, string>();
  const queries = [
    "submit_consumer_double_voting.consumer_id EXISTS",
    "submit_consumer_misbehaviour.consumer_id EXISTS",
  ];
  for (const query of queries) {
    for (const { tx, hash } of await hub.client.txSearch(query)) {
      for (const message of Tx.decode(tx).body?.messages ?? []) {
        const double = unpackAs(MsgSubmitConsumerDoubleVoting, message);
        const vote = double?.duplicateVoteEvidence?.voteA;
        if (double !== undefined && vote !== undefined) {
          const address = toHexUpper(vote.validatorAddress);
          reports.set(`${double.consumerId}/vote/${vote.height}/${address}`, hash);
        }
        const attack = unpackAs(MsgSubmitConsumerMisbehaviour, message);
        const commit = attack?.misbehaviour?.header2?.signedHeader?.commit;
        if (attack !== undefined && commit !== undefined) {
          const block = toHexUpper(commit.blockId.hash);
          reports.set(`${attack.consumerId}/block/${commit.height}/${block}`, hash);
        }
      }
    }
  }
  return reports;
}

function reportKey(consumerId: string | undefined, evidence: Evidence): string {
  if (evidence.kind === "duplicateVote") {
    const { height, validatorAddress } = evidence.voteA;
    return `${consumerId}/vote/${height}/${toHexUpper(validatorAddress)}`;
  }
  const { commit } = evidence.conflictingBlock.signedHeader;
  return `${consumerId}/block/${commit.height}/${toHexUpper(commit.blockId.hash)}`;
}

function infractionHeight(evidence: Evidence): bigint {
  return evidence.kind === "duplicateVote"
    ? evidenceHeight(evidence)
    : evidence.conflictingBlock.signedHeader.header.height;
}

function culpritsOf(evidence: Evidence): readonly string[] {
  return evidence.kind === "duplicateVote"
    ? [toHexUpper(evidence.voteA.validatorAddress)]
    : evidence.byzantineValidators.map(({ address }) => toHexUpper(address));
}

async function namesByAddress(
  network: Network,
  chain: NetworkChain,
): Promise<ReadonlyMap<string, string>> {
  const pairs = await Promise.all(
    network.file().validators.map(async ({ name }) => {
      const address = await consensusAddressOn(network, chain, name);
      return [toHexUpper(address), name] as const;
    }),
  );
  return new Map(pairs);
}

async function doubleVotingDocument(
  chain: NetworkChain,
  evidence: DuplicateVoteEvidence,
): Promise<EvidenceDocument> {
  const endpoint = await endpointOf(chain);
  const { height } = evidence.voteA;
  const { signedHeader, validatorSet } = await chain.client.lightBlock(height);
  const header = makeHeader({
    signed: signedHeader,
    validators: validatorSet,
    trusted: endpoint.heightOf(height),
    trustedValidators: validatorSet,
  });
  return {
    kind: "double-voting",
    evidence: DuplicateVoteProto.toJSON(duplicateVoteEvidenceToProto(evidence)),
    header: Header.toJSON(header),
  };
}

async function attackDocument(
  network: Network,
  chain: NetworkChain,
  evidence: LightClientAttackEvidence,
): Promise<EvidenceDocument> {
  const [consumer, hub] = await Promise.all([endpointOf(chain), endpointOf(network.hub())]);
  const clientId = chain.entry.clientIds?.onHub ?? "";
  const { signedHeader, validatorSet } = evidence.conflictingBlock;
  const { height } = signedHeader.header;
  const trusted = (await hub.consensusHeights(clientId))
    .filter(({ revisionHeight }) => revisionHeight < height)
    .toSorted((a, b) => (a.revisionHeight < b.revisionHeight ? -1 : 1))
    .at(-1);
  if (trusted === undefined) {
    throw new InputError(`client ${clientId} on the hub trusts no height below ${height}`);
  }
  const trustedValidators = await chain.client.validators(trusted.revisionHeight + 1n);
  const misbehaviour: Misbehaviour = {
    clientId,
    header1: await headerAt(consumer, trusted, height),
    header2: makeHeader({
      signed: signedHeader,
      validators: validatorSet,
      trusted,
      trustedValidators,
    }),
  };
  return { kind: "light-client-attack", misbehaviour: Misbehaviour.toJSON(misbehaviour) };
}

interface JsonFile {
  readonly name: string;
  readonly json: JsonValue;
}

function parseJson(name: string, text: string): JsonValue {
  try {
    const parsed: JsonValue = JSON.parse(text);
    return parsed;
  } catch {
    throw new InputError(`${name} is not JSON; make it with "testudo evidence export"`);
  }
}

function checked(type: { fromJSON(json: unknown): unknown; typeName: string }, file: JsonFile) {
  try {
    type.fromJSON(file.json);
  } catch (error) {
    throw new InputError(`${file.name} is no ${type.typeName}: ${messageOf(error)}`);
  }
}
