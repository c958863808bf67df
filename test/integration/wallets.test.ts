import { DirectSecp256k1HdWallet } from "@cosmjs/proto-signing";
import { toBase64 } from "@testudo/base";
import { until } from "@testudo/client";
import { packAny } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { AuthInfo, TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import WebSocket from "ws";
import { type CosmJsWorld, startCosmJsWorld } from "./cosmjs-world.ts";

/** What Keplr (K) and Ping.pub (P) ask of a node, request by request, on a hub and a consumer; and X1, X2. */
let world: CosmJsWorld;
const PAGE = "http://localhost:3000";

beforeAll(async () => {
  world = await startCosmJsWorld();
}, 120_000);
afterAll(() => world?.stop());

// What is answered is read field by field, as JSON.
type Json = ReturnType<typeof JSON.parse>;
type Which = "hub" | "consumer";
const BOTH: readonly Which[] = ["hub", "consumer"];

async function rest(which: Which, path: string, init?: RequestInit) {
  const response = await fetch(`${world[which].entry.rest}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: JSON.parse(text) as Json };
}

async function good(which: Which, path: string): Promise<Json> {
  const { status, json } = await rest(which, path);
  expect([path, status]).toEqual([path, 200]);
  return json;
}

const post = (which: Which, path: string, body: object) =>
  rest(which, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function rpc(which: Which, path: string): Promise<Json> {
  const response = await fetch(`${world[which].entry.rpc}${path}`);
  return JSON.parse(await response.text()).result;
}

/** A transaction as Keplr simulates it: no public key, 64 zero bytes for the signature. */
function simulated(from: string, to: string, denom: string, sequence: bigint) {
  const send = packAny(MsgSend, {
    fromAddress: from,
    toAddress: to,
    amount: [{ denom, amount: "1" }],
  });
  return TxRaw.encode({
    bodyBytes: TxBody.encode({ ...TxBody.create(), messages: [send] }),
    authInfoBytes: AuthInfo.encode({
      ...AuthInfo.create(),
      signerInfos: [
        { publicKey: undefined, modeInfo: { single: { mode: 127 } }, sequence },
      ] as never,
      fee: { amount: [{ denom, amount: "0" }], gasLimit: 0n, payer: "", granter: "" },
    }),
    signatures: [new Uint8Array(64)],
  });
}

describe("Keplr", () => {
  it.each(BOTH)("K1: takes %s when it is suggested", async (which) => {
    const { chainId, rpc: url } = world[which].entry;
    expect((await rpc(which, "/status")).node_info.network).toBe(chainId);
    const info = await good(which, "/cosmos/base/tendermint/v1beta1/node_info");
    expect(info.default_node_info.network).toBe(chainId);
    const socket = new WebSocket(`${url.replace("http", "ws")}/websocket`);
    const answered = new Promise<Json>((resolve, reject) => {
      socket.once("message", (data) => resolve(JSON.parse(String(data))));
      socket.once("error", reject);
    });
    socket.once("open", () =>
      socket.send(
        '{"jsonrpc":"2.0","method":"subscribe","params":["tm.event=\'NewBlock\'"],"id":1}',
      ),
    );
    expect(await answered).toEqual({ jsonrpc: "2.0", id: 1, result: {} });
    socket.close();
  });

  it.each(BOTH)(
    "K2, K3: an account new on %s is funded, simulates, sends and is tracked",
    async (which) => {
      const { entry, address } = world[which];
      const { denom, bech32Prefix: prefix, chainId } = entry;
      const wallet = await DirectSecp256k1HdWallet.generate(12, { prefix });
      const [account] = await wallet.getAccounts();
      const own = account!.address;
      const unknown = await rest(which, `/cosmos/auth/v1beta1/accounts/${own}`);
      expect(unknown).toMatchObject({
        status: 404,
        json: { code: 5, message: `account ${own} not found` },
      });
      const none = await good(which, `/cosmos/bank/v1beta1/balances/${own}?pagination.limit=1000`);
      expect(none.balances).toEqual([]);

      const faucet = await world[which].direct("dora");
      await faucet.sendTokens(address("dora"), own, [{ denom, amount: "1000000" }], 1.6);
      faucet.disconnect();
      const { balances } = await good(
        which,
        `/cosmos/bank/v1beta1/spendable_balances/${own}?pagination.limit=1000`,
      );
      expect(balances).toEqual([{ denom, amount: "1000000" }]);
      const found = await good(which, `/cosmos/auth/v1beta1/accounts/${own}`);
      expect(found.account).toMatchObject({ address: own, pub_key: null, sequence: "0" });

      const tx_bytes = toBase64(simulated(own, address("erin"), denom, 0n));
      const simulation = await post(which, "/cosmos/tx/v1beta1/simulate", { tx_bytes });
      expect(simulation.status).toBe(200);
      const gas = BigInt(simulation.json.gas_info.gas_used) * 2n;

      const body = TxBody.encode({
        ...TxBody.create(),
        messages: [
          packAny(MsgSend, {
            fromAddress: own,
            toAddress: address("erin"),
            amount: [{ denom, amount: "5" }],
          }),
        ],
      });
      const auth = AuthInfo.encode({
        ...AuthInfo.create(),
        signerInfos: [
          {
            publicKey: {
              typeUrl: "/cosmos.crypto.secp256k1.PubKey",
              value: Uint8Array.from([0x0a, account!.pubkey.length, ...account!.pubkey]),
            },
            modeInfo: { single: { mode: 1 } },
            sequence: 0n,
          },
        ] as never,
        fee: { amount: [{ denom, amount: "5000" }], gasLimit: gas, payer: "", granter: "" },
      });
      const accountNumber = BigInt(found.account.account_number);
      const signDoc = { bodyBytes: body, authInfoBytes: auth, chainId, accountNumber };
      const { signature } = await wallet.signDirect(own, signDoc);
      const raw = TxRaw.encode({
        bodyBytes: body,
        authInfoBytes: auth,
        signatures: [new Uint8Array(Buffer.from(signature.signature, "base64"))],
      });
      const sent = await post(which, "/cosmos/tx/v1beta1/txs", {
        tx_bytes: toBase64(raw),
        mode: "BROADCAST_MODE_SYNC",
      });
      expect(sent.json.tx_response).toMatchObject({ code: 0, height: "0", tx: null });
      const hash: string = sent.json.tx_response.txhash;
      const tracked = await until(
        async () => {
          const one = await rest(which, `/cosmos/tx/v1beta1/txs/${hash}`);
          return one.status === 200 && one.json;
        },
        { what: "the transaction", timeoutMs: 30_000 },
      );
      await expectSameEverywhere(which, hash, tracked);
    },
  );

  it("K4: fills its staking, reward, vote and transfer pages", async () => {
    const dora = world.hub.address("dora");
    const list = "pagination.limit=1000";
    const validators = await good(
      "hub",
      `/cosmos/staking/v1beta1/validators?${list}&status=BOND_STATUS_BONDED`,
    );
    expect(validators.validators).toHaveLength(4);
    for (const path of [
      "/cosmos/staking/v1beta1/params",
      "/cosmos/staking/v1beta1/pool",
      `/cosmos/staking/v1beta1/validators?${list}&status=BOND_STATUS_UNBONDING`,
      `/cosmos/staking/v1beta1/delegations/${dora}?${list}`,
      `/cosmos/staking/v1beta1/delegators/${dora}/unbonding_delegations?${list}`,
      "/cosmos/distribution/v1beta1/params",
      `/cosmos/distribution/v1beta1/delegators/${dora}/rewards`,
      "/cosmos/mint/v1beta1/inflation",
      "/cosmos/mint/v1beta1/annual_provisions",
      "/cosmos/gov/v1/proposals?pagination.limit=3000",
      "/cosmos/gov/v1beta1/proposals?pagination.limit=3000",
      "/cosmos/gov/v1/params/tallying",
    ]) {
      await good("hub", path);
    }
    const transfer = world.devnet.file().chains[1]?.channels?.transfer;
    for (const [which, end] of [
      ["hub", transfer?.onHub],
      ["consumer", transfer?.onConsumer],
    ] as const) {
      const base = `/ibc/core/channel/v1/channels/${end?.channel}/ports/transfer`;
      expect((await good(which, base)).channel.state).toBe("STATE_OPEN");
      const { identified_client_state } = await good(which, `${base}/client_state`);
      const id = identified_client_state.client_id;
      await good(which, `/ibc/core/client/v1/client_states/${id}`);
    }
  });

  it("K4: resolves the denom of a coin that came over IBC", async () => {
    const { hub, consumer, devnet } = world;
    const { onConsumer } = devnet.file().chains[1]!.channels!.transfer!;
    const client = await consumer.direct("dora");
    await client.signAndBroadcast(
      consumer.address("dora"),
      [
        {
          typeUrl: "/ibc.applications.transfer.v1.MsgTransfer",
          value: {
            sourcePort: onConsumer.port,
            sourceChannel: onConsumer.channel,
            token: { denom: consumer.entry.denom, amount: "9" },
            sender: consumer.address("dora"),
            receiver: hub.address("frank"),
            timeoutTimestamp: (BigInt(Date.now()) + 3_600_000n) * 1_000_000n,
            memo: "",
          },
        },
      ],
      1.6,
    );
    client.disconnect();
    const voucher = await until(
      async () => {
        const { balances } = await good(
          "hub",
          `/cosmos/bank/v1beta1/balances/${hub.address("frank")}?pagination.limit=1000`,
        );
        return balances.find(({ denom }: Json) => denom.startsWith("ibc/"));
      },
      { what: "the coin on the hub", timeoutMs: 60_000 },
    );
    const hash = voucher.denom.slice("ibc/".length);
    const { denom } = await good("hub", `/ibc/apps/transfer/v1/denoms/${hash}`);
    expect(denom.base).toBe(consumer.entry.denom);
    expect((await rest("hub", `/ibc/apps/transfer/v1/denom_traces/${hash}`)).status).toBe(501);
  });

  it.each(BOTH)("K5: finds out what %s can do", async (which) => {
    const { params } = await good(which, "/ibc/apps/transfer/v1/params");
    expect(params).toEqual({ send_enabled: true, receive_enabled: true });
    const spendable = await rest(which, "/cosmos/bank/v1beta1/spendable_balances/test");
    expect(spendable.status).toBe(400);
    const denom = await rest(which, "/ibc/apps/transfer/v1/denoms/test");
    expect([denom.status, denom.json.message]).toEqual([
      400,
      expect.stringContaining("invalid denom trace hash"),
    ]);
    for (const path of [
      "/cosmwasm/wasm/v1/contract/test",
      "/feemarket/v1/params",
      "/osmosis/txfees/v1beta1/base_denom",
    ]) {
      expect([path, (await rest(which, path)).status]).toEqual([path, 501]);
    }
    const grants = `/cosmos/authz/v1beta1/grants/granter/${world[which].address("dora")}`;
    expect((await rest(which, grants)).status).toBe(which === "hub" ? 501 : 200);
  });

  it.each(BOTH)(
    "K6: may call RPC and REST of %s from pages of this machine alone",
    async (which) => {
      const { rpc: rpcUrl, rest: restUrl } = world[which].entry;
      for (const url of [rpcUrl, `${restUrl}/cosmos/tx/v1beta1/simulate`]) {
        const preflight = (origin: string) =>
          fetch(url, {
            method: "OPTIONS",
            headers: {
              origin,
              "access-control-request-method": "POST",
              "access-control-request-headers": "content-type",
            },
          });
        const { status, headers } = await preflight(PAGE);
        expect([status, headers.get("access-control-allow-origin")]).toEqual([204, PAGE]);
        expect(headers.get("access-control-allow-methods")).toMatch(/POST/);
        expect(headers.get("access-control-allow-headers")).toMatch(/content-type/i);
        const foreign = await preflight("https://elsewhere.example");
        expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
      }
    },
  );
});

describe("Ping.pub", () => {
  it("P1: loads its home, block, uptime, parameter, account and proposal pages", async () => {
    const dora = world.hub.address("dora");
    const { operator } = world.devnet.file().validators[0]!;
    for (const path of [
      "/cosmos/base/tendermint/v1beta1/node_info",
      "/cosmos/base/tendermint/v1beta1/blocks/1",
      "/cosmos/base/tendermint/v1beta1/validatorsets/latest?pagination.limit=100",
      "/cosmos/staking/v1beta1/validators?pagination.limit=300&status=BOND_STATUS_BONDED",
      "/cosmos/slashing/v1beta1/params",
      "/cosmos/distribution/v1beta1/community_pool",
      "/cosmos/bank/v1beta1/supply?pagination.limit=20",
      "/cosmos/bank/v1beta1/supply/by_denom?denom=uatom",
      "/cosmos/auth/v1beta1/params",
      "/cosmos/bank/v1beta1/params",
      "/cosmos/mint/v1beta1/params",
      "/cosmos/params/v1beta1/params?subspace=staking&key=MaxValidators",
      "/cosmos/gov/v1/params/voting",
      "/cosmos/gov/v1/params/deposit",
      "/cosmos/gov/v1/proposals?pagination.limit=20&proposal_status=2",
      `/cosmos/auth/v1beta1/accounts/${dora}`,
      `/cosmos/staking/v1beta1/delegators/${dora}/redelegations`,
      `/cosmos/staking/v1beta1/delegators/${dora}/validators`,
      `/cosmos/staking/v1beta1/validators/${operator}/delegations`,
      `/cosmos/distribution/v1beta1/validators/${operator}/commission`,
      `/cosmos/distribution/v1beta1/validators/${operator}/outstanding_rewards`,
      `/cosmos/distribution/v1beta1/validators/${operator}/slashes`,
      "/cosmos/tx/v1beta1/txs/block/1",
    ]) {
      await good("hub", path);
    }
    const { block } = await good("hub", "/cosmos/base/tendermint/v1beta1/blocks/latest");
    expect(block.header).toMatchObject({ chain_id: "hub-1", height: expect.any(String) });
    const { info } = await good(
      "hub",
      "/cosmos/slashing/v1beta1/signing_infos?pagination.limit=300",
    );
    expect(info.map(({ address }: Json) => address)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^cosmosvalcons1/)]),
    );
  });

  it("P2: loads the pages of a consumer, of IBC, and of interchain security by consumer id", async () => {
    for (const which of BOTH) {
      await good(which, "/ibc/core/channel/v1/channels?pagination.limit=100");
      const { connections } = await good(which, "/ibc/core/connection/v1/connections");
      const { id } = connections[0];
      await good(which, `/ibc/core/connection/v1/connections/${id}/client_state`);
      await good(which, `/ibc/core/channel/v1/connections/${id}/channels`);
    }
    const { consumerId } = world.consumer.entry;
    const base = "/interchain_security/ccv/provider";
    const { validators } = await good("hub", `${base}/consumer_validators/${consumerId}`);
    expect(validators).toHaveLength(4);
    await good("hub", `${base}/opted_in_validators/${consumerId}`);
    const cons = world.devnet.file().validators[0]!.consAddress;
    await good("hub", `${base}/validator_consumer_addr/${consumerId}/${cons}`);
    // What it sends of its own accord is of an older version, and refused as v7 refuses it.
    const old = `${base}/validator_consumer_addr?provider_address=${cons}&chain_id=consumer-1`;
    expect((await rest("hub", old)).status).toBe(501);
    expect((await rest("hub", `${base}/consumer_validators/consumer-1`)).status).toBe(400);
  });

  it.each(BOTH)("P3: reads the consensus of %s", async (which) => {
    const { round_state } = await rpc(which, "/consensus_state");
    expect(round_state["height/round/step"]).toMatch(/^\d+\/0\/\d+$/);
    const dump = await rpc(which, "/dump_consensus_state");
    expect(dump.round_state.validators.validators).toHaveLength(4);
  });

  it("P4: lists the newest transactions of a sender first", async () => {
    const client = await world.hub.direct("erin");
    const [from, to] = [world.hub.address("erin"), world.hub.address("dora")];
    for (const amount of ["1", "2"]) {
      await client.sendTokens(from, to, [{ denom: "uatom", amount }], 1.6);
    }
    client.disconnect();
    const query = encodeURIComponent(`message.sender='${from}'`);
    const { tx_responses, total } = await good(
      "hub",
      `/cosmos/tx/v1beta1/txs?query=${query}&order_by=ORDER_BY_DESC&limit=20&page=1`,
    );
    expect(Number(total)).toBeGreaterThanOrEqual(2);
    const heights = tx_responses.map(({ height }: Json) => Number(height));
    expect(heights).toEqual(heights.toSorted((a: number, b: number) => b - a));
  });
});

it.each(BOTH)(
  "X1: app, results and validator hashes of %s are one on every surface",
  async (which) => {
    const { comet } = world[which];
    const latest = (await comet.status()).syncInfo.latestBlockHeight;
    const hex = (base64: string) => Buffer.from(base64, "base64").toString("hex").toUpperCase();
    for (let height = 1; height <= latest; height += 1) {
      const { block } = await rpc(which, `/block?height=${height}`);
      const { app_hash, last_results_hash, validators_hash } = block.header;
      const path = `/cosmos/base/tendermint/v1beta1/blocks/${height}`;
      const overRest = (await good(which, path)).block.header;
      expect({
        app_hash: hex(overRest.app_hash),
        last_results_hash: hex(overRest.last_results_hash),
        validators_hash: hex(overRest.validators_hash),
      }).toEqual({ app_hash, last_results_hash, validators_hash });
      if (height === latest) continue;
      const results = await rpc(which, `/block_results?height=${height}`);
      const next = (await rpc(which, `/header?height=${height + 1}`)).header;
      expect(hex(results.app_hash)).toBe(next.app_hash);
    }
  },
);

it.each(BOTH)("M1: Prometheus finds the growing height of %s", async (which) => {
  const { metrics = "", chainId } = world[which].entry;
  const scrape = async () => {
    const response = await fetch(metrics);
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      expect.stringMatching(/^text\/plain/),
    ]);
    return response.text();
  };
  const heightIn = (text: string) => {
    const line = new RegExp(`^cometbft_consensus_height\\{chain_id="${chainId}"\\} (\\d+)$`, "m");
    return Number(line.exec(text)?.[1]);
  };
  const first = await scrape();
  expect(first).toContain("cometbft_consensus_block_interval_seconds_bucket");
  await until(async () => heightIn(await scrape()) > heightIn(first), {
    what: "a higher height",
    timeoutMs: 30_000,
  });
});

/** X2: a transaction by RPC, by search, and by REST, field by field. */
async function expectSameEverywhere(which: Which, hash: string, shown: Json): Promise<void> {
  const one = await rpc(which, `/tx?hash=0x${hash}`);
  const search = encodeURIComponent(`"tx.hash='${hash}'"`);
  const { txs } = await rpc(which, `/tx_search?query=${search}`);
  expect(txs).toEqual([one]);
  const { tx_result } = one;
  expect(shown.tx_response).toMatchObject({
    txhash: hash,
    height: one.height,
    code: tx_result.code,
    codespace: tx_result.codespace,
    gas_wanted: tx_result.gas_wanted,
    gas_used: tx_result.gas_used,
    raw_log: tx_result.log,
    data: Buffer.from(tx_result.data, "base64").toString("hex").toUpperCase(),
    events: tx_result.events,
  });
  const overGrpc = await world[which].query.tx.getTx(hash);
  expect(overGrpc.txResponse).toMatchObject({
    txhash: hash,
    height: BigInt(one.height),
    gasUsed: BigInt(tx_result.gas_used),
    data: shown.tx_response.data,
  });
}
