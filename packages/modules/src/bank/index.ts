export { bankInvariants } from "./invariants.ts";
export { type BankKeeper, createBankKeeper, type Payment } from "./keeper.ts";
export { createBankModule } from "./module.ts";
export type { Needs as BankNeeds } from "./needs.ts";
