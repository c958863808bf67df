export { checkConsumer, checkInvariants, checkReplication, InvariantBroken } from "./check.ts";
export { type RemoteChain, remoteFaults, remoteView } from "./remote-view.ts";
export { passageFaults, stateFaults } from "./rules.ts";
export type { Passage, StateView } from "./view.ts";
