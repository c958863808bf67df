import type { DecCoin, Logger } from "@testudo/base";
import { type ChainRole, createRoleApp } from "@testudo/chains";
import type { ChainApplication, HeaderInfo, QueryRoute } from "@testudo/runtime";
import type { CommitMultiStore } from "@testudo/store";

export interface RoleApplicationOptions {
  readonly role: ChainRole;
  readonly chainId: string;
  readonly store: CommitMultiStore;
  readonly minGasPrices: readonly DecCoin[];
  readonly logger: Logger;
  readonly lastHeader?: HeaderInfo;
  readonly headerAt?: (height: bigint) => HeaderInfo | undefined;
  /** Queries that the node answers, not a module. */
  readonly queries?: readonly QueryRoute[];
  /** Whether events carry what clients older than ibc-go v10 read. */
  readonly legacyEvents?: boolean;
}

/** The application of a role over a store. */
export function createRoleApplication({
  role,
  ...options
}: RoleApplicationOptions): ChainApplication {
  return createRoleApp(role, options);
}
