import type { JsonValue, MessageType } from "@testudo/proto";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { Ctx } from "./ctx.ts";

/** A message the application can run, with its types erased; made by `route`. */
export interface MessageRoute {
  readonly typeUrl: string;
  readonly request: MessageType<unknown>;
  readonly response: MessageType<unknown>;
  /** The stateless check, run before the ante chain and once more by the router. Throws. */
  readonly validateBasic?: (message: unknown) => void;
  readonly handle: (ctx: Ctx, message: unknown) => unknown;
}

/** How a message is checked and run. */
export interface MessageHandler<Req, Res> {
  /** Only for messages whose Go type still has ValidateBasic. */
  validateBasic?(message: Req): void;
  handle(ctx: Ctx, message: Req): Res;
}

/** Binds a request type, its response type and its handler. */
export function route<Req, Res>(
  request: MessageType<Req>,
  response: MessageType<Res>,
  handler: MessageHandler<Req, Res>,
): MessageRoute {
  const { validateBasic } = handler;
  return {
    typeUrl: request.typeUrl,
    // The router hands a route only what `request.decode` made, which earns the casts below.
    request: request as MessageType<unknown>,
    response: response as MessageType<unknown>,
    validateBasic: validateBasic && ((message) => validateBasic.call(handler, message as Req)),
    handle: (ctx, message) => handler.handle(ctx, message as Req),
  };
}

/** A query the application can answer, with its types erased; made by `query`. */
export interface QueryRoute {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly request: MessageType<unknown>;
  readonly response: MessageType<unknown>;
  readonly handle: (ctx: Ctx, request: unknown) => unknown;
}

/** Binds a gRPC method path, its types and its handler. The handler reads; what it writes is dropped. */
export function query<Req, Res>(
  path: string,
  request: MessageType<Req>,
  response: MessageType<Res>,
  handle: (ctx: Ctx, request: Req) => Res,
): QueryRoute {
  return {
    path,
    request: request as MessageType<unknown>,
    response: response as MessageType<unknown>,
    handle: (ctx, decoded) => handle(ctx, decoded as Req),
  };
}

/** Validator updates of a module, or nothing at all. */
// biome-ignore lint/suspicious/noConfusingVoidType: most modules have no updates and just return
export type ModuleUpdates = readonly ValidatorUpdate[] | void;

/** What a module gives to the application. Absent parts do nothing. */
export interface AppModule {
  /** Name in genesis and in the module orders. */
  readonly name: string;
  readonly messages?: readonly MessageRoute[];
  readonly queries?: readonly QueryRoute[];
  preBlock?(ctx: Ctx): void;
  beginBlock?(ctx: Ctx): void;
  /** At most one module of an application may return updates. */
  endBlock?(ctx: Ctx): ModuleUpdates;
  /** `json` is the module's part of `app_state`, parsed. */
  initGenesis?(ctx: Ctx, json: JsonValue): ModuleUpdates;
  exportGenesis?(ctx: Ctx): JsonValue;
  /** Throws on a genesis the module would refuse. */
  validateGenesis?(json: JsonValue): void;
  defaultGenesis?(): JsonValue;
}
