import { connect } from "node:net";
import type { DecCoin, Logger } from "@testudo/base";
import { decCoinsToText } from "@testudo/base";
import type { ChainRole } from "@testudo/chains";
import { serveApplication } from "../bare-application.ts";
import type { CometApis } from "./api-servers.ts";
import { startChild } from "./child.ts";
import type { NodeEnded } from "./errors.ts";

export interface HostedApplicationOptions {
  readonly name: string;
  readonly role: ChainRole;
  readonly chainId: string;
  readonly home: string;
  /** On this machine; the ABCI socket has no authentication. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly minGasPrices: readonly DecCoin[];
  readonly snapshotInterval: number;
  readonly legacyEvents?: boolean;
  readonly apis: CometApis;
  readonly logFile: string;
  readonly logger: Logger;
}

/** An application that a CometBFT can connect to. */
export interface HostedApplication {
  /** `tcp://host:port`. */
  readonly address: string;
  /** Resolves when it is gone: with what happened, or `undefined` when it was asked to stop. */
  readonly ended: Promise<NodeEnded | undefined>;
  stop(): Promise<void>;
  /** Of its own process, where it has one. */
  readonly pid?: number;
}

export type ApplicationHost = (options: HostedApplicationOptions) => Promise<HostedApplication>;

/** Applications of this process: many of them share its one thread. */
export const inProcess: ApplicationHost = async (options) => {
  const { host, port } = options.listen;
  const running = await serveApplication({ ...options, listen: `tcp://${host}:${port}` });
  let stopped: () => void = () => undefined;
  const ended = new Promise<undefined>((resolve) => {
    stopped = () => resolve(undefined);
  });
  return {
    address: running.address,
    ended,
    async stop() {
      await running.stop();
      stopped();
    },
  };
};

const START_TIMEOUT_MS = 60_000;
const PAUSE_MS = 50;

/**
 * Applications in processes of their own.
 *
 * @param command runs `testudo`, such as node and the path of its bundle
 */
export function ownProcess(command: readonly [string, ...string[]]): ApplicationHost {
  return async (options) => {
    const { name, role, chainId, home, minGasPrices, snapshotInterval, apis, logFile } = options;
    const { host, port } = options.listen;
    const address = `tcp://${host}:${port}`;
    const child = await startChild({
      name: `application of ${name}`,
      command: [
        ...command,
        ...["node", "app", "--role", role, "--listen", address, "--home", home],
        ...["--chain-id", chainId, "--snapshot-interval", String(snapshotInterval)],
        ...["--node", apis.rpcUrl, "--host", apis.host],
        ...(apis.grpcPort === undefined ? [] : ["--grpc-port", String(apis.grpcPort)]),
        ...(apis.restPort === undefined ? [] : ["--rest-port", String(apis.restPort)]),
        ...(options.legacyEvents === true ? ["--compat", "legacy-events"] : []),
        ...(minGasPrices.length === 0 ? [] : ["--min-gas-prices", decCoinsToText(minGasPrices)]),
      ],
      logFile,
      tied: true,
    });
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await accepts(host, port))) {
      const fault = await Promise.race([child.ended, pause()]);
      if (fault !== undefined) throw fault;
      if (Date.now() > deadline) {
        await child.stop();
        throw new Error(`application of ${name} does not listen on ${address}; see ${logFile}`);
      }
    }
    return { address, ended: child.ended, stop: child.stop, pid: child.pid };
  };
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}

function pause(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), PAUSE_MS));
}
