import { fromBase64, toBase64, toHex } from "@testudo/base";
import {
  blockFromJson,
  blockIdFromJson,
  hashTx,
  validatorFromJson,
  validatorSetFromExisting,
} from "@testudo/comet";
import type { IndexedTx, StoredBlock, TxPlace, ValidatorsAtHeight } from "@testudo/engine";
import {
  GetBlockByHeightRequest,
  GetValidatorSetByHeightRequest,
} from "@testudo/proto/cosmos/base/tendermint/v1beta1";
import {
  GetBlockWithTxsRequest,
  GetTxRequest,
  GetTxsEventRequest,
  OrderBy,
} from "@testudo/proto/cosmos/tx/v1beta1";
import { ExecTxResult } from "@testudo/proto/tendermint/abci";
import { GrpcCode, grpcError } from "@testudo/runtime";
import type { ChainFacts } from "../chain-facts.ts";
import { list, members, type RpcCall, RpcRefusal } from "./rpc-calls.ts";

const COMET = "/cosmos.base.tendermint.v1beta1.Service";
const TX = "/cosmos.tx.v1beta1.Service";
const PAGE_SIZE = 100;

/** What has been learned of a chain for one query. */
interface Learned {
  status: ReturnType<ChainFacts["status"]>;
  readonly blocks: Map<bigint, StoredBlock>;
  validators: ValidatorsAtHeight | undefined;
  readonly txs: Map<string, IndexedTx>;
  found: readonly TxPlace[];
  searchFault: RpcRefusal | undefined;
}

/** The answers for a query that asks nothing of the chain, or came where nobody could be asked. */
export const NO_FACTS: ChainFacts = factsOf(undefined);

/**
 * Asks a CometBFT node for what a service method will need, so that the method itself can stay synchronous. A request
 * that cannot be read needs nothing: the method refuses it.
 *
 * @throws GrpcError UNAVAILABLE when the node does not answer
 */
export async function factsFor(
  call: RpcCall,
  request: { readonly path: string; readonly data: Uint8Array },
): Promise<ChainFacts> {
  const learn = needsOf(request);
  if (learn === undefined) return NO_FACTS;
  const learned: Learned = {
    status: { latestHeight: 0n, earliestHeight: 0n },
    blocks: new Map(),
    validators: undefined,
    txs: new Map(),
    found: [],
    searchFault: undefined,
  };
  try {
    const sync = members((await call("status")).sync_info);
    learned.status = {
      latestHeight: BigInt(String(sync.latest_block_height)),
      earliestHeight: BigInt(String(sync.earliest_block_height)),
    };
    await learn(call, learned);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw grpcError(GrpcCode.UNAVAILABLE, `the node's RPC does not answer: ${why}`);
  }
  return factsOf(learned);
}

type Learn = (call: RpcCall, learned: Learned) => Promise<void>;

function needsOf({ path, data }: { path: string; data: Uint8Array }): Learn | undefined {
  try {
    switch (path) {
      case `${COMET}/GetLatestBlock`:
        return (call, learned) => learnBlock(call, learned, learned.status.latestHeight);
      case `${COMET}/GetBlockByHeight`: {
        const { height } = GetBlockByHeightRequest.decode(data);
        return (call, learned) => learnBlock(call, learned, height);
      }
      case `${COMET}/GetLatestValidatorSet`:
        return (call, learned) => learnValidators(call, learned, learned.status.latestHeight);
      case `${COMET}/GetValidatorSetByHeight`: {
        const { height } = GetValidatorSetByHeightRequest.decode(data);
        return (call, learned) => learnValidators(call, learned, height);
      }
      case "/cosmos.base.node.v1beta1.Service/Status":
        return async () => undefined;
      case `${TX}/GetTx`: {
        const { hash } = GetTxRequest.decode(data);
        return (call, learned) => learnTx(call, learned, hash);
      }
      case `${TX}/GetTxsEvent`: {
        const request = GetTxsEventRequest.decode(data);
        return (call, learned) => learnSearch(call, learned, request);
      }
      case `${TX}/GetBlockWithTxs`: {
        const { height } = GetBlockWithTxsRequest.decode(data);
        return (call, learned) => learnBlock(call, learned, height);
      }
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}

async function learnBlock(call: RpcCall, { status, blocks }: Learned, height: bigint) {
  if (height < status.earliestHeight || height > status.latestHeight || blocks.has(height)) return;
  const answer = await call("block", { height: String(height) });
  const block = blockFromJson(answer.block);
  blocks.set(height, { blockId: blockIdFromJson(answer.block_id), block });
}

async function learnValidators(call: RpcCall, learned: Learned, height: bigint): Promise<void> {
  const { earliestHeight, latestHeight } = learned.status;
  if (height < earliestHeight || height > latestHeight) return;
  const found = [];
  for (let page = 1; ; page += 1) {
    const answer = await call("validators", {
      height: String(height),
      page: String(page),
      per_page: String(PAGE_SIZE),
    });
    found.push(...list(answer.validators).map(validatorFromJson));
    if (found.length >= Number(answer.total)) break;
  }
  learned.validators = { height, validators: validatorSetFromExisting(found) };
}

async function learnTx(call: RpcCall, learned: Learned, hash: string): Promise<void> {
  if (!/^([0-9a-fA-F]{2})+$/.test(hash)) return;
  try {
    const answer = await call("tx", { hash: toBase64(Buffer.from(hash, "hex")), prove: false });
    await keepTx(call, learned, answer);
  } catch (error) {
    // It says so of a transaction that it does not have.
    if (!(error instanceof RpcRefusal)) throw error;
  }
}

/** Asks for the page that is wanted; the places of the others are only counted. */
async function learnSearch(
  call: RpcCall,
  learned: Learned,
  { query, orderBy, page, limit }: GetTxsEventRequest,
): Promise<void> {
  if (query === "") return;
  const perPage = limit === 0n || limit > BigInt(PAGE_SIZE) ? PAGE_SIZE : Number(limit);
  const isDescending = orderBy === OrderBy.ORDER_BY_DESC;
  try {
    const answer = await call("tx_search", {
      query,
      prove: false,
      page: String(page === 0n ? 1n : page),
      per_page: String(perPage),
      order_by: isDescending ? "desc" : "asc",
    });
    const places: TxPlace[] = [];
    for (const one of list(answer.txs)) places.push(await keepTx(call, learned, members(one)));
    const skip = (Number(page === 0n ? 1n : page) - 1) * perPage;
    const all: TxPlace[] = Array.from({ length: Number(answer.total_count) }, () => NOWHERE);
    all.splice(skip, places.length, ...places);
    learned.found = isDescending ? all.toReversed() : all;
  } catch (error) {
    if (!(error instanceof RpcRefusal)) throw error;
    learned.searchFault = error;
  }
}

const NOWHERE: TxPlace = { height: 0n, index: 0 };

/** The transaction, and its block, whose time is shown with it. */
async function keepTx(
  call: RpcCall,
  learned: Learned,
  { height, index, tx, tx_result: result }: Readonly<Record<string, unknown>>,
): Promise<TxPlace> {
  const found: IndexedTx = {
    height: BigInt(String(height)),
    index: Number(index),
    tx: fromBase64(String(tx)),
    result: ExecTxResult.fromJSON(result),
  };
  learned.txs.set(placeText(found), found);
  learned.txs.set(toHex(hashTx(found.tx)), found);
  await learnBlock(call, learned, found.height);
  return { height: found.height, index: found.index };
}

const placeText = ({ height, index }: TxPlace): string => `${height}/${index}`;

function factsOf(learned: Learned | undefined): ChainFacts {
  const known = (): Learned => {
    if (learned !== undefined) return learned;
    throw grpcError(GrpcCode.UNAVAILABLE, "this node does not know its CometBFT's RPC");
  };
  return {
    status: () => known().status,
    block: (height) => known().blocks.get(height),
    validators: () => known().validators,
    tx: (hash) => known().txs.get(toHex(hash)),
    txAt: (place) => known().txs.get(placeText(place)),
    findTxs() {
      const { searchFault, found } = known();
      if (searchFault !== undefined) throw searchFault;
      return found;
    },
  };
}
