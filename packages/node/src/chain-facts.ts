import type { Engine, EngineStatus } from "@testudo/engine";

/** What the services of a node ask of the chain beside the application's state. */
export interface ChainFacts
  extends Pick<Engine, "block" | "validators" | "tx" | "txAt" | "findTxs"> {
  status(): Pick<EngineStatus, "latestHeight" | "earliestHeight">;
}
