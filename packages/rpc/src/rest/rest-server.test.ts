import { request as httpRequest } from "node:http";
import { packAny, services } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { type ServedHub, startServedHub } from "@testudo/testkit/served-hub";
import { routedMethods } from "./route-table.ts";

let hub: ServedHub;

beforeAll(async () => {
  hub = await startServedHub();
});

afterAll(() => hub.stop());

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  readonly json: any;
}

async function fetchText(path: string, init?: RequestInit): Promise<Reply> {
  const answer = await fetch(`${hub.restUrl}${path}`, { redirect: "manual", ...init });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type") === "application/json";
  return { status: answer.status, headers: answer.headers, text, json: isJson && JSON.parse(text) };
}
const get = (path: string, headers?: Record<string, string>) => fetchText(path, { headers });
const post = (path: string, body: unknown) =>
  fetchText(path, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });

const UNKNOWN_ADDRESS = "cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu";

describe("the tables", () => {
  it("name methods of the schema only", () => {
    const known = new Set(services.flatMap(({ methods }) => methods.map(({ path }) => path)));
    expect(routedMethods().filter((path) => !known.has(path))).toEqual([]);
  });

  it("have a route for every query of a module", () => {
    const routed = new Set(routedMethods());
    const missing = services
      .filter(({ service }) => service.endsWith(".Query"))
      .flatMap(({ methods }) => methods.map(({ path }) => path))
      .filter((path) => !routed.has(path));
    expect(missing).toEqual(["/ibc.core.client.v2.Query/CounterpartyInfo"]);
  });
});

describe("queries", () => {
  it("answer in the gateway's JSON, with its headers", async () => {
    const { status, headers, text } = await get(`/cosmos/bank/v1beta1/balances/${hub.userAddress}`);
    expect(status).toBe(200);
    expect(text).toBe(
      '{"balances":[{"denom":"uatom","amount":"1000000000000"}],"pagination":{"next_key":null,"total":"1"}}',
    );
    expect(headers.get("content-type")).toBe("application/json");
    expect(headers.get("grpc-metadata-content-type")).toBe("application/grpc");
    expect(headers.get("grpc-metadata-x-cosmos-block-height")).toBe("2");
    expect(headers.get("x-server-time")).toMatch(/^\d{10}$/);
  });

  it.each(["x-cosmos-block-height", "Grpc-Metadata-X-Cosmos-Block-Height"])(
    "read the height that %s names",
    async (name) => {
      const { headers } = await get("/cosmos/bank/v1beta1/params", { [name]: "1" });
      expect(headers.get("grpc-metadata-x-cosmos-block-height")).toBe("1");
    },
  );

  it.each([
    {
      what: "decimals with 18 places and durations in seconds",
      path: "/cosmos/slashing/v1beta1/params",
      part: {
        params: {
          downtime_jail_duration: "600s",
          min_signed_per_window: "0.500000000000000000",
          signed_blocks_window: "100",
        },
      },
    },
    {
      what: "enums by name",
      path: "/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED&pagination.count_total=true",
      part: { validators: [{ status: "BOND_STATUS_BONDED", jailed: false }] },
    },
    {
      what: "an Any with its type first",
      path: () => `/cosmos/auth/v1beta1/accounts/${hub.userAddress}`,
      part: { account: { "@type": "/cosmos.auth.v1beta1.BaseAccount", pub_key: null } },
    },
    {
      what: "a number in a path",
      path: "/cosmos/base/tendermint/v1beta1/blocks/1",
      part: { block: { header: { chain_id: "hub-1", height: "1" } }, sdk_block: {} },
    },
    {
      what: "the latest block before the number",
      path: "/cosmos/base/tendermint/v1beta1/blocks/latest",
      part: { block: { header: { height: "2" } } },
    },
    {
      what: "an enum in a path by its number",
      path: "/interchain_security/ccv/provider/consumer_chains/0?pagination.limit=5",
      part: { chains: [], pagination: { next_key: null, total: "0" } },
    },
    {
      what: "an enum in a path by its name",
      path: "/interchain_security/ccv/provider/consumer_chains/CONSUMER_PHASE_LAUNCHED",
      part: { chains: [] },
    },
    {
      what: "a query parameter in the other spelling",
      path: "/cosmos/bank/v1beta1/supply?pagination.countTotal=1&pagination.limit=0x1",
      part: { supply: [{ denom: "uatom" }], pagination: { total: "1" } },
    },
    {
      what: "parameters of no field, passed over",
      path: "/cosmos/bank/v1beta1/supply/by_denom?denom=uatom&nope=1&no.pe=2",
      part: { amount: { denom: "uatom" } },
    },
    {
      what: "query parameters of a route without any, passed over",
      path: "/cosmos/bank/v1beta1/params?params=1",
      part: { params: { default_send_enabled: true } },
    },
    {
      what: "raw queries",
      path: "/cosmos/base/tendermint/v1beta1/abci_query?path=/store/bank/key&data=BQ==&height=2&prove=true",
      part: { code: 0, key: "BQ==", height: "2", proof_ops: { ops: [{}, {}] } },
    },
    {
      what: "the versions that Hermes looks for",
      path: "/cosmos/base/tendermint/v1beta1/node_info",
      part: { default_node_info: { network: "hub-1" } },
    },
  ])("show $what", async ({ path, part }) => {
    const { status, json } = await get(typeof path === "string" ? path : path());
    expect(json).toMatchObject(part);
    expect(status).toBe(200);
  });

  it("may be asked with POST and a form, as curl -d does", async () => {
    const { status, json } = await fetchText("/cosmos/bank/v1beta1/supply/by_denom", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "denom=uatom",
    });
    expect([status, json.amount.denom]).toEqual([200, "uatom"]);
  });

  it("turn pages by the key of the last one", async () => {
    const first = await get("/cosmos/auth/v1beta1/accounts?pagination.limit=1");
    const key = first.json.pagination.next_key;
    expect(key).toEqual(expect.any(String));
    const second = await get(
      `/cosmos/auth/v1beta1/accounts?pagination.limit=1&pagination.key=${encodeURIComponent(key)}`,
    );
    expect(second.json.accounts).toHaveLength(1);
    expect(second.json.accounts).not.toEqual(first.json.accounts);
  });
});

describe("refusals", () => {
  const NOT_IMPLEMENTED = { code: 12, message: "Not Implemented", details: [] };

  it.each([
    { why: "the root", path: "/" },
    { why: "a module that no chain has", path: "/cosmwasm/wasm/v1/contract/test" },
    { why: "a module that this chain has not", path: "/cosmos/authz/v1beta1/grants" },
    { why: "a slash at the end", path: "/cosmos/bank/v1beta1/params/" },
    { why: "denom traces, gone in ibc-go v10", path: "/ibc/apps/transfer/v1/denom_traces/AA" },
  ])("501 for $why", async ({ path }) => {
    const { status, json } = await get(path);
    expect([status, json]).toEqual([501, NOT_IMPLEMENTED]);
  });

  it("501 for the wrong verb", async () => {
    const { status, json } = await post("/cosmos/bank/v1beta1/params", {});
    expect([status, json]).toEqual([501, NOT_IMPLEMENTED]);
  });

  it.each([
    {
      why: "an account that does not exist",
      path: `/cosmos/auth/v1beta1/accounts/${UNKNOWN_ADDRESS}`,
      status: 404,
      code: 5,
      message: `account ${UNKNOWN_ADDRESS} not found`,
    },
    {
      why: "a status that does not exist",
      path: "/cosmos/staking/v1beta1/validators?status=BONDED",
      status: 400,
      code: 3,
      message: "invalid validator status BONDED",
    },
    {
      why: "a block that does not exist yet",
      path: "/cosmos/base/tendermint/v1beta1/blocks/99",
      status: 400,
      code: 3,
      message: "requested block height is bigger then the chain length",
    },
    {
      why: "a block before the first",
      path: "/cosmos/base/tendermint/v1beta1/blocks/0",
      status: 500,
      code: 2,
      message: "height must be greater than 0, but got 0",
    },
    {
      why: "a gRPC method asked for as a raw query",
      path: "/cosmos/base/tendermint/v1beta1/abci_query?path=/cosmos.bank.v1beta1.Query/Params",
      status: 400,
      code: 3,
      message: "unsupported ABCI query path: /cosmos.bank.v1beta1.Query/Params",
    },
    {
      why: "no number where one belongs",
      path: "/cosmos/base/tendermint/v1beta1/blocks/x",
      status: 400,
      code: 3,
      message:
        'type mismatch, parameter: height, error: strconv.ParseInt: parsing "x": invalid syntax',
    },
    {
      why: "no number in the query",
      path: "/cosmos/bank/v1beta1/supply?pagination.limit=-1",
      status: 400,
      code: 3,
      message: 'strconv.ParseUint: parsing "-1": invalid syntax',
    },
    {
      why: "a phase that does not exist",
      path: "/interchain_security/ccv/provider/consumer_chains/9",
      status: 400,
      code: 3,
      message: "type mismatch, parameter: phase, error: 9 is not valid",
    },
    {
      why: "key and offset together",
      path: "/cosmos/bank/v1beta1/supply?pagination.key=AA%3D%3D&pagination.offset=1",
      status: 500,
      code: 13,
      message: "invalid request, either offset or key is expected, got both",
    },
    {
      why: "a probe of Keplr's for ibc-v2",
      path: "/ibc/apps/transfer/v1/denoms/test",
      status: 400,
      code: 3,
      message: "invalid denom trace hash: , error: encoding/hex: invalid byte: U+0074 't'",
    },
    {
      why: "a denom's hash of another length",
      path: "/ibc/apps/transfer/v1/denoms/ibc/abcd",
      status: 400,
      code: 3,
      message: "invalid denom trace hash: , error: expected size to be 32 bytes, got 2 bytes",
    },
    {
      why: "evidence whose hash is no hex",
      path: "/cosmos/evidence/v1beta1/evidence/abc",
      status: 500,
      code: 2,
      message: "invalid evidence hash: encoding/hex: odd length hex string",
    },
    {
      why: "the client below a channel that does not exist",
      path: "/ibc/core/channel/v1/channels/channel-9/ports/transfer/client_state",
      status: 404,
      code: 5,
      message: "port-id: transfer, channel-id: channel-9: channel not found",
    },
    {
      why: "the consensus below a channel that does not exist",
      path: "/ibc/core/channel/v1/channels/channel-9/ports/transfer/consensus_state/revision/1/height/1",
      status: 404,
      code: 5,
      message: "port-id: transfer, channel-id channel-9: channel not found",
    },
    {
      why: "a probe of Keplr's for spendable balances",
      path: "/cosmos/bank/v1beta1/spendable_balances/test",
      status: 400,
      code: 3,
      message: expect.stringContaining("invalid"),
    },
    {
      why: "a search for nothing",
      path: "/cosmos/tx/v1beta1/txs",
      status: 500,
      code: 13,
      message: "query cannot be empty",
    },
    {
      why: "a transaction that does not exist",
      path: "/cosmos/tx/v1beta1/txs/AA",
      status: 404,
      code: 5,
      message: "tx not found: AA",
    },
  ])("$status for $why", async ({ path, status, code, message }) => {
    const reply = await get(path);
    expect(reply.json).toEqual({ code, message, details: [] });
    expect(reply.status).toBe(status);
  });

  it("500 for a height in the future", async () => {
    const { status, json } = await get("/cosmos/bank/v1beta1/params", {
      "x-cosmos-block-height": "99",
    });
    expect([status, json.code, json.message]).toEqual([
      500,
      2,
      "codespace sdk code 26: invalid height: cannot query with height in the future; please provide a valid height",
    ]);
  });

  it("400 for a body over a million bytes", async () => {
    const { status, json } = await post("/cosmos/tx/v1beta1/txs", " ".repeat(1_000_001));
    expect([status, json.code]).toEqual([400, 3]);
  });

  it("400 for a path that is no UTF-8", async () => {
    expect((await get("/cosmos/bank/%ff")).status).toBe(400);
  });

  it("sends paths with dots or empty segments to where they lead", async () => {
    const { status, location } = await rawGet("/cosmos//bank/x/../v1beta1/params?a=1");
    expect([status, location]).toEqual([301, "/cosmos/bank/v1beta1/params?a=1"]);
  });
});

/** `fetch` would tidy the path up. */
function rawGet(path: string): Promise<{ status?: number; location?: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(hub.restUrl ?? "");
    httpRequest({ hostname, port, path }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, location: response.headers.location });
    })
      .on("error", reject)
      .end();
  });
}

describe("transactions", () => {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const send = () =>
    packAny(MsgSend, {
      fromAddress: hub.userAddress,
      toAddress: hub.userAddress,
      amount: [{ denom: hub.denom, amount: "1" }],
    });

  it("are simulated, sent, and found by hash, by query and by block", async () => {
    const tx_bytes = base64(hub.signed({ messages: [send()], sequence: 0n }));
    const simulated = await post("/cosmos/tx/v1beta1/simulate", { tx_bytes });
    expect(simulated.json).toMatchObject({
      gas_info: { gas_wanted: "18446744073709551615" },
      result: { msg_responses: [{ "@type": "/cosmos.bank.v1beta1.MsgSendResponse" }] },
    });

    const body = { tx_bytes, mode: "BROADCAST_MODE_SYNC" };
    const sent = await post("/cosmos/tx/v1beta1/txs", body);
    const { txhash } = sent.json.tx_response;
    expect(sent.status).toBe(200);
    expect(sent.json).toEqual({
      tx_response: {
        height: "0",
        txhash: expect.stringMatching(/^[0-9A-F]{64}$/),
        codespace: "",
        code: 0,
        data: "",
        raw_log: "",
        logs: [],
        info: "",
        gas_wanted: "0",
        gas_used: "0",
        tx: null,
        timestamp: "",
        events: [],
      },
    });
    const again = await post("/cosmos/tx/v1beta1/txs", body);
    expect([again.status, again.json.tx_response]).toMatchObject([
      200,
      { code: 19, codespace: "sdk", raw_log: "", txhash },
    ]);

    await hub.engine.mine(1);
    const found = await get(`/cosmos/tx/v1beta1/txs/${txhash.toLowerCase()}`);
    expect(found.json).toMatchObject({
      tx: { body: { messages: [{ "@type": "/cosmos.bank.v1beta1.MsgSend" }] } },
      tx_response: {
        height: "3",
        txhash,
        code: 0,
        data: expect.stringMatching(/^[0-9A-F]+$/),
        raw_log: "",
        logs: [],
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        tx: { "@type": "/cosmos.tx.v1beta1.Tx" },
      },
    });
    const query = encodeURIComponent(`message.sender='${hub.userAddress}'`);
    const searched = await get(
      `/cosmos/tx/v1beta1/txs?query=${query}&order_by=ORDER_BY_DESC&page=1&limit=2`,
    );
    expect(searched.json).toMatchObject({
      total: "1",
      pagination: null,
      tx_responses: [{ txhash }],
    });
    const block = await get("/cosmos/tx/v1beta1/txs/block/3");
    expect(block.json).toMatchObject({
      txs: [found.json.tx],
      block: { header: { height: "3" } },
      pagination: { next_key: null, total: "1" },
    });
  });

  it("are decoded and encoded", async () => {
    const tx_bytes = base64(hub.signed({ messages: [send()], sequence: 7n }));
    const decoded = await post("/cosmos/tx/v1beta1/decode", { tx_bytes });
    expect(decoded.json.tx.auth_info.signer_infos).toMatchObject([{ sequence: "7" }]);
    const encoded = await post("/cosmos/tx/v1beta1/encode", decoded.json);
    expect(encoded.json).toEqual({ tx_bytes });
  });

  it.each([
    {
      why: "without a mode",
      path: "txs",
      body: { tx_bytes: "AA==" },
      status: 500,
      code: 2,
      message: "unsupported return type unspecified; supported types: sync, async",
    },
    {
      why: "in block mode, which is gone",
      path: "txs",
      body: { tx_bytes: "AA==", mode: "BROADCAST_MODE_BLOCK" },
      status: 500,
      code: 2,
      message: "unsupported return type unspecified; supported types: sync, async",
    },
    {
      why: "with nothing but fields that do not exist",
      path: "txs",
      body: { tx: "AA==" },
      status: 400,
      code: 3,
      message: "invalid empty tx",
    },
    {
      why: "that are no JSON",
      path: "simulate",
      body: "{",
      status: 400,
      code: 3,
      message: expect.any(String),
    },
    {
      why: "that are empty",
      path: "simulate",
      body: "",
      status: 400,
      code: 3,
      message: "empty txBytes is not allowed",
    },
    {
      why: "that are nothing to decode",
      path: "decode",
      body: {},
      status: 400,
      code: 3,
      message: "invalid empty tx bytes",
    },
  ])("are refused $why", async ({ path, body, status, code, message }) => {
    const reply = await post(`/cosmos/tx/v1beta1/${path}`, body);
    expect(reply.json).toEqual({ code, message, details: [] });
    expect(reply.status).toBe(status);
  });
});

describe("browsers", () => {
  it.each(["http://localhost:3000", "http://127.0.0.1:8080", "https://localhost"])(
    "may call from %s",
    async (origin) => {
      const { headers } = await get("/cosmos/bank/v1beta1/params", { origin });
      expect(headers.get("access-control-allow-origin")).toBe(origin);
      const preflight = await fetchText("/cosmos/tx/v1beta1/txs", {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get("access-control-allow-headers")).toMatch(/Content-Type/);
    },
  );

  it.each(["http://evil.example", "http://localhost.evil.example", "null"])(
    "get no header for %s",
    async (origin) => {
      const { headers } = await get("/cosmos/bank/v1beta1/params", { origin });
      expect(headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("get a page and a document of the routes that are served", async () => {
    const page = await get("/swagger/");
    expect(page.text).toContain("/cosmos/bank/v1beta1/params");
    expect(page.text).not.toContain("authz");
    const { json } = await get("/swagger/openapi.json");
    expect(json.openapi).toBe("3.0.3");
    expect(Object.keys(json.paths["/cosmos/tx/v1beta1/txs"])).toEqual(["post", "get"]);
  });
});
