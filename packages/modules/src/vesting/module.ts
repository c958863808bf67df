import type { AppModule } from "@testudo/runtime";
import { messages } from "./messages.ts";
import type { Needs } from "./needs.ts";

/** Vesting as a part of an application: messages and an empty genesis; the accounts it makes belong to auth. */
export function createVestingModule(needs: Needs): AppModule {
  return {
    name: "vesting",
    messages: messages(needs),
    defaultGenesis: () => ({}),
    exportGenesis: () => ({}),
  };
}
