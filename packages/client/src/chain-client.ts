import {
  type Bytes,
  fromBase64,
  fromHex,
  parseRfc3339,
  type Time,
  toBase64,
  toHex,
} from "@testudo/base";
import {
  type Block,
  type BlockId,
  blockFromJson,
  blockIdFromJson,
  type LightBlock,
  type SignedHeader,
  signedHeaderFromJson,
  type Validator,
  type ValidatorSet,
  validatorFromJson,
  validatorSetFromExisting,
} from "@testudo/comet";
import type { MessageType } from "@testudo/proto";
import { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { MerkleProof } from "@testudo/proto/ibc/core/commitment/v1";
import { ClientError, QueryFailed, RpcCallError } from "./errors.ts";
import { createTransport, type Transport } from "./transport.ts";

/** An event of a transaction or a block: attributes in order, as text. */
export interface ChainEvent {
  readonly type: string;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** What executing a transaction gave. */
export interface TxResult {
  readonly code: number;
  readonly codespace: string;
  readonly data: Bytes;
  readonly log: string;
  readonly gasWanted: bigint;
  readonly gasUsed: bigint;
  readonly events: readonly ChainEvent[];
}

/** A transaction in a block. */
export interface CommittedTx {
  /** Upper-case hex. */
  readonly hash: string;
  readonly height: bigint;
  readonly tx: Bytes;
  readonly result: TxResult;
}

export interface BlockResults {
  readonly height: bigint;
  readonly txs: readonly TxResult[];
  /** Events of the block itself: begin and end blockers. */
  readonly events: readonly ChainEvent[];
  readonly appHash: Bytes;
}

export interface ChainStatus {
  readonly chainId: string;
  readonly version: string;
  readonly latestHeight: bigint;
  readonly latestTime: Time;
  readonly latestBlockHash: Bytes;
  readonly latestAppHash: Bytes;
  readonly earliestHeight: bigint;
}

/** A value of a store with the proof that the app hash of the next height covers it. */
export interface ProvenValue {
  /** `undefined`: absent, and the proof proves that. */
  readonly value: Bytes | undefined;
  /** `ibc.core.commitment.v1.MerkleProof`, as IBC messages carry it. */
  readonly proof: Bytes;
  /** The height that was read; the header that proves it is the next one. */
  readonly height: bigint;
}

export interface QueryOptions {
  /** 0 or absent: the latest. */
  readonly height?: bigint;
}

/** Talks to any CometBFT v0.38 node through its public RPC. */
export type ChainClient = ReturnType<typeof createChainClient>;

/** @param rpcUrl `http://host:port` */
export function createChainClient({ rpcUrl }: { readonly rpcUrl: string }) {
  const transport: Transport = createTransport(rpcUrl);
  const call = async (method: string, params?: Record<string, unknown>) =>
    asObject(await transport.call(method, params), method);

  async function status(): Promise<ChainStatus> {
    const answer = await call("status");
    const [info, sync] = [asObject(answer.node_info), asObject(answer.sync_info)];
    return {
      chainId: text(info.network),
      version: text(info.version),
      latestHeight: BigInt(text(sync.latest_block_height)),
      latestTime: parseRfc3339(text(sync.latest_block_time)),
      latestBlockHash: fromHex(text(sync.latest_block_hash).toLowerCase()),
      latestAppHash: fromHex(text(sync.latest_app_hash).toLowerCase()),
      earliestHeight: BigInt(text(sync.earliest_block_height)),
    };
  }

  async function commit(height?: bigint): Promise<SignedHeader> {
    const answer = await call("commit", heightParam(height));
    return signedHeaderFromJson(answer.signed_header);
  }

  async function block(height?: bigint): Promise<{ blockId: BlockId; block: Block }> {
    const answer = await call("block", heightParam(height));
    return { blockId: blockIdFromJson(answer.block_id), block: blockFromJson(answer.block) };
  }

  /** All validators of a height, every page, with a proposer as CometBFT's light client works it out. */
  async function validators(height: bigint): Promise<ValidatorSet> {
    const found: Validator[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await call("validators", {
        ...heightParam(height),
        page: String(page),
        per_page: "100",
      });
      found.push(...asArray(answer.validators).map(validatorFromJson));
      if (BigInt(found.length) >= BigInt(text(answer.total))) break;
    }
    return validatorSetFromExisting(found);
  }

  async function lightBlock(height: bigint): Promise<LightBlock> {
    const [signedHeader, validatorSet] = await Promise.all([commit(height), validators(height)]);
    return { signedHeader, validatorSet };
  }

  async function blockResults(height: bigint): Promise<BlockResults> {
    const answer = await call("block_results", heightParam(height));
    return {
      height,
      txs: asArray(answer.txs_results).map(readTxResult),
      events: asArray(answer.finalize_block_events).map(readEvent),
      appHash: bytes(answer.app_hash),
    };
  }

  /** `undefined` when the node does not know the transaction. */
  async function tx(hash: Bytes): Promise<CommittedTx | undefined> {
    try {
      return readTx(await call("tx", { hash: toBase64(hash), prove: false }));
    } catch (error) {
      if (error instanceof RpcCallError && error.data.includes("not found")) return undefined;
      throw error;
    }
  }

  async function txSearch(query: string): Promise<readonly CommittedTx[]> {
    const found: CommittedTx[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await call("tx_search", {
        query,
        prove: false,
        page: String(page),
        per_page: "100",
        order_by: "asc",
      });
      found.push(...asArray(answer.txs).map(readTx));
      if (BigInt(found.length) >= BigInt(text(answer.total_count))) return found;
    }
  }

  /** Heights of the blocks with a matching event of their own, ascending. */
  async function blockSearch(query: string): Promise<readonly bigint[]> {
    const found: bigint[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await call("block_search", {
        query,
        page: String(page),
        per_page: "100",
        order_by: "asc",
      });
      for (const one of asArray(answer.blocks)) {
        const header = asObject(asObject(asObject(one).block).header);
        found.push(BigInt(text(header.height)));
      }
      if (BigInt(found.length) >= BigInt(text(answer.total_count))) return found;
    }
  }

  /**
   * A gRPC query over ABCI: path `/package.Service/Method`.
   *
   * @throws QueryFailed with the application's code
   */
  async function query<Req, Res>(
    path: string,
    types: { readonly request: MessageType<Req>; readonly response: MessageType<Res> },
    request: Req,
    options: QueryOptions = {},
  ): Promise<Res> {
    const response = await abciQuery({
      path,
      data: types.request.encode(request),
      height: options.height ?? 0n,
      prove: false,
    });
    return types.response.decode(bytes(response.value));
  }

  /** A raw value of a store without proof. */
  async function storeValue(
    store: string,
    key: Bytes,
    options: QueryOptions = {},
  ): Promise<Bytes | undefined> {
    const height = options.height ?? 0n;
    const response = await abciQuery({
      path: `/store/${store}/key`,
      data: key,
      height,
      prove: false,
    });
    const value = bytes(response.value);
    return value.length === 0 ? undefined : value;
  }

  /** A raw value of a store with its membership or absence proof. */
  async function provenValue(store: string, key: Bytes, height: bigint): Promise<ProvenValue> {
    const response = await abciQuery({
      path: `/store/${store}/key`,
      data: key,
      height,
      prove: true,
    });
    const ops = asArray(asObject(response.proofOps).ops).map((op) => asObject(op));
    const proofs = ops.map(({ data }) => CommitmentProof.decode(bytes(data)));
    const value = bytes(response.value);
    return {
      value: value.length === 0 ? undefined : value,
      proof: MerkleProof.encode({ proofs }),
      height: BigInt(text(response.height)),
    };
  }

  async function abciQuery(options: {
    readonly path: string;
    readonly data: Bytes;
    readonly height: bigint;
    readonly prove: boolean;
  }): Promise<Record<string, unknown>> {
    const answer = await call("abci_query", {
      path: options.path,
      data: toHex(options.data),
      height: String(options.height),
      prove: options.prove,
    });
    const response = asObject(answer.response);
    const code = Number(response.code ?? 0);
    if (code !== 0) {
      throw new QueryFailed(options.path, text(response.codespace), code, text(response.log));
    }
    return response;
  }

  /** Hands a transaction to the mempool. A refusal by the application is an answer, not an error. */
  async function broadcast(txBytes: Bytes) {
    const answer = await call("broadcast_tx_sync", { tx: toBase64(txBytes) });
    return {
      code: Number(answer.code ?? 0),
      codespace: text(answer.codespace),
      log: text(answer.log),
      hash: text(answer.hash),
    };
  }

  /** Calls `onHeight` for each new block; `onEnd` when the connection is gone. */
  function onNewBlock(
    onHeight: (height: bigint) => void,
    onEnd: (reason: unknown) => void,
  ): { cancel(): void } {
    return transport.listen({
      query: "tm.event='NewBlockHeader'",
      onEvent(event) {
        const header = asObject(asObject(asObject(asObject(event).data).value).header);
        onHeight(BigInt(text(header.height)));
      },
      onEnd,
    });
  }

  return {
    rpcUrl,
    /** Any method of the node, as JSON. */
    call: (method: string, params?: Record<string, unknown>) => transport.call(method, params),
    status,
    commit,
    block,
    validators,
    lightBlock,
    blockResults,
    tx,
    txSearch,
    blockSearch,
    query,
    storeValue,
    provenValue,
    broadcast,
    onNewBlock,
    close: () => transport.close(),
  };
}

function heightParam(height: bigint | undefined): Record<string, unknown> {
  return height === undefined ? {} : { height: String(height) };
}

function readTx(json: unknown): CommittedTx {
  const found = asObject(json);
  return {
    hash: text(found.hash),
    height: BigInt(text(found.height)),
    tx: bytes(found.tx),
    result: readTxResult(found.tx_result),
  };
}

function readTxResult(json: unknown): TxResult {
  const found = asObject(json);
  return {
    code: Number(found.code ?? 0),
    codespace: text(found.codespace),
    data: bytes(found.data),
    log: text(found.log),
    gasWanted: BigInt(text(found.gas_wanted) || "0"),
    gasUsed: BigInt(text(found.gas_used) || "0"),
    events: asArray(found.events).map(readEvent),
  };
}

function readEvent(json: unknown): ChainEvent {
  const found = asObject(json);
  return {
    type: text(found.type),
    attributes: asArray(found.attributes).map((one) => {
      const attribute = asObject(one);
      return { key: text(attribute.key), value: text(attribute.value) };
    }),
  };
}

function asObject(json: unknown, what = "answer"): Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new ClientError(`the node's ${what} is not an object`);
  }
  return json as Record<string, unknown>;
}

function asArray(json: unknown): readonly unknown[] {
  if (json === undefined || json === null) return [];
  if (!Array.isArray(json)) throw new ClientError("the node answered no list where one belongs");
  return json;
}

function text(json: unknown): string {
  return json === undefined || json === null ? "" : String(json);
}

function bytes(json: unknown): Bytes {
  return typeof json === "string" ? fromBase64(json) : new Uint8Array();
}

/** The first value of an attribute, or `undefined`. */
export function attributeOf(event: ChainEvent, key: string): string | undefined {
  return event.attributes.find((attribute) => attribute.key === key)?.value;
}
