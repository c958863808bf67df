import { createChannelKeeper } from "../channel/keeper.ts";
import { createChannelV2Keeper } from "../channel-v2/keeper.ts";
import { createClientKeeper } from "../client/keeper.ts";
import type { LightClientModule } from "../client/light-client.ts";
import type { ClientNeeds } from "../client/needs.ts";
import { createConnectionKeeper } from "../connection/keeper.ts";
import { LOCALHOST_CLIENT_TYPE, TENDERMINT_CLIENT_TYPE } from "../host/identifiers.ts";
import { localhostModule } from "../localhost/module.ts";
import type { IbcModule } from "../port/module.ts";
import { createPortRouter } from "../port/router.ts";
import type { AccountNeeds } from "../signer.ts";
import { tendermintModule } from "../tendermint/module.ts";
import { createPacketHandlersV2 } from "./channel-v2-messages.ts";
import { createPacketHandlers } from "./packet-messages.ts";
import { createRedundantRelayCheck } from "./redundant-relay.ts";

/** What IBC core is built from. */
export interface IbcCoreOptions extends ClientNeeds, AccountNeeds {
  /** Applications by port name; asked for on every route, so they may be built after core. */
  readonly ports: () => ReadonlyMap<string, IbcModule>;
}

/** The keepers of IBC core, and what applications and the ante chain need of it. */
export type IbcCore = ReturnType<typeof createIbcCore>;

/** Builds IBC core with the two light clients that both applications know: 07-tendermint and 09-localhost. */
export function createIbcCore(options: IbcCoreOptions) {
  const lightClients = new Map<string, LightClientModule>([
    [LOCALHOST_CLIENT_TYPE, localhostModule],
    [TENDERMINT_CLIENT_TYPE, tendermintModule],
  ]);
  const { upgrade, legacyEvents } = options;
  const client = createClientKeeper({ upgrade, legacyEvents, lightClients });
  const connection = createConnectionKeeper({ client });
  const router = createPortRouter(options.ports);
  const channel = createChannelKeeper({ client, connection, router, legacyEvents });
  const channelV2 = createChannelV2Keeper({ client });
  const handlers = createPacketHandlers({ ...options, channel });
  const handlersV2 = createPacketHandlersV2(channelV2);
  const checkRedundantRelay = createRedundantRelayCheck({ client, channel, handlers, handlersV2 });

  return {
    options,
    client,
    connection,
    channel,
    channelV2,
    handlers,
    handlersV2,
    checkRedundantRelay,
  };
}
