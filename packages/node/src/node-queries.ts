import {
  consAddress,
  createAddressCodec,
  type DecCoin,
  decCoinsToText,
  fromHex,
  plainError,
} from "@testudo/base";
import { BECH32_PREFIX, type ChainRole } from "@testudo/chains";
import { blockIdToProto, blockToProto, type Validator as CometValidator } from "@testudo/comet";
import { describeFiles, packAny, toTimestamp } from "@testudo/proto";
import {
  ConfigRequest,
  ConfigResponse,
  StatusRequest,
  StatusResponse,
} from "@testudo/proto/cosmos/base/node/v1beta1";
import type { PageRequest } from "@testudo/proto/cosmos/base/query/v1beta1";
import {
  ABCIQueryRequest,
  ABCIQueryResponse,
  GetBlockByHeightRequest,
  GetBlockByHeightResponse,
  GetLatestBlockRequest,
  GetLatestBlockResponse,
  GetLatestValidatorSetRequest,
  GetLatestValidatorSetResponse,
  GetNodeInfoRequest,
  GetNodeInfoResponse,
  GetSyncingRequest,
  GetSyncingResponse,
  GetValidatorSetByHeightRequest,
  GetValidatorSetByHeightResponse,
  type Block as SdkBlock,
  type Validator,
} from "@testudo/proto/cosmos/base/tendermint/v1beta1";
import { PubKey as Ed25519PubKey } from "@testudo/proto/cosmos/crypto/ed25519";
import { PubKey as Secp256k1PubKey } from "@testudo/proto/cosmos/crypto/secp256k1";
import {
  FileDescriptorsRequest,
  FileDescriptorsResponse,
} from "@testudo/proto/cosmos/reflection/v1";
import {
  type ChainApplication,
  type Ctx,
  GrpcCode,
  grpcError,
  type QueryRoute,
  query,
} from "@testudo/runtime";
import type { ChainFacts } from "./chain-facts.ts";

/** The SDK's default page of validators, and CometBFT's largest. */
const PAGE_SIZE = 100n;

/** Heads of the paths that are raw queries; methods of gRPC must not be reached through another one. */
const RAW_PATHS: readonly string[] = ["app", "store", "p2p", "custom"];

/** How the node presents itself. */
export interface NodeDescription {
  readonly role: ChainRole;
  readonly chainId: string;
  readonly nodeId: string;
  readonly moniker: string;
  readonly minGasPrices: readonly DecCoin[];
  /** `tcp://host:port` of the RPC server. */
  readonly rpcAddress: () => string;
  /** Whether it is behind its peers; an engine without peers never is. */
  readonly isSyncing?: () => boolean;
}

/** What the Go programs are called. */
const GO_BINARIES: Readonly<Record<ChainRole, string>> = {
  provider: "interchain-security-pd",
  consumer: "interchain-security-cd",
  standalone: "interchain-security-sd",
  democracy: "interchain-security-cdd",
};

/** Versions that we match, as clients look for them among the modules that a Go binary was built from. */
const BUILD_DEPENDENCIES = [
  { path: "github.com/cometbft/cometbft", version: "v0.38.17", sum: "" },
  { path: "github.com/cosmos/cosmos-sdk", version: "v0.50.12", sum: "" },
  { path: "github.com/cosmos/ibc-go/v10", version: "v10.0.0", sum: "" },
  { path: "github.com/cosmos/interchain-security/v7", version: "v7.0.0", sum: "" },
];

/** What the queries read; both are there once the node has started. */
export interface NodeQuerySources {
  readonly engine: () => ChainFacts;
  readonly app: () => Pick<ChainApplication, "query">;
}

/**
 * Services `cosmos.base.tendermint.v1beta1.Service`, `cosmos.base.node.v1beta1.Service` and
 * `cosmos.reflection.v1.ReflectionService`.
 */
export function nodeQueries(
  about: NodeDescription,
  { engine, app }: NodeQuerySources,
): readonly QueryRoute[] {
  const addresses = createAddressCodec(BECH32_PREFIX[about.role]);
  const comet = "/cosmos.base.tendermint.v1beta1.Service";
  const node = "/cosmos.base.node.v1beta1.Service";

  /** Made when it is first asked for. */
  let files: ReturnType<typeof describeFiles> | undefined;

  function checkHeight(height: bigint): void {
    const { latestHeight, earliestHeight } = engine().status();
    if (height > latestHeight) {
      throw grpcError(
        GrpcCode.INVALID_ARGUMENT,
        "requested block height is bigger then the chain length",
      );
    }
    if (height <= 0n) throw plainError(`height must be greater than 0, but got ${height}`);
    if (height < earliestHeight) {
      throw plainError(`height ${height} is not available, lowest height is ${earliestHeight}`);
    }
  }

  const blockAt = (height: bigint) => {
    checkHeight(height);
    const stored = engine().block(height);
    if (stored === undefined) throw plainError(`height ${height} is not available`);
    const block = blockToProto(stored.block);
    const { header, data, evidence, lastCommit } = block;
    const sdkBlock: SdkBlock = {
      header: {
        ...header,
        proposerAddress: addresses.cons.toText(consAddress(header.proposerAddress)),
      },
      data,
      evidence,
      lastCommit,
    };
    return { blockId: blockIdToProto(stored.blockId), block, sdkBlock };
  };

  const validatorsAt = (height: bigint, page: GetLatestValidatorSetRequest["pagination"]) => {
    checkHeight(height);
    const set = engine().validators(height)?.validators;
    if (set === undefined) throw plainError(`height ${height} is not available`);
    return {
      blockHeight: height,
      validators: pageOf(set.validators, page).map((one) =>
        toSdkValidator(one, addresses.cons.toText(consAddress(one.address))),
      ),
      pagination: { nextKey: new Uint8Array(), total: BigInt(set.size) },
    };
  };

  return [
    query(`${comet}/GetNodeInfo`, GetNodeInfoRequest, GetNodeInfoResponse, () => ({
      defaultNodeInfo: {
        protocolVersion: { p2p: 8n, block: 11n, app: 0n },
        defaultNodeId: about.nodeId,
        listenAddr: about.rpcAddress(),
        network: about.chainId,
        version: "0.38.17",
        channels: fromHex("40202122233038606100"),
        moniker: about.moniker,
        other: { txIndex: "on", rpcAddress: about.rpcAddress() },
      },
      applicationVersion: {
        name: "testudo",
        appName: GO_BINARIES[about.role],
        version: "v7.0.0",
        gitCommit: "",
        buildTags: "",
        goVersion: "",
        buildDeps: BUILD_DEPENDENCIES,
        cosmosSdkVersion: "v0.50.12",
      },
    })),
    query(`${comet}/GetSyncing`, GetSyncingRequest, GetSyncingResponse, () => ({
      syncing: about.isSyncing?.() ?? false,
    })),
    query(`${comet}/GetLatestBlock`, GetLatestBlockRequest, GetLatestBlockResponse, () =>
      blockAt(engine().status().latestHeight),
    ),
    query(
      `${comet}/GetBlockByHeight`,
      GetBlockByHeightRequest,
      GetBlockByHeightResponse,
      (_ctx, { height }) => blockAt(height),
    ),
    query(
      `${comet}/GetLatestValidatorSet`,
      GetLatestValidatorSetRequest,
      GetLatestValidatorSetResponse,
      (_ctx, { pagination }) => validatorsAt(engine().status().latestHeight, pagination),
    ),
    query(
      `${comet}/GetValidatorSetByHeight`,
      GetValidatorSetByHeightRequest,
      GetValidatorSetByHeightResponse,
      (_ctx, { height, pagination }) => validatorsAt(height, pagination),
    ),
    query(`${comet}/ABCIQuery`, ABCIQueryRequest, ABCIQueryResponse, (_ctx, { path, ...rest }) => {
      if (path === "") throw grpcError(GrpcCode.INVALID_ARGUMENT, "empty query path");
      const [head = ""] = path.replace(/^\//, "").split("/");
      if (!RAW_PATHS.includes(head)) {
        const text = `unsupported ABCI query path: ${path}`;
        throw grpcError(GrpcCode.INVALID_ARGUMENT, text);
      }
      return app().query({ path, ...rest });
    }),
    query(
      "/cosmos.reflection.v1.ReflectionService/FileDescriptors",
      FileDescriptorsRequest,
      FileDescriptorsResponse,
      () => {
        files ??= describeFiles();
        return { files };
      },
    ),
    query(`${node}/Config`, ConfigRequest, ConfigResponse, () => ({
      minimumGasPrice: decCoinsToText(about.minGasPrices),
      pruningKeepRecent: "",
      pruningInterval: "",
      haltHeight: 0n,
    })),
    query(`${node}/Status`, StatusRequest, StatusResponse, (ctx: Ctx) => ({
      earliestStoreHeight: engine().status().earliestHeight,
      height: ctx.height,
      timestamp: toTimestamp(ctx.time),
      appHash: ctx.header.appHash,
      validatorHash: ctx.header.nextValidatorsHash,
    })),
  ];
}

/** The SDK turns an offset into a page of CometBFT's, which starts at a multiple of its size. */
function pageOf<T>(items: readonly T[], request: PageRequest | undefined): readonly T[] {
  const { offset = 0n, limit = 0n } = request ?? {};
  const perPage = limit === 0n ? PAGE_SIZE : limit;
  const size = perPage > PAGE_SIZE ? PAGE_SIZE : perPage;
  const page = offset / perPage + 1n;
  const total = BigInt(items.length);
  const pages = total === 0n ? 1n : (total + size - 1n) / size;
  if (page > pages) {
    throw plainError(`page should be within [1, ${pages}] range, given ${page}`);
  }
  const skip = Number((page - 1n) * size);
  return items.slice(skip, skip + Number(size));
}

function toSdkValidator(validator: CometValidator, address: string): Validator {
  const { pubKey, power, proposerPriority } = validator;
  return {
    address,
    pubKey:
      pubKey.type === "ed25519"
        ? packAny(Ed25519PubKey, { key: pubKey.bytes })
        : packAny(Secp256k1PubKey, { key: pubKey.bytes }),
    votingPower: power,
    proposerPriority,
  };
}
