import { Client, credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { methodByPath, packAny, serviceByName } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { BroadcastMode } from "@testudo/proto/cosmos/tx/v1beta1";
import { FileDescriptorProto } from "@testudo/proto/google/protobuf";
import type {
  ServerReflectionRequest,
  ServerReflectionResponse,
} from "@testudo/proto/grpc/reflection/v1";
import { type ServedHub, startServedHub } from "@testudo/testkit/served-hub";
import { HEIGHT_HEADER } from "./height-header.ts";

let hub: ServedHub;
let client: Client;

beforeAll(async () => {
  hub = await startServedHub();
  client = new Client(hub.grpcAddress ?? "", credentials.createInsecure());
});

afterAll(async () => {
  client.close();
  await hub.stop();
});

interface Reply {
  readonly error?: ServiceError;
  readonly json?: unknown;
  readonly height: string | undefined;
}

/** Calls a method with a request of JSON, or of raw bytes. */
function call(path: string, request: object | Uint8Array = {}, height?: string): Promise<Reply> {
  const types = methodByPath(path);
  const metadata = new Metadata();
  if (height !== undefined) metadata.set(HEIGHT_HEADER, height);
  return new Promise((resolve) => {
    let seen: string | undefined;
    const bytes =
      request instanceof Uint8Array
        ? request
        : types?.request.encode(types.request.fromJSON(request));
    const call = client.makeUnaryRequest<Uint8Array, Uint8Array>(
      path,
      (value) => Buffer.from(value),
      (value) => value,
      bytes ?? new Uint8Array(),
      metadata,
      (error, value) => {
        if (error !== null) resolve({ error, height: seen });
        else if (value !== undefined)
          resolve({ json: types?.response.toJSON(types.response.decode(value)), height: seen });
      },
    );
    call.on("metadata", (answer: Metadata) => {
      seen = answer.get(HEIGHT_HEADER).map(String)[0];
    });
  });
}

const UNKNOWN_ADDRESS = "cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu";

describe("queries", () => {
  it("answer with the height whose state they read", async () => {
    const path = "/cosmos.bank.v1beta1.Query/Balance";
    const request = { address: hub.userAddress, denom: hub.denom };
    const balance = { balance: { denom: "uatom", amount: "1000000000000" } };
    expect(await call(path, request)).toEqual({ json: balance, height: "2" });
    expect(await call(path, request, "0")).toEqual({ json: balance, height: "2" });
    expect(await call(path, request, "1")).toEqual({ json: balance, height: "1" });
  });

  it.each([
    {
      why: "nothing there",
      path: "/cosmos.auth.v1beta1.Query/Account",
      request: { address: UNKNOWN_ADDRESS },
      code: status.NOT_FOUND,
      text: `account ${UNKNOWN_ADDRESS} not found`,
      height: "2",
    },
    {
      why: "a bad argument",
      path: "/cosmos.staking.v1beta1.Query/Validators",
      request: { status: "BONDED" },
      code: status.INVALID_ARGUMENT,
      text: "invalid validator status BONDED",
      height: "2",
    },
    {
      why: "an unknown client of a consumer",
      path: "/interchain_security.ccv.provider.v1.Query/QueryConsumerIdFromClientId",
      request: { client_id: "X" },
      code: status.INVALID_ARGUMENT,
      text: "no known consumer chain for this client id: X",
      height: "2",
    },
    {
      why: "a method that no chain of this kind has",
      path: "/cosmos.authz.v1beta1.Query/Grants",
      request: {},
      code: status.UNIMPLEMENTED,
      text: "unknown service cosmos.authz.v1beta1.Query",
      height: undefined,
    },
    {
      why: "messages, which come in transactions",
      path: "/cosmos.bank.v1beta1.Msg/Send",
      request: {},
      code: status.UNIMPLEMENTED,
      text: "unknown service cosmos.bank.v1beta1.Msg",
      height: undefined,
    },
  ])("refuse $why", async ({ path, request, code, text, height }) => {
    const reply = await call(path, request);
    expect(reply.error).toMatchObject({ code, details: text });
    expect(reply.height).toBe(height);
  });

  it.each([
    {
      height: "99",
      text: "codespace sdk code 26: invalid height: cannot query with height in the future; please provide a valid height",
    },
    {
      height: "-1",
      text: "codespace sdk code 18: invalid request: cannot query with height < 0; please provide a valid height",
    },
    {
      height: "two",
      text: 'codespace sdk code 18: invalid request: Baseapp.RegisterGRPCServer: invalid height header "x-cosmos-block-height": strconv.ParseInt: parsing "two": invalid syntax',
    },
  ])("refuse height $height in the words of the SDK", async ({ height, text }) => {
    const reply = await call("/cosmos.bank.v1beta1.Query/Params", {}, height);
    expect(reply.error).toMatchObject({ code: status.UNKNOWN, details: text });
    expect(reply.height).toBeUndefined();
  });

  it("refuse bytes that are no request, and go on", async () => {
    const path = "/cosmos.bank.v1beta1.Query/Balance";
    const reply = await call(path, Uint8Array.of(0x0a, 0x7f, 1));
    expect(reply.error?.code).toBe(status.INTERNAL);
    expect(reply.error?.details).toMatch(/^grpc: error unmarshalling request: /);
    expect((await call("/cosmos.bank.v1beta1.Query/Params")).error).toBeUndefined();
  });

  it("refuse more than 10 MiB", async () => {
    const reply = await call("/cosmos.bank.v1beta1.Query/Balance", new Uint8Array(11 << 20));
    expect(reply.error?.code).toBe(status.RESOURCE_EXHAUSTED);
  });

  it.each(["99999999999", "4294967295"])("take a page limit of %s", async (limit) => {
    const reply = await call("/cosmos.auth.v1beta1.Query/Accounts", { pagination: { limit } });
    expect(reply.error).toBeUndefined();
  });
});

describe("the transaction service", () => {
  const path = (method: string) => `/cosmos.tx.v1beta1.Service/${method}`;
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

  it("simulates, broadcasts, and finds what was committed", async () => {
    const send = packAny(MsgSend, {
      fromAddress: hub.userAddress,
      toAddress: hub.userAddress,
      amount: [{ denom: hub.denom, amount: "1" }],
    });
    const tx = base64(hub.signed({ messages: [send], sequence: 0n }));
    expect((await call(path("Simulate"), { tx_bytes: tx })).json).toMatchObject({
      gas_info: { gas_wanted: "18446744073709551615" },
    });
    const request = { tx_bytes: tx, mode: BroadcastMode.BROADCAST_MODE_SYNC };
    const sent = await call(path("BroadcastTx"), request);
    expect(sent.json).toMatchObject({ tx_response: { code: 0, height: "0", raw_log: "" } });
    const again = await call(path("BroadcastTx"), request);
    expect(again.json).toMatchObject({
      tx_response: { code: 19, codespace: "sdk", raw_log: "" },
    });
    await hub.engine.mine(1);
    const { txhash } = (sent.json as { tx_response: { txhash: string } }).tx_response;
    expect((await call(path("GetTx"), { hash: txhash })).json).toMatchObject({
      tx_response: { code: 0, height: "3", txhash },
    });
  });

  it.each([
    {
      why: "no transaction",
      method: "BroadcastTx",
      request: { mode: "BROADCAST_MODE_SYNC" },
      code: status.INVALID_ARGUMENT,
      text: "invalid empty tx",
    },
    {
      why: "no mode",
      method: "BroadcastTx",
      request: { tx_bytes: "AA==" },
      code: status.UNKNOWN,
      text: "unsupported return type unspecified; supported types: sync, async",
    },
    {
      why: "an unknown hash",
      method: "GetTx",
      request: { hash: "AA" },
      code: status.NOT_FOUND,
      text: "tx not found: AA",
    },
    {
      why: "nothing to simulate",
      method: "Simulate",
      request: {},
      code: status.INVALID_ARGUMENT,
      text: "empty txBytes is not allowed",
    },
  ])("refuses $why", async ({ method, request, code, text }) => {
    const reply = await call(path(method), request);
    expect(reply.error).toMatchObject({ code, details: text });
  });

  it("hands back the code of a transaction that CheckTx refuses", async () => {
    const reply = await call(path("BroadcastTx"), {
      tx_bytes: base64(hub.signed({ messages: [], sequence: 1n })),
      mode: "BROADCAST_MODE_SYNC",
    });
    expect(reply.json).toMatchObject({
      tx_response: {
        code: 18,
        codespace: "sdk",
        raw_log: "must contain at least one message: invalid request",
      },
    });
  });
});

describe.each(["v1", "v1alpha"])("reflection %s", (version) => {
  const service = `grpc.reflection.${version}.ServerReflection`;

  function ask(...requests: object[]): Promise<readonly ServerReflectionResponse[]> {
    const method = serviceByName(service)?.methods[0];
    if (method === undefined) throw new Error("no such service");
    const { request, response, path } = method;
    return new Promise((resolve, reject) => {
      const answers: ServerReflectionResponse[] = [];
      const stream = client.makeBidiStreamRequest<
        ServerReflectionRequest,
        ServerReflectionResponse
      >(
        path,
        (value) => Buffer.from(request.encode(value)),
        (bytes) => response.decode(bytes) as ServerReflectionResponse,
      );
      stream.on("data", (answer: ServerReflectionResponse) => answers.push(answer));
      stream.on("end", () => resolve(answers));
      stream.on("error", reject);
      for (const one of requests) stream.write(request.create(one) as ServerReflectionRequest);
      stream.end();
    });
  }
  const namesOf = (answer: ServerReflectionResponse | undefined) =>
    answer?.fileDescriptorResponse?.fileDescriptorProto.map(
      (bytes) => FileDescriptorProto.decode(bytes).name,
    );

  it("lists what is served and nothing else", async () => {
    const [answer] = await ask({ listServices: "" });
    const names = answer?.listServicesResponse?.service.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["cosmos.bank.v1beta1.Query", service]));
    expect(names).toContain("interchain_security.ccv.provider.v1.Query");
    expect(names).not.toContain("cosmos.authz.v1beta1.Query");
    expect(names).not.toContain("cosmos.bank.v1beta1.Msg");
  });

  it("sends each file once on a stream, nearest first", async () => {
    const [first, second] = await ask(
      { fileContainingSymbol: "cosmos.bank.v1beta1.Query.Balance" },
      { fileContainingSymbol: "cosmos.tx.v1beta1.Tx" },
    );
    expect(namesOf(first)).toEqual(expect.arrayContaining(["cosmos/base/v1beta1/all.proto"]));
    expect(namesOf(first)?.[0]).toBe("cosmos/bank/v1beta1/all.proto");
    expect(namesOf(second)?.[0]).toBe("cosmos/tx/v1beta1/all.proto");
    expect(namesOf(second)).not.toContain("cosmos/base/v1beta1/all.proto");
  });

  it("says what it does not know", async () => {
    const answers = await ask(
      { fileContainingSymbol: "nope.Nope" },
      { fileByFilename: "nope.proto" },
      { fileContainingExtension: { containingType: "cosmos.tx.v1beta1.Tx", extensionNumber: 7 } },
    );
    expect(answers.map((answer) => answer.errorResponse)).toEqual([
      { errorCode: 5, errorMessage: "unknown symbol: nope.Nope" },
      { errorCode: 5, errorMessage: "unknown file: nope.proto" },
      {
        errorCode: 5,
        errorMessage: "failed to find registered extension for extension number 7",
      },
    ]);
  });

  it("refuses a request that asks nothing", async () => {
    await expect(ask({})).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});
