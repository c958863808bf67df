export { formatSocketAddress, parseSocketAddress, type SocketAddress } from "./address.ts";
export {
  type AbciCalls,
  type AbciClient,
  type AbciConnection,
  AbciConnectionError,
  AbciException,
  type AbciMethod,
  type AbciMethods,
  type Application,
} from "./application.ts";
export { createFrameReader, type FrameReader, frame, MESSAGE_SIZE_MAX } from "./framing.ts";
export { createLocalClient } from "./local-client.ts";
export { connectSocketClient, type SocketClientOptions } from "./socket-client.ts";
export { type AbciServer, createSocketServer, type SocketServerOptions } from "./socket-server.ts";
