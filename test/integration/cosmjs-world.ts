import { Secp256k1HdWallet } from "@cosmjs/amino";
import { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import {
  GasPrice,
  QueryClient,
  SigningStargateClient,
  type SigningStargateClientOptions,
  setupAuthExtension,
  setupAuthzExtension,
  setupBankExtension,
  setupDistributionExtension,
  setupFeegrantExtension,
  setupGovExtension,
  setupIbcExtension,
  setupMintExtension,
  setupSlashingExtension,
  setupStakingExtension,
  setupTxExtension,
} from "@cosmjs/stargate";
import { connectComet, type WebsocketClient } from "@cosmjs/tendermint-rpc";
import { silentLogger } from "@testudo/base";
import { type ChainEntry, type Devnet, newState, readTopology, startDevnet } from "@testudo/devnet";
import { freePortOffset } from "@testudo/testkit/devnet-ports";

/** A hub and a consumer that make blocks by themselves, as an application developer has them. */
export interface CosmJsWorld {
  readonly devnet: Devnet;
  readonly hub: CosmJsChain;
  readonly consumer: CosmJsChain;
  stop(): Promise<void>;
}

/** A chain as unmodified CosmJS sees it. */
export type CosmJsChain = Awaited<ReturnType<typeof openChain>>;

const POLL_MS = 50;

export async function startCosmJsWorld(): Promise<CosmJsWorld> {
  const portOffset = await freePortOffset();
  const devnet = await startDevnet({
    state: newState(readTopology({}, { portOffset })),
    clock: "wall",
    logger: silentLogger,
  });
  const { chains } = devnet.file();
  const [hubEntry, consumerEntry] = chains;
  if (hubEntry === undefined || consumerEntry === undefined) throw new Error("no two chains");
  const hub = await openChain(devnet, hubEntry);
  const consumer = await openChain(devnet, consumerEntry);
  return {
    devnet,
    hub,
    consumer,
    async stop() {
      hub.comet.disconnect();
      consumer.comet.disconnect();
      await devnet.stop();
    },
  };
}

/** Ends a connection for good: CosmJS 0.39 takes its own disconnecting for a failure, and connects again for ever. */
export function endSocket(client: WebsocketClient): void {
  const { socket } = client as unknown as { socket: { socket: { reconnect: () => void } } };
  socket.socket.reconnect = () => undefined;
  client.disconnect();
}

async function openChain(devnet: Devnet, entry: ChainEntry) {
  const { rpc, bech32Prefix: prefix, denom, minGasPrice } = entry;
  const comet = await connectComet(rpc);
  const mnemonicOf = (name: string): string => {
    const { accounts, validators } = devnet.file();
    return [...accounts, ...validators].find((one) => one.name === name)?.mnemonic ?? "";
  };
  const options: SigningStargateClientOptions = {
    gasPrice: GasPrice.fromString(`${minGasPrice}${denom}`),
    broadcastPollIntervalMs: POLL_MS,
  };
  return {
    entry,
    comet,
    query: QueryClient.withExtensions(
      comet,
      setupAuthExtension,
      setupAuthzExtension,
      setupBankExtension,
      setupDistributionExtension,
      setupFeegrantExtension,
      setupGovExtension,
      setupIbcExtension,
      setupMintExtension,
      setupSlashingExtension,
      setupStakingExtension,
      setupTxExtension,
    ),
    /** Address of an account of the devnet on this chain. */
    address: (name: string) => {
      const chain = devnet.network.chain(entry.chainId);
      return devnet.network.address(chain, name);
    },
    /** Signs protobuf. */
    direct: async (name: string, more: SigningStargateClientOptions = {}) =>
      SigningStargateClient.connectWithSigner(
        rpc,
        await DirectSecp256k1HdWallet.fromMnemonic(mnemonicOf(name), { prefix }),
        { ...options, ...more },
      ),
    /** Signs amino JSON, as a Ledger does. */
    amino: async (name: string) =>
      SigningStargateClient.connectWithSigner(
        rpc,
        await Secp256k1HdWallet.fromMnemonic(mnemonicOf(name), { prefix }),
        options,
      ),
  };
}
