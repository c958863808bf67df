import type { ClientKeeper } from "../client/keeper.ts";
import type { ConnectionKeeper } from "../connection/keeper.ts";

/** What channels stand on. */
export interface ChannelNeeds {
  readonly client: ClientKeeper;
  readonly connection: ConnectionKeeper;
}
