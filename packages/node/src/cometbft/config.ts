/** How long each part of a round may take, in milliseconds. CometBFT's own figures where absent. */
export interface ConsensusTimeouts {
  readonly proposeMs?: number;
  readonly prevoteMs?: number;
  readonly precommitMs?: number;
  /** Wait after a block for late votes: the pace of an idle chain. */
  readonly commitMs?: number;
}

/** Where a fresh node takes its state from instead of replaying every block. */
export interface StateSync {
  /** At least two, `http://host:port`. */
  readonly rpcServers: readonly string[];
  readonly trustHeight: bigint;
  /** Hash of the block of that height, hex. */
  readonly trustHash: string;
  /** Shorter than the unbonding period. */
  readonly trustPeriodSeconds: number;
}

export interface CometBftConfig {
  readonly moniker: string;
  /** Where the application listens: `tcp://host:port`. */
  readonly proxyApp: string;
  /** Address that RPC and peers are served on. */
  readonly host: string;
  readonly rpcPort: number;
  readonly p2pPort: number;
  /** `host:port` that other machines reach the peer port by, where it is not the one listened on. */
  readonly externalAddress?: string;
  /** `id@host:port` each. */
  readonly persistentPeers: readonly string[];
  readonly timeouts?: ConsensusTimeouts;
  /** Whether blocks come without transactions too; light clients and epochs need them. Default true. */
  readonly emptyBlocks?: boolean;
  readonly stateSync?: StateSync;
  /** Prometheus on this port; off when absent. */
  readonly metricsPort?: number;
  readonly logLevel?: string;
}

/**
 * A `config.toml` of CometBFT v0.38. What it leaves out has the program's defaults. Profiling stays off, and several
 * nodes may share one address, as they do on one machine.
 */
export function cometBftConfigToText(config: CometBftConfig): string {
  const { timeouts = {}, stateSync } = config;
  const listen = (port: number) => `tcp://${config.host}:${port}`;
  return [
    ...section(undefined, {
      moniker: config.moniker,
      proxy_app: config.proxyApp,
      abci: "socket",
      log_level: config.logLevel ?? "info",
      log_format: "plain",
    }),
    ...section("rpc", { laddr: listen(config.rpcPort), pprof_laddr: "", unsafe: false }),
    ...section("p2p", {
      laddr: listen(config.p2pPort),
      external_address: config.externalAddress ?? "",
      persistent_peers: config.persistentPeers.join(","),
      addr_book_strict: false,
      allow_duplicate_ip: true,
      // A peer that was away is dialled again without the long pauses of a public network.
      persistent_peers_max_dial_period: "5s",
    }),
    ...section("statesync", {
      enable: stateSync !== undefined,
      ...(stateSync === undefined
        ? {}
        : {
            rpc_servers: stateSync.rpcServers.join(","),
            trust_height: stateSync.trustHeight,
            trust_hash: stateSync.trustHash,
            trust_period: `${stateSync.trustPeriodSeconds}s`,
            discovery_time: "5s",
          }),
    }),
    ...section("consensus", {
      ...timeoutEntries(timeouts),
      create_empty_blocks: config.emptyBlocks ?? true,
    }),
    ...section("instrumentation", {
      prometheus: config.metricsPort !== undefined,
      prometheus_listen_addr: `${config.host}:${config.metricsPort ?? 0}`,
    }),
  ].join("\n");
}

function timeoutEntries({ proposeMs, prevoteMs, precommitMs, commitMs }: ConsensusTimeouts) {
  const given = {
    timeout_propose: proposeMs,
    timeout_prevote: prevoteMs,
    timeout_precommit: precommitMs,
    timeout_commit: commitMs,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, ms]) => (ms === undefined ? [] : [[name, `${ms}ms`]])),
  );
}

type TomlValue = string | boolean | bigint;

function section(name: string | undefined, entries: Readonly<Record<string, TomlValue>>): string[] {
  const lines = Object.entries(entries).map(([key, value]) => `${key} = ${tomlOf(value)}`);
  return [...(name === undefined ? [] : [`[${name}]`]), ...lines, ""];
}

/** A basic TOML string escapes what a JSON string does. */
function tomlOf(value: TomlValue): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
