import { DAY, equalBytes, SECOND, utf8 } from "@testudo/base";
import { signedHeaderToProto, validatorSetToProto } from "@testudo/comet";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import { connectionPath, type Height, parseChainRevision } from "@testudo/ibc/host";
import { toDuration, toTimestamp, unpackAs } from "@testudo/proto";
import { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  MsgCreateClient,
  MsgCreateClientResponse,
  MsgUpdateClient,
  QueryClientStateRequest,
  QueryClientStateResponse,
} from "@testudo/proto/ibc/core/client/v1";
import { MerkleProof } from "@testudo/proto/ibc/core/commitment/v1";
import {
  MsgConnectionOpenAck,
  MsgConnectionOpenConfirm,
  MsgConnectionOpenInit,
  MsgConnectionOpenTry,
} from "@testudo/proto/ibc/core/connection/v1";
import { ClientState, ConsensusState, Header } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { relayer } from "./hub.ts";
import { attributesOf, responsesOf, type TestChain, type TxResult } from "./test-chain.ts";
import { message } from "./test-tx.ts";

/** One side of a link: a chain and its light client of the other. */
export interface LinkEnd {
  readonly chain: TestChain;
  readonly clientId: string;
  readonly connectionId: string;
}

/** Two chains that know each other. */
export interface Link {
  readonly a: LinkEnd;
  readonly b: LinkEnd;
}

/** One end of a channel. */
export interface ChannelEnd extends LinkEnd {
  readonly portId: string;
  readonly channelId: string;
}

const IBC_PREFIX = { keyPrefix: utf8("ibc") };
const VERSION = { identifier: "1", features: ["ORDER_ORDERED", "ORDER_UNORDERED"] };
/** Fields of handshake messages that nobody reads any more. */
const DEPRECATED = {
  proofClient: new Uint8Array(),
  proofConsensus: new Uint8Array(),
  consensusHeight: { revisionNumber: 0n, revisionHeight: 0n },
  hostConsensusStateProof: new Uint8Array(),
};

/** The relayer's address on a chain. */
export function relayerOn({ addresses }: TestChain): string {
  return addresses.acc.toText(relayer.address);
}

/** A height with the revision of the chain's id. */
export function heightOn(chain: TestChain, revisionHeight: bigint): Height {
  return { revisionNumber: parseChainRevision(chain.chainId), revisionHeight };
}

/** What a chain's light client believes. */
export function clientStateOf(chain: TestChain, clientId: string): ClientState {
  const { clientState } = chain.query(
    "/ibc.core.client.v1.Query/ClientState",
    QueryClientStateRequest,
    QueryClientStateResponse,
    { clientId },
  );
  const state = clientState === undefined ? undefined : unpackAs(ClientState, clientState);
  if (state === undefined) throw new RangeError(`${clientId} is no client of Tendermint`);
  return state;
}

/** A header as light clients want it, with the validators that followed the trusted height. */
export function headerOf(
  chain: TestChain,
  trustedHeight: Height,
  height: bigint = chain.height,
): Header {
  return {
    signedHeader: signedHeaderToProto(chain.signedHeader(height)),
    validatorSet: validatorSetToProto(chain.validatorsAt(height)),
    trustedHeight,
    trustedValidators: validatorSetToProto(chain.validatorsAt(trustedHeight.revisionHeight + 1n)),
  };
}

/** Creates a client of `of` on `on`, and tells its id. */
export function createClient(
  on: TestChain,
  of: TestChain,
  changes: Partial<ClientState> = {},
): string {
  const { header } = of.made(of.height);
  const result = on.send(
    relayer,
    message(MsgCreateClient, {
      clientState: message(ClientState, {
        chainId: of.chainId,
        trustLevel: { numerator: 1n, denominator: 3n },
        trustingPeriod: toDuration(14n * DAY),
        unbondingPeriod: toDuration(21n * DAY),
        maxClockDrift: toDuration(10n * SECOND),
        frozenHeight: { revisionNumber: 0n, revisionHeight: 0n },
        latestHeight: heightOn(of, of.height),
        proofSpecs: SDK_PROOF_SPECS,
        upgradePath: ["upgrade", "upgradedIBCState"],
        allowUpdateAfterExpiry: false,
        allowUpdateAfterMisbehaviour: false,
        ...changes,
      }),
      consensusState: message(ConsensusState, {
        timestamp: toTimestamp(header.time),
        root: { hash: header.appHash },
        nextValidatorsHash: header.nextValidatorsHash,
      }),
      signer: relayerOn(on),
    }),
  );
  return responsesOf(MsgCreateClientResponse, result)[0]!.clientId;
}

/**
 * The messages that bring a client up to the last block of its counterparty: one, unless less than a third of the power
 * that the client trusts signed that block. Then it goes by steps.
 */
export function clientUpdates(on: TestChain, clientId: string, of: TestChain): readonly Any[] {
  const updates: Any[] = [];
  let trusted = clientStateOf(on, clientId).latestHeight;
  while (trusted.revisionHeight < of.height) {
    let height = of.height;
    while (!isTrusted(of, trusted.revisionHeight, height)) height -= 1n;
    updates.push(
      message(MsgUpdateClient, {
        clientId,
        clientMessage: message(Header, headerOf(of, trusted, height)),
        signer: relayerOn(on),
      }),
    );
    trusted = heightOn(of, height);
  }
  return updates;
}

/** Whether a client may go from one height to another. */
function isTrusted(chain: TestChain, from: bigint, to: bigint): boolean {
  if (to === from + 1n) return true;
  const trusted = chain.validatorsAt(from + 1n);
  const { commit } = chain.signedHeader(to);
  const signed = trusted.validators
    .filter(({ address }) =>
      commit.signatures.some(({ validatorAddress }) => equalBytes(validatorAddress, address)),
    )
    .reduce((sum, { power }) => sum + power, 0n);
  return signed * 3n > trusted.totalPower;
}

/** Brings a client up to the last block of its counterparty. */
export function updateClient(on: TestChain, clientId: string, of: TestChain): TxResult {
  return on.send(relayer, clientUpdates(on, clientId, of));
}

/** Proves a key of the last but one state: the last header commits to it. */
export function proveOn(
  chain: TestChain,
  path: string,
  storeName = "ibc",
): { readonly proof: Uint8Array; readonly proofHeight: Height } {
  const { proofOps } = chain.store.prove(storeName, utf8(path), chain.height - 1n);
  const proofs = proofOps.ops.map(({ data }) => CommitmentProof.decode(data));
  return { proof: MerkleProof.encode({ proofs }), proofHeight: heightOn(chain, chain.height) };
}

/** Makes the last state of `from` provable, and the messages that tell a client on `to` about it. */
export function freshen(from: TestChain, to: TestChain, clientId: string): readonly Any[] {
  from.next();
  return clientUpdates(to, clientId, from);
}

/** Opens a connection over two clients, `a` proposing. Clients that are not given are created. */
export function openLink(
  a: TestChain,
  b: TestChain,
  clients: { readonly a?: string; readonly b?: string } = {},
): Link {
  const clientA = clients.a ?? createClient(a, b);
  const clientB = clients.b ?? createClient(b, a);

  const init = a.send(
    relayer,
    message(MsgConnectionOpenInit, {
      clientId: clientA,
      counterparty: { clientId: clientB, connectionId: "", prefix: IBC_PREFIX },
      version: undefined,
      delayPeriod: 0n,
      signer: relayerOn(a),
    }),
  );
  const idA = attributesOf(init.events, "connection_open_init", "connection_id")[0]!;

  const updateB = freshen(a, b, clientB);
  const proofInit = proveOn(a, connectionPath(idA));
  const answer = b.send(relayer, [
    ...updateB,
    message(MsgConnectionOpenTry, {
      clientId: clientB,
      previousConnectionId: "",
      counterparty: { clientId: clientA, connectionId: idA, prefix: IBC_PREFIX },
      delayPeriod: 0n,
      counterpartyVersions: [VERSION],
      proofInit: proofInit.proof,
      proofHeight: proofInit.proofHeight,
      ...DEPRECATED,
      signer: relayerOn(b),
    }),
  ]);
  const idB = attributesOf(answer.events, "connection_open_try", "connection_id")[0]!;

  const updateA = freshen(b, a, clientA);
  const proofTry = proveOn(b, connectionPath(idB));
  a.send(relayer, [
    ...updateA,
    message(MsgConnectionOpenAck, {
      connectionId: idA,
      counterpartyConnectionId: idB,
      version: VERSION,
      proofTry: proofTry.proof,
      proofHeight: proofTry.proofHeight,
      ...DEPRECATED,
      signer: relayerOn(a),
    }),
  ]);

  const lastUpdateB = freshen(a, b, clientB);
  const proofAck = proveOn(a, connectionPath(idA));
  b.send(relayer, [
    ...lastUpdateB,
    message(MsgConnectionOpenConfirm, {
      connectionId: idB,
      proofAck: proofAck.proof,
      proofHeight: proofAck.proofHeight,
      signer: relayerOn(b),
    }),
  ]);
  return {
    a: { chain: a, clientId: clientA, connectionId: idA },
    b: { chain: b, clientId: clientB, connectionId: idB },
  };
}
