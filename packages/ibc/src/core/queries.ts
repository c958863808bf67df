import type { QueryRoute } from "@testudo/runtime";
import { createPacketQueries } from "../channel/packet-queries.ts";
import { createChannelQueries } from "../channel/queries.ts";
import { createChannelV2Queries } from "../channel-v2/queries.ts";
import { createClientQueries } from "../client/queries.ts";
import { createConnectionQueries } from "../connection/queries.ts";
import type { IbcCore } from "./ibc-core.ts";

/** All query services of IBC core. Proof fields stay empty: proofs come from store queries. */
export function createQueries(core: IbcCore): readonly QueryRoute[] {
  return [
    ...createClientQueries({ client: core.client, upgrade: core.options.upgrade }),
    ...createConnectionQueries(core),
    ...createChannelQueries(core),
    ...createPacketQueries(),
    ...createChannelV2Queries(),
  ];
}
