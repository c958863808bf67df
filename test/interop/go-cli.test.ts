import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fromBase64, toBase64, utf8 } from "@testudo/base";
import { until } from "@testudo/client";
import { ed25519KeyFromSeed, sha256 } from "@testudo/crypto";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import {
  buildCommand,
  cleanUp,
  temporaryFolder,
  testudo,
  type UpProcess,
  up,
} from "../e2e/command.ts";
import { findGoApplication } from "./go-applications.ts";
import { createGoCli, type GoCli } from "./go-cli.ts";
import { keyFile } from "./key-file.ts";

const [pd, cd] = [findGoApplication("provider"), findGoApplication("consumer")];
const missing = [pd, cd].flatMap((one) => ("missing" in one ? [one.missing] : []));
const reason = missing[0] === undefined ? "" : ` (${missing[0]})`;
const describeWithGo = missing.length === 0 ? describe : describe.skip;

beforeAll(buildCommand);
afterAll(cleanUp);

/** A devnet with the Go commands of its two chains. */
interface Net {
  readonly devnet: UpProcess;
  readonly home: string;
  readonly folder: string;
  readonly hub: GoCli;
  readonly consumer: GoCli;
  account(name: string): string;
  validator(name: string): { readonly operator: string; readonly consAddress: string };
}

async function start(...options: readonly string[]): Promise<Net> {
  const [home, folder] = [temporaryFolder(), temporaryFolder()];
  const devnet = await up(home, "--port-offset", String(await freePortOffset()), ...options);
  const { chains, accounts, validators } = devnet.file;
  const cli = (role: "provider" | "consumer", binary: string) => {
    const chain = chains.find((one) => one.role === role)!;
    const { chainId, rpc: rpcUrl, denom, minGasPrice } = chain;
    return createGoCli(binary, join(folder, role), {
      chainId,
      rpcUrl,
      gasPrices: `${minGasPrice}${denom}`,
    });
  };
  const hub = cli("provider", "path" in pd ? pd.path : "");
  const consumer = cli("consumer", "path" in cd ? cd.path : "");
  for (const { name, mnemonic } of [...accounts, ...validators]) {
    if (name === "relayer" || name === "faucet") continue;
    await hub.addKey(name, mnemonic ?? "");
    await consumer.addKey(name, mnemonic ?? "");
  }
  return {
    devnet,
    home,
    folder,
    hub,
    consumer,
    account: (name) => accounts.find((one) => one.name === name)!.address,
    validator: (name) => validators.find((one) => one.name === name)!,
  };
}

describeWithGo(`the Go commands against a hub and a consumer of ours${reason}`, () => {
  let net: Net;
  beforeAll(async () => {
    net = await start();
  });
  afterAll(async () => {
    await net?.devnet.end("SIGTERM");
  });

  it("keys: the same mnemonic is the same account", async () => {
    const { out } = await net.hub.run(["keys", "show", "dora", "-a", "--keyring-backend", "test"]);
    expect(out.trim()).toBe(net.account("dora"));
  });

  describe("G1: every query", () => {
    const consumerId = "0";

    it("status", async () => {
      const { rpc } = net.devnet.file.chains[0]!;
      const { out } = await net.hub.run(["status", "--node", rpc, "--output", "json"]);
      expect(JSON.parse(out)).toMatchObject({
        node_info: { network: "hub-1", version: "0.38.17" },
        sync_info: { catching_up: false },
      });
    });

    it("accounts and stake", async () => {
      const { hub } = net;
      expect(await hub.query("bank", "balances", net.account("erin"))).toMatchObject({
        balances: [{ denom: "uatom", amount: "1000000000000" }],
      });
      const { validators } = await hub.query("staking", "validators");
      expect(validators).toHaveLength(4);
      expect(
        await hub.query("staking", "validator", net.validator("alice").operator),
      ).toMatchObject({
        validator: { description: { moniker: "alice" }, status: "BOND_STATUS_BONDED" },
      });
      expect((await hub.query("slashing", "signing-infos")).info).toHaveLength(4);
      expect(Number((await hub.query("mint", "inflation")).inflation)).toBeGreaterThan(0);
      expect(await hub.query("distribution", "params")).toHaveProperty("params.community_tax");
      expect(await hub.query("gov", "params")).toHaveProperty("params.voting_period");
      expect(await hub.query("consensus", "params")).toHaveProperty("params.block.max_bytes");
      expect(await hub.query("params", "subspace", "staking", "BondDenom")).toHaveProperty("param");
      expect(await hub.query("auth", "account", net.account("erin"))).toHaveProperty("account");
      expect(await hub.query("ibc-transfer", "params")).toMatchObject({ send_enabled: true });
    });

    it("blocks, transactions, validator sets", async () => {
      const { hub } = net;
      const sent = await hub.tx("erin", "bank", "send", "erin", net.account("dora"), "7uatom");
      const found = await hub.query("tx", sent.txhash);
      expect(found).toMatchObject({ txhash: sent.txhash, code: 0 });
      expect(found.timestamp).not.toBe("");
      const search = ["txs", "--query", `message.sender='${net.account("erin")}'`];
      const { txs } = await hub.query(...search);
      expect(txs.map((one: { readonly txhash: string }) => one.txhash)).toContain(sent.txhash);
      const [sequence] = found.tx.auth_info.signer_infos.map(
        (one: { readonly sequence: string }) => one.sequence,
      );
      const bySequence = ["tx", "--type", "acc_seq", `${net.account("erin")}/${sequence}`];
      expect(await hub.query(...bySequence)).toMatchObject({ txhash: sent.txhash });
      const bySignature = ["tx", "--type", "signature", found.tx.signatures[0]];
      expect(await hub.query(...bySignature)).toMatchObject({ txhash: sent.txhash });

      const block = await hub.query("block", "--type=height", found.height);
      expect(block).toMatchObject({ header: { height: found.height, chain_id: "hub-1" } });
      const blocks = await hub.query("blocks", "--query", `block.height=${found.height}`);
      expect(blocks.blocks).toMatchObject([{ header: { height: found.height } }]);
      const set = await hub.query("comet-validator-set", found.height);
      expect(set.block_height).toBe(found.height);
      expect(set.validators).toHaveLength(4);
    });

    it("the provider module, each subcommand", async () => {
      const { hub } = net;
      const alice = net.validator("alice").consAddress;
      const provider = (...args: readonly string[]) => hub.query("provider", ...args);
      expect(await provider("params")).toHaveProperty("blocks_per_epoch");
      expect(await provider("list-consumer-chains")).toMatchObject({
        chains: [{ chain_id: "consumer-1", phase: "CONSUMER_PHASE_LAUNCHED" }],
      });
      // Phase 3 of the enumeration is LAUNCHED.
      expect((await provider("list-consumer-chains", "3")).chains).toHaveLength(1);
      expect((await provider("list-consumer-chains", "1")).chains).toHaveLength(0);
      expect(await provider("consumer-chain", consumerId)).toMatchObject({
        chain_id: "consumer-1",
      });
      expect(await provider("consumer-genesis", consumerId)).toMatchObject({
        new_chain: true,
        provider: { initial_val_set: expect.any(Array) },
      });
      expect(await provider("consumer-genesis-time", consumerId)).toHaveProperty("genesis_time");
      expect(await provider("consumer-id-from-client-id", "07-tendermint-0")).toEqual({
        consumer_id: consumerId,
      });
      const optedIn = await provider("consumer-opted-in-validators", consumerId);
      expect(optedIn.validators_provider_addresses).toContain(alice);
      expect((await provider("consumer-validators", consumerId)).validators).toHaveLength(4);
      expect(await provider("has-to-validate", alice)).toEqual({ consumer_ids: [consumerId] });
      const key = await provider("validator-consumer-key", consumerId, alice);
      expect(await provider("validator-provider-key", consumerId, key.consumer_address)).toEqual({
        provider_address: alice,
      });
      expect(
        await provider("validator-consumer-commission-rate", consumerId, alice),
      ).toHaveProperty("rate");
      expect(await provider("throttle-state")).toHaveProperty("slash_meter_allowance");
      expect(await provider("registered-consumer-reward-denoms")).toHaveProperty("denoms");
      const pairs = await provider("all-pairs-valconsensus-address", consumerId);
      expect(pairs.pair_val_con_addr).toHaveLength(4);
      expect(await provider("blocks-until-next-epoch")).toHaveProperty("blocks_until_next_epoch");
    });

    it("IBC on both chains", async () => {
      const channels = (await net.hub.query("ibc", "channel", "channels")).channels;
      expect(channels).toMatchObject([
        { port_id: "provider", state: "STATE_OPEN", ordering: "ORDER_ORDERED" },
        { port_id: "transfer", state: "STATE_OPEN", ordering: "ORDER_UNORDERED" },
      ]);
      for (const cli of [net.hub, net.consumer]) {
        expect((await cli.query("ibc", "client", "states")).client_states).toHaveLength(1);
        const { connections } = await cli.query("ibc", "connection", "connections");
        expect(connections[0]).toMatchObject({ id: "connection-0", state: "STATE_OPEN" });
        const self = await cli.query("ibc", "client", "self-consensus-state");
        expect(fromBase64(self.root.hash)).toHaveLength(32);
      }
    });

    it("the consumer module, each subcommand, and a consumer's blocks", async () => {
      const { consumer } = net;
      expect(await consumer.query("ccvconsumer", "params")).toMatchObject({
        params: { enabled: true },
      });
      expect(await consumer.query("ccvconsumer", "provider-info")).toMatchObject({
        consumer: { chainID: "consumer-1" },
        provider: { chainID: "hub-1" },
      });
      expect(await consumer.query("ccvconsumer", "throttle-state")).toHaveProperty("slash_record");
      const fees = await consumer.query("ccvconsumer", "next-fee-distribution");
      expect(fees).toMatchObject({ data: { distribution_fraction: "0.75" } });
      expect(await consumer.query("block-results", "3")).toMatchObject({ height: 3 });
      expect((await consumer.query("comet-validator-set")).validators).toHaveLength(4);
      for (const command of [
        ["slashing", "params"],
        ["bank", "total"],
        ["upgrade", "plan"],
        ["evidence", "list"],
      ]) {
        expect(await consumer.query(...command)).toBeInstanceOf(Object);
      }
    });
  });

  describe("G2: transactions", () => {
    it("register a consumer, opt in and assign a key", async () => {
      const { hub } = net;
      const file = join(net.folder, "create.json");
      await writeFile(file, JSON.stringify(CREATION));
      const { events } = await hub.tx("dora", "provider", "create-consumer", file);
      const id = events
        .flatMap((one: { readonly attributes: readonly object[] }) => one.attributes)
        .find((one: { readonly key: string }) => one.key === "consumer_id").value;
      expect(await hub.query("provider", "consumer-chain", id)).toMatchObject({
        chain_id: "fresh-1",
        owner_address: net.account("dora"),
        power_shaping_params: { validators_power_cap: 50 },
      });

      const keyOf = (name: string) =>
        JSON.stringify({
          "@type": "/cosmos.crypto.ed25519.PubKey",
          key: toBase64(ed25519KeyFromSeed(sha256(utf8(name))).pub),
        });
      await hub.tx("alice", "provider", "opt-in", id, keyOf("one"));
      await hub.tx("bob", "provider", "opt-in", id);
      await hub.tx("bob", "provider", "assign-consensus-key", id, keyOf("two"));
      const optedIn = await hub.query("provider", "consumer-opted-in-validators", id);
      expect([...optedIn.validators_provider_addresses].sort()).toEqual(
        ["alice", "bob"].map((name) => net.validator(name).consAddress).sort(),
      );
      const taken = hub.tx("carol", "provider", "assign-consensus-key", id, keyOf("two"));
      await expect(taken).rejects.toThrow(/consumer key/i);
      await hub.tx("bob", "provider", "set-consumer-commission-rate", id, "0.2");
      const rate = ["validator-consumer-commission-rate", id, net.validator("bob").consAddress];
      expect(await hub.query("provider", ...rate)).toEqual({ rate: "0.200000000000000000" });
      // Whoever opted in stays until the launch.
      await expect(hub.tx("bob", "provider", "opt-out", id)).rejects.toThrow(/not yet launched/);

      const change = join(net.folder, "update.json");
      await writeFile(
        change,
        JSON.stringify({
          consumer_id: id,
          new_owner_address: net.account("erin"),
          metadata: CREATION.metadata,
        }),
      );
      await hub.tx("dora", "provider", "update-consumer", change);
      expect(await hub.query("provider", "consumer-chain", id)).toMatchObject({
        owner_address: net.account("erin"),
      });
    });

    it("move stake", async () => {
      const { hub } = net;
      const [alice, bob] = [net.validator("alice").operator, net.validator("bob").operator];
      const before = await tokensOf(alice);
      await hub.tx("erin", "staking", "delegate", alice, "9000000uatom");
      await hub.tx("erin", "staking", "redelegate", alice, bob, "2000000uatom");
      await hub.tx("erin", "staking", "unbond", alice, "3000000uatom");
      expect((await tokensOf(alice)) - before).toBe(4_000_000n);
      await hub.tx("erin", "distribution", "withdraw-all-rewards");
      async function tokensOf(operator: string): Promise<bigint> {
        return BigInt((await hub.query("staking", "validator", operator)).validator.tokens);
      }
    });

    it("send coins over a transfer channel", async () => {
      const { hub, consumer } = net;
      const { channels } = await hub.query("ibc", "channel", "channels");
      const transfer = channels.find(
        (one: { readonly port_id: string }) => one.port_id === "transfer",
      );
      const receiver = (
        await consumer.run(["keys", "show", "dora", "-a", "--keyring-backend", "test"])
      ).out.trim();
      await hub.tx(
        ...(["dora", "ibc-transfer", "transfer", "transfer", transfer.channel_id] as const),
        ...[receiver, "11uatom"],
      );
      await until(
        async () => {
          const { balances } = await consumer.query("bank", "balances", receiver);
          return balances.some(
            ({ denom, amount }: { readonly denom: string; readonly amount: string }) =>
              denom.startsWith("ibc/") && amount === "11",
          );
        },
        { what: "coins on the consumer", timeoutMs: 90_000, pauseMs: 200 },
      );
    });

    it("govern", async () => {
      const { hub } = net;
      const file = join(net.folder, "proposal.json");
      const text = {
        metadata: "a text",
        title: "a text",
        summary: "nothing else",
        expedited: false,
      };
      await writeFile(file, JSON.stringify({ messages: [], deposit: "10000000uatom", ...text }));
      await hub.tx("dora", "gov", "submit-proposal", file);
      const { proposals } = await hub.query("gov", "proposals");
      const { id } = proposals.at(-1);
      await hub.tx("alice", "gov", "vote", id, "yes");
      expect(await hub.query("gov", "proposal", id)).toMatchObject({
        proposal: { title: "a text" },
      });
    });
  });

  describe("G3, G4: signing and broadcasting", () => {
    it("signs for Ledgers: amino JSON", async () => {
      const sent = await net.hub.tx(
        ...(["erin", "bank", "send", "erin", net.account("dora"), "3uatom"] as const),
        ...["--sign-mode", "amino-json"],
      );
      expect(sent.tx.auth_info.signer_infos[0].mode_info.single.mode).toBe(
        "SIGN_MODE_LEGACY_AMINO_JSON",
      );
    });

    it("gives 19 for a transaction that is known, and 32 for a wrong sequence", async () => {
      const { hub, folder } = net;
      const { rpc } = net.devnet.file.chains[0]!;
      const [plain, signed] = [join(folder, "plain.json"), join(folder, "signed.json")];
      const send = ["tx", "bank", "send", "erin", net.account("dora"), "4uatom"];
      const made = await hub.run([
        ...send,
        "--node",
        rpc,
        ...hub.signing("erin"),
        "--generate-only",
      ]);
      await writeFile(plain, made.out);
      const where = ["--node", rpc, "--chain-id", "hub-1"];
      const keyring = ["--from", "erin", "--keyring-backend", "test"];
      const sign = await hub.run(["tx", "sign", plain, ...where, ...keyring]);
      await writeFile(signed, sign.out);

      const broadcast = async (file: string, ...mode: readonly string[]) => {
        const done = await hub.run(["tx", "broadcast", file, "--node", rpc, "-o", "json", ...mode]);
        return JSON.parse(done.out);
      };
      const { txhash } = await broadcast(signed, "--broadcast-mode", "async");
      await until(() => hub.query("tx", txhash).catch(() => undefined), {
        what: "a transaction that nobody waited for",
        timeoutMs: 60_000,
        pauseMs: 100,
      });
      expect(await broadcast(signed)).toMatchObject({ codespace: "sdk", code: 19, txhash });

      const old = ["--offline", "--account-number", await numberOf(), "--sequence", "0"];
      const stale = await hub.run(["tx", "sign", plain, ...where, ...keyring, ...old]);
      await writeFile(signed, stale.out);
      expect(await broadcast(signed)).toMatchObject({ codespace: "sdk", code: 32 });

      const { out: encoded } = await hub.run(["tx", "encode", signed]);
      const { out: decoded } = await hub.run(["tx", "decode", encoded.trim()]);
      expect(JSON.parse(decoded)).toHaveProperty("body.messages");
      const simulated = await hub.run([
        "tx",
        "simulate",
        plain,
        ...where,
        ...keyring,
        "-o",
        "json",
      ]);
      expect(Number(JSON.parse(simulated.out).gas_info.gas_used)).toBeGreaterThan(20_000);

      async function numberOf(): Promise<string> {
        const { account } = await hub.query("auth", "account", net.account("erin"));
        return String((account.value ?? account).account_number);
      }
    });
  });

  it("G5: commands that read files read those of ours", async () => {
    const seed = sha256(utf8("a validator of a Go node"));
    const config = join(net.folder, "provider", "config");
    await mkdir(config, { recursive: true });
    await writeFile(join(config, "priv_validator_key.json"), keyFile(seed));
    const data = join(net.folder, "provider", "data");
    await mkdir(data, { recursive: true });
    await writeFile(
      join(data, "priv_validator_state.json"),
      JSON.stringify({ height: "0", round: 0, step: 0 }),
    );
    const { out, err } = await net.hub.run(["comet", "show-validator"]);
    expect(`${out}${err}`).toContain(toBase64(ed25519KeyFromSeed(seed).pub));
  });
});

describeWithGo(`evidence that the Go command brings to our hub${reason}`, () => {
  let net: Net;
  beforeAll(async () => {
    // Nobody else is to report it.
    net = await start("--relayer", "none");
  });
  afterAll(async () => {
    await net?.devnet.end("SIGTERM");
  });

  async function ours(...args: readonly string[]) {
    const { code, out, err } = await testudo(...args, "--home", net.home, "--json");
    if (code !== 0) throw new Error(err);
    return JSON.parse(out);
  }

  async function exported(): Promise<readonly string[]> {
    const list = await ours("evidence", "list");
    return (await ours("evidence", "export", list.at(-1).id, "--out", net.folder)).files;
  }

  const punished = async (name: string) => {
    const { validator } = await net.hub.query("staking", "validator", net.validator(name).operator);
    return { jailed: validator.jailed === true, tokens: BigInt(validator.tokens) };
  };

  it("double voting on a consumer", async () => {
    const before = await punished("dave");
    await ours("attack", "double-sign", "dave", "--chain", "consumer-1");
    const files = await exported();
    expect(files).toHaveLength(2);
    await net.hub.tx("dora", "provider", "submit-consumer-double-voting", "0", ...files);
    expect(await punished("dave")).toEqual({ jailed: true, tokens: (before.tokens * 95n) / 100n });
    // The tombstone is for good.
    const again = net.hub.tx("dora", "provider", "submit-consumer-double-voting", "0", ...files);
    await expect(again).rejects.toThrow(/tombstoned/);
  });

  it("an attack on light clients of a consumer", async () => {
    const before = await punished("alice");
    await ours("attack", "light-client", "alice", "--chain", "consumer-1", "--kind", "lunatic");
    const files = await exported();
    expect(files).toHaveLength(1);
    await net.hub.tx("dora", "provider", "submit-consumer-misbehaviour", "0", ...files);
    expect(await punished("alice")).toEqual({ jailed: true, tokens: (before.tokens * 95n) / 100n });
  });

  it("and not what is no evidence", async () => {
    const files = await exported();
    const half = join(net.folder, "half.json");
    await writeFile(half, "{}");
    const refused = net.hub.tx("dora", "provider", "submit-consumer-misbehaviour", "0", half);
    await expect(refused).rejects.toThrow(/misbehaviour|header/i);
    const elsewhere = net.hub.tx("dora", "provider", "submit-consumer-misbehaviour", "7", ...files);
    await expect(elsewhere).rejects.toThrow();
  });
});

const CREATION = {
  chain_id: "fresh-1",
  metadata: { name: "fresh", description: "a chain", metadata: "{}" },
  initialization_parameters: {
    initial_height: { revision_number: 1, revision_height: 1 },
    genesis_hash: "",
    binary_hash: "",
    spawn_time: "2100-01-01T00:00:00Z",
    unbonding_period: 172_800_000_000_000,
    ccv_timeout_period: 2_419_200_000_000_000,
    transfer_timeout_period: 1_800_000_000_000,
    consumer_redistribution_fraction: "0.75",
    blocks_per_distribution_transmission: 1000,
    historical_entries: 10_000,
    distribution_transmission_channel: "",
    connection_id: "",
  },
  power_shaping_parameters: {
    top_N: 0,
    validators_power_cap: 50,
    validator_set_cap: 0,
    allowlist: [],
    denylist: [],
    min_stake: 0,
    allow_inactive_vals: false,
    prioritylist: [],
  },
};
