import { createServer, type Socket, type Server as TcpServer } from "node:net";
import type {
  Metadata,
  Server,
  ServerDuplexStream,
  ServerUnaryCall,
  ServiceDefinition,
  sendUnaryData,
} from "@grpc/grpc-js";
import type { Bytes, Logger } from "@testudo/base";
import { type MethodDescriptor, serviceByName, services } from "@testudo/proto";
import {
  type ServerReflectionRequest,
  ServerReflectionResponse,
} from "@testudo/proto/grpc/reflection/v1";
import { ListenError } from "../http-server.ts";
import type { GrpcCalls, GrpcReply } from "./grpc-calls.ts";
import { GrpcCode, statusOf } from "./grpc-status.ts";
import { HEIGHT_HEADER, parseHeight } from "./height-header.ts";
import { createReflectionSession, REFLECTION_SERVICES } from "./reflection.ts";
import { createSchemaIndex, type SchemaIndex } from "./schema-index.ts";

/** The SDK's `max-recv-msg-size`. */
const REQUEST_MAX = 10 * 1024 * 1024;
/** The SDK's `max-send-msg-size`. */
const RESPONSE_MAX = 2 ** 31 - 1;
/** Calls at a time on one connection. */
const STREAMS_MAX = 1000;
/** As many as the RPC server takes. */
const CONNECTIONS_MAX = 900;
/** A peer that does not answer a ping is gone, or never spoke HTTP/2. */
const PINGS: Pings = { intervalMs: 10_000, timeoutMs: 10_000 };

/** How often a connection is asked for life, and how long it may take to answer. */
export interface Pings {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

export interface GrpcServerOptions {
  readonly calls: GrpcCalls;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly logger: Logger;
  /** Tests ask faster. */
  readonly pings?: Pings;
}

export interface GrpcServer {
  /** `host:port` */
  readonly address: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves gRPC without TLS (HTTP/2 with prior knowledge), with server reflection.
 *
 * @throws ListenError
 */
export async function startGrpcServer(options: GrpcServerOptions): Promise<GrpcServer> {
  const { host, logger } = options;
  // Most nodes are never asked over gRPC, and loading it takes longer than starting the rest of a node.
  let backend: Promise<Backend> | undefined;
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", (err) => logger.debug({ err }, "gRPC connection failed"));
    socket.setNoDelay(true);
    backend ??= startBackend(options);
    backend.then(
      ({ take }) => take(socket),
      (err: unknown) => {
        logger.error({ err }, "gRPC cannot be served");
        socket.destroy();
      },
    );
  });
  listener.maxConnections = CONNECTIONS_MAX;
  const port = await listen(listener, { host, port: options.port });
  return {
    address: `${host}:${port}`,
    port,
    async close() {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      (await backend?.catch(() => undefined))?.stop();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** What speaks gRPC over connections that others have accepted. */
interface Backend {
  take(socket: Socket): void;
  stop(): void;
}

async function startBackend({ calls, pings = PINGS }: GrpcServerOptions): Promise<Backend> {
  const { Metadata, Server, ServerCredentials } = await import("@grpc/grpc-js");
  const server = new Server({
    "grpc.max_receive_message_length": REQUEST_MAX,
    "grpc.max_send_message_length": RESPONSE_MAX,
    "grpc.max_concurrent_streams": STREAMS_MAX,
    "grpc.keepalive_time_ms": pings.intervalMs,
    "grpc.keepalive_timeout_ms": pings.timeoutMs,
    "grpc.enable_channelz": 0,
  });
  addCalls(server, calls, () => new Metadata());
  addReflection(server, servedServices(calls));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return {
    take: (socket) => injector.injectConnection(socket),
    stop() {
      server.forceShutdown();
      injector.destroy();
    },
  };
}

function listen(listener: TcpServer, at: { readonly host: string; readonly port: number }) {
  return new Promise<number>((resolve, reject) => {
    listener.once("error", (error) => reject(new ListenError(at.host, at.port, error)));
    listener.listen(at.port, at.host, () => {
      const address = listener.address();
      resolve(typeof address === "object" && address !== null ? address.port : at.port);
    });
  });
}

/** Names of the services that have a method here, sorted, reflection among them. */
function servedServices({ methods }: GrpcCalls): readonly string[] {
  const names = methods.map((path) => path.slice(1, path.lastIndexOf("/")));
  return [...new Set([...names, ...REFLECTION_SERVICES])].sort();
}

/**
 * Every method of the schema has a handler, as those that are not served have to be refused in grpc-go's words.
 */
function addCalls(server: Server, calls: GrpcCalls, newMetadata: () => Metadata): void {
  const methods = services.flatMap((service) => service.methods);
  for (const method of methods) {
    if (method.streams) continue;
    server.register<Bytes, Buffer>(
      method.path,
      unary(calls, method, newMetadata),
      (value) => value,
      (bytes) => bytes,
      "unary",
    );
  }
}

function unary(calls: GrpcCalls, { path }: MethodDescriptor, newMetadata: () => Metadata) {
  return (call: ServerUnaryCall<Bytes, Buffer>, callback: sendUnaryData<Buffer>): void => {
    const answer = (reply: GrpcReply) => {
      if (reply.height !== undefined) {
        const metadata = newMetadata();
        metadata.set(HEIGHT_HEADER, reply.height.toString());
        call.sendMetadata(metadata);
      }
      if (reply.ok) callback(null, toBuffer(reply.value));
      else callback({ code: reply.status.code, details: reply.status.message });
    };
    let height: bigint;
    try {
      height = heightOf(call.metadata);
    } catch (error) {
      answer({ ok: false, status: statusOf(error), height: undefined });
      return;
    }
    // `call` never rejects.
    void calls.call({ path, data: call.request, height }).then(answer);
  };
}

/** @throws AppError for text that is no height */
function heightOf(metadata: Metadata): bigint {
  const values = metadata.get(HEIGHT_HEADER);
  return values.length === 1 ? parseHeight(String(values[0])) : 0n;
}

function addReflection(server: Server, names: readonly string[]): void {
  // Few nodes are ever asked, and it takes longer to make than to start the server.
  let schema: SchemaIndex | undefined;
  for (const name of REFLECTION_SERVICES) {
    const service = serviceByName(name);
    if (service === undefined) continue;
    server.addService(streamDefinition(service.methods), {
      ServerReflectionInfo(
        stream: ServerDuplexStream<ServerReflectionRequest, ServerReflectionResponse>,
      ) {
        schema ??= createSchemaIndex();
        const session = createReflectionSession(schema, names);
        stream.on("data", (request: ServerReflectionRequest) => {
          const response = session.answer(request);
          if (response !== undefined) stream.write(response);
          else stream.emit("error", invalidRequest());
        });
        stream.on("end", () => stream.end());
      },
    });
  }
}

/** grpc-js makes the status of a stream out of the error that the stream emits. */
function invalidRequest() {
  const details = "invalid MessageRequest: <nil>";
  return Object.assign(new Error(details), { code: GrpcCode.INVALID_ARGUMENT, details });
}

/** The two versions of reflection have the same fields: the older one is written with the tables of the newer. */
function streamDefinition(methods: readonly MethodDescriptor[]): ServiceDefinition {
  return Object.fromEntries(
    methods.map(({ name, path, request }) => [
      name,
      {
        path,
        requestStream: true,
        responseStream: true,
        requestSerialize: (value: unknown) => toBuffer(request.encode(value)),
        requestDeserialize: (bytes: Buffer) => request.decode(bytes),
        responseSerialize: (value: ServerReflectionResponse) =>
          toBuffer(ServerReflectionResponse.encode(value)),
        responseDeserialize: (bytes: Buffer) => ServerReflectionResponse.decode(bytes),
      },
    ]),
  );
}

function toBuffer({ buffer, byteOffset, byteLength }: Bytes): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
