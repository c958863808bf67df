import type { ClientKeeper } from "../client/keeper.ts";
import type { ConnectionKeeper } from "../connection/keeper.ts";

/** What channels stand on. */
export interface ChannelNeeds {
  readonly client: ClientKeeper;
  readonly connection: ConnectionKeeper;
  /** Whether packets and acknowledgements are in events as text too, as they were before ibc-go v10. */
  readonly legacyEvents?: boolean;
}
