import type { ChainApplication } from "@testudo/runtime";
import type { ChainOptions } from "./chain-options.ts";
import { createConsumerApp } from "./consumer.ts";
import { createDemocracyApp } from "./democracy.ts";
import { createProviderApp } from "./provider.ts";
import { createStandaloneApp } from "./standalone.ts";
import type { ChainRole } from "./stores.ts";

const MAKERS: Readonly<Record<ChainRole, (options: ChainOptions) => ChainApplication>> = {
  provider: createProviderApp,
  consumer: createConsumerApp,
  standalone: createStandaloneApp,
  democracy: createDemocracyApp,
};

/** The application of a role. */
export function createRoleApp(role: ChainRole, options: ChainOptions): ChainApplication {
  return MAKERS[role](options);
}
