import type { AppModule } from "@testudo/runtime";
import { beginBlock } from "./blockers.ts";
import { createChannelMessages } from "./channel-messages.ts";
import { createChannelV2Messages } from "./channel-v2-messages.ts";
import { createClientMessages } from "./client-messages.ts";
import { createClientV2Messages } from "./client-v2-messages.ts";
import { createConnectionMessages } from "./connection-messages.ts";
import { defaultGenesis, exportGenesis, initGenesis, validateGenesis } from "./genesis.ts";
import type { IbcCore } from "./ibc-core.ts";
import { createPacketMessages } from "./packet-messages.ts";
import { createQueries } from "./queries.ts";

/** IBC core as a module of an application. */
export function createIbcModule(core: IbcCore): AppModule {
  const { options, client, connection, channel, channelV2, handlers, handlersV2 } = core;
  return {
    name: "ibc",
    messages: [
      ...createClientMessages({ ...options, client }),
      ...createClientV2Messages(options),
      ...createConnectionMessages({ ...options, connection }),
      ...createChannelMessages({ ...options, channel }),
      ...createPacketMessages(options, handlers),
      ...createChannelV2Messages({ ...options, channelV2, handlers: handlersV2 }),
    ],
    queries: createQueries(core),
    beginBlock: (ctx) => beginBlock(ctx, options.upgrade),
    initGenesis: (ctx, json) => initGenesis(ctx, connection, json),
    exportGenesis,
    validateGenesis,
    defaultGenesis,
  };
}
