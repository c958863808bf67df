import type { DecCoin, Logger } from "@testudo/base";
import type { HeaderInfo, QueryRoute } from "@testudo/runtime";
import type { CommitMultiStore } from "@testudo/store";

/** What an application of any role is built from. */
export interface ChainOptions {
  readonly chainId: string;
  readonly store: CommitMultiStore;
  readonly minGasPrices?: readonly DecCoin[];
  readonly logger?: Logger;
  /** Takes a genesis without checking the invariants, as `--x-crisis-skip-assert-invariants` does. */
  readonly skipGenesisInvariants?: boolean;
  /** Header of the last committed block, where the node still knows it after a restart. */
  readonly lastHeader?: HeaderInfo;
  /** Headers of older blocks, for queries at their heights. */
  readonly headerAt?: (height: bigint) => HeaderInfo | undefined;
  /** Queries that the node answers, not a module. */
  readonly queries?: readonly QueryRoute[];
  /**
   * Whether events carry what clients older than ibc-go v10 read: `packet_data`, `packet_ack`, `header`. Events are in no
   * hash.
   */
  readonly legacyEvents?: boolean;
}
