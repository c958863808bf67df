import type { Logger } from "@testudo/base";
import type { Clock, Engine, MethodTable, Mining } from "@testudo/node";
import type { Relayer } from "@testudo/relayer";
import type { RunningChain } from "./chain-node.ts";
import type { CometBftSetup } from "./comet-chain.ts";
import type { ChainEntry } from "./devnet-file.ts";
import type { Network } from "./network.ts";
import type { PortPlan } from "./ports.ts";
import type { DevnetState } from "./state-file.ts";

/** How long something may take where blocks come by themselves, in milliseconds. */
export const REACH_TIMEOUT_MS = 60_000;

export interface ReachOptions {
  /** What is waited for, for the error and the progress line. */
  readonly what: string;
  /** Chain whose next blocks bring it. */
  readonly mineOn: string;
  readonly timeoutMs?: number;
}

/** What the parts of a running devnet share. */
export interface DevnetCore {
  readonly home: string | undefined;
  readonly clock: Clock;
  readonly ports: PortPlan;
  readonly network: Network;
  /** `undefined`: somebody else relays. */
  readonly relayer: Relayer | undefined;
  readonly logger: Logger;
  /** Present where CometBFT can make the blocks. */
  readonly cometBft: CometBftSetup | undefined;
  /** Nothing happens by itself: blocks are made and packets carried only when asked for. */
  readonly isStepped: boolean;
  state(): DevnetState;
  changeState(change: Partial<DevnetState>): Promise<void>;
  chains(): readonly RunningChain[];
  running(chainId: string): RunningChain;
  addChain(chain: RunningChain): void;
  /** Replaces what the devnet file says of a chain. */
  describe(chainId: string, change: Partial<ChainEntry>): void;
  /** Methods that a chain serves beside those of a node. */
  controlMethods(chainId: string): (engine: Engine) => MethodTable;
  /** How a new chain makes blocks. */
  mining(role: ChainEntry["role"]): Mining;
  /** Makes blocks on one chain; where CometBFT makes them, waits for so many. */
  mine(chainId: string, count: number): Promise<bigint>;
  /** Sees to it that the chain has two blocks. */
  mineToSecond(chainId: string): Promise<void>;
  /** Lets the relayer finish what is pending, where it does not run by itself. */
  settle(): Promise<void>;
  /** Makes blocks and relays until the condition holds; throws ExpectationFailed when it does not come. */
  reach<T>(condition: () => Promise<T | undefined | false>, options: ReachOptions): Promise<T>;
  /** Runs when the devnet stops. */
  atStop(close: () => Promise<void>): void;
  /** Tells whoever watches what is going on. */
  report(progress: string): void;
}
