import { join, resolve } from "node:path";
import { type Duration, SECOND } from "@testudo/base";
import { fromDuration } from "@testudo/proto";
import {
  QueryParamsRequest as StakingParamsRequest,
  QueryParamsResponse as StakingParamsResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import {
  QueryParamsRequest as ConsumerParamsRequest,
  QueryParamsResponse as ConsumerParamsResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import { InputError } from "../errors.ts";
import type { Network, NetworkChain } from "../network.ts";
import { FAUCET, RELAYER, type Topology } from "../topology.ts";
import type { HermesChain } from "./hermes-config.ts";
import { type HermesFiles, writeHermesFiles } from "./hermes-files.ts";

export interface HermesExport extends HermesFiles {
  /** The account that pays. */
  readonly account: string;
  readonly chains: readonly HermesChain[];
}

export interface HermesExportOptions {
  /** Where the files go. */
  readonly folder: string;
  readonly topology: Pick<Topology, "relayer" | "mine" | "compat">;
  /** Who pays; by default somebody whose sequence numbers the devnet's own relayer does not use. */
  readonly account?: string | undefined;
  readonly events?: "push" | "pull" | undefined;
}

/** Headers are worth trusting for two thirds of the time in which their signers can be punished. */
const TRUSTED_SHARE = { of: 2n, in: 3n };
/** Nanoseconds in one. */
const MILLISECOND = 1_000_000n;

/**
 * Writes configuration and keys of a Hermes that relays between all chains of a running devnet.
 *
 * @throws InputError where a chain serves no gRPC, or there is no such account
 */
export async function exportHermes(
  network: Network,
  { folder, topology, account = payer(network, topology), events }: HermesExportOptions,
): Promise<HermesExport> {
  const { mnemonic } = accountOf(network, account);
  const blockTimeMax = longestPause(topology);
  const chains = await Promise.all(
    network.chains().map(async (chain) => ({ ...(await hermesChain(chain)), blockTimeMax })),
  );
  const files = await writeHermesFiles({
    folder: resolve(folder),
    chains,
    mnemonic,
    keyName: account,
    events,
    watchHeaders: topology.compat === "legacy-events",
  });
  return { ...files, account, chains };
}

/** Where the files go unless somebody says otherwise. */
export function hermesFolder(home: string): string {
  return join(home, "hermes");
}

async function hermesChain(chain: NetworkChain): Promise<HermesChain> {
  const { chainId, role, rpc, grpc, bech32Prefix, denom, minGasPrice } = chain.entry;
  if (grpc === undefined) {
    throw new InputError(
      `${chainId} serves no gRPC, without which Hermes cannot relay; start a devnet with the engine builtin`,
    );
  }
  const unbonding = await unbondingPeriod(chain);
  return {
    chainId,
    rpcUrl: rpc,
    grpcUrl: `http://${grpc}`,
    bech32Prefix,
    denom,
    gasPrice: minGasPrice,
    isConsumer: role === "consumer",
    trustingPeriod: (unbonding * TRUSTED_SHARE.of) / TRUSTED_SHARE.in,
  };
}

async function unbondingPeriod({ entry, client }: NetworkChain): Promise<Duration> {
  if (entry.role === "provider") {
    const { params } = await client.query(
      "/cosmos.staking.v1beta1.Query/Params",
      { request: StakingParamsRequest, response: StakingParamsResponse },
      {},
    );
    return fromDuration(params.unbondingTime);
  }
  const { params } = await client.query(
    "/interchain_security.ccv.consumer.v1.Query/QueryParams",
    { request: ConsumerParamsRequest, response: ConsumerParamsResponse },
    {},
  );
  return fromDuration(params.unbondingPeriod);
}

/** Blocks that nobody needs are a second apart in a devnet that makes them on demand. */
function longestPause({ mine }: HermesExportOptions["topology"]): Duration {
  return mine.mode === "interval" ? SECOND + 2n * BigInt(mine.ms) * MILLISECOND : 2n * SECOND;
}

/** Two programs that sign with one account take each other's sequence numbers. */
function payer(network: Network, { relayer }: HermesExportOptions["topology"]): string {
  if (relayer === "none") return RELAYER;
  const names = network.file().accounts.map(({ name }) => name);
  return names.filter((name) => name !== RELAYER && name !== FAUCET).at(-1) ?? FAUCET;
}

function accountOf(network: Network, name: string) {
  const { accounts } = network.file();
  const found = accounts.find((one) => one.name === name);
  if (found === undefined) {
    const names = accounts.map((one) => one.name).join(", ");
    throw new InputError(`no account "${name}" has coins on every chain; there are ${names}`);
  }
  return found;
}
