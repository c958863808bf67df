import { InputError } from "./errors.ts";

/** Where a devnet listens: loopback alone, as its mnemonics are known to everybody. */
export const HOST = "127.0.0.1";

/** Whether nobody but programs of this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

const RPC_PORT = 26_657;
const GRPC_PORT = 9_090;
const REST_PORT = 1_317;
const METRICS_PORT = 26_660;
const CONTROL_PORT = 26_600;
/** Distance between the ports of two chains. */
const CHAIN_STEP = 10;
const PORT_MAX = 65_535;

/** Distance between the ports of two CometBFT nodes of one chain. */
const NODE_STEP = 1_000;

/** Ports of one CometBFT node: RPC, its peers, and its application's ABCI socket. */
export interface NodePorts {
  readonly rpc: number;
  readonly p2p: number;
  readonly app: number;
}

/** Ports of a devnet. */
export interface PortPlan {
  readonly control: number;
  /** RPC port of the hub (0) or of the n-th consumer (from 1). */
  rpc(index: number): number;
  /** Likewise of gRPC. */
  grpc(index: number): number;
  /** Likewise of REST. */
  rest(index: number): number;
  /** Likewise of Prometheus metrics. */
  metrics(index: number): number;
}

/**
 * Ports of the n-th CometBFT node (from 0) of a chain: the first one has the chain's own RPC port.
 *
 * @throws InputError
 */
export function nodePorts(chainRpcPort: number, node: number): NodePorts {
  const rpc = chainRpcPort + NODE_STEP * node;
  if (rpc + 1 > PORT_MAX) {
    throw new InputError(`node ${node + 1} would need port ${rpc}; use fewer validators`);
  }
  return { rpc, p2p: rpc - 1, app: rpc + 1 };
}

/**
 * The documented ports, all moved by `offset`.
 *
 * @throws InputError when the offset is no whole number or moves a port out of range
 */
export function planPorts(offset: number): PortPlan {
  if (!Number.isSafeInteger(offset) || offset < 0) {
    throw new InputError(`port offset ${offset} must be a whole number, 0 or more`);
  }
  const checked = (port: number): number => {
    if (port > PORT_MAX) {
      throw new InputError(
        `port offset ${offset} moves port ${port - offset} above ${PORT_MAX}; choose a smaller --port-offset`,
      );
    }
    return port;
  };
  checked(RPC_PORT + offset);
  return {
    control: checked(CONTROL_PORT + offset),
    rpc: (index) => checked(RPC_PORT + CHAIN_STEP * index + offset),
    grpc: (index) => checked(GRPC_PORT + CHAIN_STEP * index + offset),
    rest: (index) => checked(REST_PORT + CHAIN_STEP * index + offset),
    metrics: (index) => checked(METRICS_PORT + CHAIN_STEP * index + offset),
  };
}
