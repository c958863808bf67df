export { type Devnet, type DevnetOptions, newState, startDevnet } from "./devnet.ts";
export { readTopology } from "./topology.ts";
