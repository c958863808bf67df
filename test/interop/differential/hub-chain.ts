import type { TestChain } from "@testudo/testkit/test-chain";

/** A hub as messages for it see it: what it answers. */
export type HubChain = Pick<TestChain, "app" | "query">;
