import { type Duration, SECOND } from "@testudo/base";

/** A chain as Hermes has to know it. Ours or any other with CometBFT v0.38 and ibc-go. */
export interface HermesChain {
  readonly chainId: string;
  /** `http://host:port`. */
  readonly rpcUrl: string;
  /** `http://host:port`. */
  readonly grpcUrl: string;
  /** `ws://host:port/websocket`; by default that of `rpcUrl`. */
  readonly webSocketUrl?: string | undefined;
  readonly bech32Prefix: string;
  readonly denom: string;
  /** Price of a unit of gas, decimal text. */
  readonly gasPrice: string;
  /** Whether a hub secures it: it has no staking module then, and misbehaviour is the hub's business. */
  readonly isConsumer: boolean;
  /** Of clients of this chain that Hermes makes; less than the chain's unbonding period. */
  readonly trustingPeriod: Duration;
  /** The longest pause between two blocks, 5 s by default: Hermes waits that long between steps of a handshake. */
  readonly blockTimeMax?: Duration | undefined;
}

export interface HermesSettings {
  /** Folder of the key files, absolute. */
  readonly keyFolder: string;
  /** Name of the key, the same on every chain. */
  readonly keyName: string;
  /** Whether Hermes is told of blocks (`push`) or asks for them (`pull`). */
  readonly events?: "push" | "pull";
  /** Whether it compares each header that a client takes with the chain's own; needs the header in the event. */
  readonly watchHeaders?: boolean;
  /** How many blocks pass between two searches for packets that were missed. */
  readonly clearInterval?: number;
  readonly logLevel?: "trace" | "debug" | "info" | "warn" | "error";
}

/** Enough for a full batch of packets; the chains set no limit on gas. */
const GAS_MAX = 10_000_000;
/** Paid when a simulation cannot say. */
const GAS_DEFAULT = 1_000_000;
/** A client update costs more where the set has changed since the simulation. */
const GAS_MULTIPLIER = 1.3;
const CLEAR_INTERVAL = 20;
const BLOCK_TIME_MAX = 5n * SECOND;
/** Nanoseconds in one. */
const MILLISECOND = 1_000_000n;

/** The text of Hermes' `config.toml` (1.10 to 1.13). */
export function hermesConfigToText(
  chains: readonly HermesChain[],
  settings: HermesSettings,
): string {
  return [modeText(settings), ...chains.map((chain) => chainText(chain, settings))].join("\n");
}

function modeText(settings: HermesSettings): string {
  const { watchHeaders = false, clearInterval = CLEAR_INTERVAL, logLevel = "info" } = settings;
  const reason = watchHeaders
    ? ""
    : "# Needs the header in update_client events, which ibc-go v10 does not emit.\n";
  return `[global]
log_level = ${text(logLevel)}

[mode.clients]
enabled = true
refresh = true
${reason}misbehaviour = ${watchHeaders}

[mode.connections]
enabled = true

[mode.channels]
enabled = true

[mode.packets]
enabled = true
clear_interval = ${clearInterval}
clear_on_start = true
tx_confirmation = false

[rest]
enabled = false
host = "127.0.0.1"
port = 3000

[telemetry]
enabled = false
host = "127.0.0.1"
port = 3001
`;
}

function chainText(chain: HermesChain, settings: HermesSettings): string {
  return `[[chains]]
id = ${text(chain.chainId)}
type = "CosmosSdk"
ccv_consumer_chain = ${chain.isConsumer}
rpc_addr = ${text(chain.rpcUrl)}
grpc_addr = ${text(chain.grpcUrl)}
event_source = ${eventSourceText(chain, settings)}
rpc_timeout = "10s"
account_prefix = ${text(chain.bech32Prefix)}
key_name = ${text(settings.keyName)}
key_store_type = "Test"
key_store_folder = ${text(settings.keyFolder)}
store_prefix = "ibc"
gas_price = { price = ${chain.gasPrice}, denom = ${text(chain.denom)} }
gas_multiplier = ${GAS_MULTIPLIER}
default_gas = ${GAS_DEFAULT}
max_gas = ${GAS_MAX}
max_msg_num = 30
clock_drift = "5s"
max_block_time = ${duration(chain.blockTimeMax ?? BLOCK_TIME_MAX)}
trusting_period = ${duration(chain.trustingPeriod)}
trust_threshold = "1/3"
address_type = { derivation = "cosmos" }
`;
}

function eventSourceText({ rpcUrl, webSocketUrl }: HermesChain, { events }: HermesSettings) {
  if (events === "pull") return `{ mode = "pull", interval = "500ms" }`;
  const url = webSocketUrl ?? `${rpcUrl.replace(/^http/, "ws").replace(/\/$/, "")}/websocket`;
  return `{ mode = "push", url = ${text(url)}, batch_delay = "200ms" }`;
}

function duration(value: Duration): string {
  return text(`${value / MILLISECOND}ms`);
}

/** A TOML basic string; its escapes are those of JSON. */
function text(value: string): string {
  return JSON.stringify(value);
}
