export { checkConsumer, checkInvariants, checkReplication, InvariantBroken } from "./check.ts";
export { passageFaults, stateFaults } from "./rules.ts";
export type { Passage, StateView } from "./view.ts";
