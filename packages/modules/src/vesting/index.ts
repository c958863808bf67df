export { createVestingModule } from "./module.ts";
export type { Needs as VestingNeeds } from "./needs.ts";
