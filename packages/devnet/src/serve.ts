import type { Logger } from "@testudo/base";
import { closeEach, ListenError, type RpcServer, startControlServer } from "@testudo/node";
import type { CometBftSetup } from "./comet-chain.ts";
import { devnetChainMethods } from "./cometmock.ts";
import { controlMethods } from "./control.ts";
import { connectControl } from "./control-client.ts";
import { type Devnet, startDevnet } from "./devnet.ts";
import { readDevnetFile, removeDevnetFile, writeDevnetFile } from "./devnet-file.ts";
import { findDocument } from "./ecosystem/documents.ts";
import { InputError } from "./errors.ts";
import { HOST, planPorts } from "./ports.ts";
import type { DevnetState } from "./state-file.ts";

export interface ServeOptions {
  readonly home: string;
  readonly state: DevnetState;
  readonly logger: Logger;
  /** Needed by a topology whose blocks CometBFT makes. */
  readonly cometBft?: CometBftSetup;
  readonly onProgress?: (text: string) => void;
}

/** A devnet that other processes can find and steer. */
export interface ServedDevnet {
  readonly devnet: Devnet;
  /** Settles when somebody asked it to stop over its control port. */
  readonly stopRequested: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs a devnet under a home: the control server, the chains, and `devnet.json` once all of them are ready.
 *
 * @throws InputError when the home is in use, a port is taken or a file is damaged; nothing keeps running then
 */
export async function serveDevnet(options: ServeOptions): Promise<ServedDevnet> {
  const { home, state, logger } = options;
  await refuseRunning(home);
  let devnet: Devnet | undefined;
  let askToStop: () => void = () => undefined;
  const stopRequested = new Promise<void>((resolve) => {
    askToStop = resolve;
  });
  const save = async () => {
    if (devnet !== undefined) await writeDevnetFile(home, devnet.file());
  };

  const control: RpcServer = await startControlServer({
    methods: controlMethods({ devnet: () => devnet, changed: save, shutdown: askToStop }),
    documents: (path) => findDocument(path, devnet?.file().chains ?? []),
    host: HOST,
    port: planPorts(state.topology.portOffset).control,
    logger,
  }).catch((error: unknown) => {
    throw withPortHint(error);
  });
  const stop = () =>
    closeEach([
      () => removeDevnetFile(home),
      async () => devnet?.stop(),
      async () => control.close(),
    ]);
  try {
    devnet = await startDevnet({ ...options, clock: "wall", chainMethods: devnetChainMethods });
    await save();
    return { devnet, stopRequested, stop };
  } catch (error) {
    await control.close();
    throw withPortHint(error);
  }
}

/** @throws InputError when a devnet of this home answers */
async function refuseRunning(home: string): Promise<void> {
  const file = await readDevnetFile(home).catch(() => undefined);
  if (file === undefined) return;
  const isRunning = await connectControl(file.control)
    .call("status")
    .then(
      () => true,
      () => false,
    );
  if (isRunning) {
    throw new InputError(
      `a devnet runs on ${home} already; look at it with "testudo status", stop it with "testudo down", or choose another --home`,
    );
  }
}

function withPortHint(error: unknown): unknown {
  if (!(error instanceof ListenError)) return error;
  return new InputError(`${error.message}; free it, or move all ports with --port-offset <n>`, {
    cause: error,
  });
}
