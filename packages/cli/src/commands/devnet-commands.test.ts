import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { silentLogger } from "@testudo/base";
import { until } from "@testudo/client";
import { prepareState, type ServedDevnet, serveDevnet } from "@testudo/devnet";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { runCommand } from "../run.fixture.ts";

/** The commands on a devnet in this process, whose blocks are made by hand: nothing waits. */
describe("testudo on a devnet", () => {
  const home = mkdtempSync(join(tmpdir(), "testudo-commands-"));
  let served: ServedDevnet;

  beforeAll(async () => {
    const portOffset = await freePortOffset();
    const overrides = { portOffset, validators: 4, consumers: 1, mine: "auto" };
    const state = await prepareState(home, { overrides });
    served = await serveDevnet({ home, state, logger: silentLogger });
  }, 180_000);
  afterAll(async () => {
    await served?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const testudo = (...args: readonly string[]) => runCommand([...args, "--home", home]);

  /** A command that must succeed; its JSON. */
  async function done(...args: readonly string[]) {
    const { code, out, err } = await testudo(...args, "--json");
    expect({ args, code, err }).toEqual({ args, code: 0, err: "" });
    return JSON.parse(out);
  }

  /** A command that must be refused in one line. */
  async function refused(...args: readonly string[]) {
    const { code, out, err } = await testudo(...args);
    expect(err).toMatch(/^testudo: [^\n]+\n$/);
    expect({ args, out }).toEqual({ args, out: "" });
    return { code, err };
  }

  describe("query", () => {
    it("asks by name, by path and over REST, with the JSON that Go prints", async () => {
      const fields = '{"address":"@dora","denom":"uatom"}';
      const byName = await done("query", "bank/Balance", fields);
      expect(byName.balance.denom).toBe("uatom");
      expect(await done("query", "cosmos.bank.v1beta1.Query/Balance", fields)).toEqual(byName);
      const { address } = served.devnet.network.file().accounts.find((one) => one.name === "dora")!;
      const path = `/cosmos/bank/v1beta1/balances/${address}/by_denom?denom=uatom`;
      expect(await done("query", path)).toEqual(byName);
    });

    it("asks consumers, and of earlier heights", async () => {
      const info = await done("query", "QueryProviderInfo", "--chain", "consumer-1");
      expect(info.provider.chainID).toBe("hub-1");
      const then = await done("query", "GetLatestBlock");
      expect(Number(then.block.header.height)).toBeGreaterThan(2);
      const early = '{"denom":"uatom"}';
      const before = await done("query", "SupplyOf", early, "--height", "2");
      expect(before.amount.denom).toBe("uatom");
    });

    it("knows every query", async () => {
      const all = await done("query", "--list", "ccv.provider");
      expect(all).toContain("/interchain_security.ccv.provider.v1.Query/QueryThrottleState");
      expect(all).toHaveLength(16);
    });

    it.each([
      [["Balances"], 2, /there is no query "Balances"; see testudo query --list/],
      [["Proposals"], 2, /"Proposals" may be any of .*gov\.v1\.Query.*name one of them/],
      [["bank/Balance", "{"], 2, /the argument is no JSON/],
      [["bank/Balance", '{"addres":"x"}'], 2, /QueryBalanceRequest: addres: unknown field/],
      [["bank/Balance", '{"address":"@nobody"}'], 2, /"nobody" is neither/],
      [["bank/Balance", '{"address":"x","denom":"uatom"}'], 1, /bech32/],
      [["/cosmos/bank/v1beta1/nothing"], 1, /Not Implemented|not found/i],
      [[], 2, /name a query/],
    ])("refuses %j", async (args, code, says) => {
      const answer = await refused("query", ...args);
      expect(answer.err).toMatch(says);
      expect(answer.code).toBe(code);
    });
  });

  describe("tx", () => {
    it("sends any message, with signers filled in and names for addresses", async () => {
      const fields = '{"to_address":"@erin","amount":[{"denom":"uatom","amount":"7"}]}';
      const sent = await done("tx", "MsgSend", fields, "--from", "dora", "--memo", "seven");
      expect(sent.responses).toEqual([{ "@type": "/cosmos.bank.v1beta1.MsgSendResponse" }]);
      const { tx } = await done("query", "GetTx", JSON.stringify({ hash: sent.hash }));
      expect(tx.body).toMatchObject({ memo: "seven", messages: [{ amount: [{ amount: "7" }] }] });
    });

    it("grants and uses allowances: authz, and feegrant on the consumer", async () => {
      const file = join(home, "grants.json");
      const until = "2099-01-01T00:00:00Z";
      writeFileSync(
        file,
        JSON.stringify([
          {
            "@type": "feegrant/MsgGrantAllowance",
            granter: "@dora",
            grantee: "@erin",
            allowance: {
              "@type": "/cosmos.feegrant.v1beta1.BasicAllowance",
              spend_limit: [],
              expiration: until,
            },
          },
          {
            "@type": "authz/MsgGrant",
            granter: "@dora",
            grantee: "@erin",
            grant: {
              authorization: {
                "@type": "/cosmos.authz.v1beta1.GenericAuthorization",
                msg: "/cosmos.bank.v1beta1.MsgSend",
              },
              expiration: until,
            },
          },
        ]),
      );
      const consumer = ["--chain", "consumer-1"];
      await done("tx", `@${file}`, "--from", "dora", ...consumer);
      const inner = {
        "@type": "MsgSend",
        from_address: "@dora",
        to_address: "@frank",
        amount: [{ denom: "ucon", amount: "5" }],
      };
      const fields = JSON.stringify({ grantee: "@erin", msgs: [inner] });
      const balance = async () => {
        const asked = '{"address":"@erin","denom":"ucon"}';
        return (await done("query", "bank/Balance", asked, ...consumer)).balance.amount;
      };
      const before = await balance();
      await done("tx", "MsgExec", fields, "--from", "erin", "--fee-granter", "dora", ...consumer);
      expect(await balance()).toBe(before);
    });

    it("creates a vesting account", async () => {
      const to = "cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu";
      const fields = {
        to_address: to,
        amount: [{ denom: "uatom", amount: "9" }],
        end_time: "4000000000",
        delayed: true,
      };
      await done("tx", "MsgCreateVestingAccount", JSON.stringify(fields), "--from", "dora");
      const { account } = await done("query", "auth/Account", JSON.stringify({ address: to }));
      expect(account["@type"]).toBe("/cosmos.vesting.v1beta1.DelayedVestingAccount");
    });

    it.each([
      [["MsgSendd"], 2, /there is no message "MsgSendd"/],
      [["MsgVote"], 2, /may be any of/],
      [["MsgSend", '{"amount":7}'], 2, /cosmos\.bank\.v1beta1\.MsgSend: amount/],
      [["MsgSend", "[]"], 2, /fields of MsgSend must be a JSON object/],
      [['{"to_address":"x"}'], 2, /a message needs a "@type"/],
      [["MsgSend", "{}", "--from", "nobody"], 2, /there is no account "nobody"/],
      [["@nowhere.json"], 2, /cannot read nowhere\.json/],
      [["MsgSend", '{"to_address":"@erin","amount":[]}'], 1, /invalid coins/],
    ])("refuses %j", async (args, code, says) => {
      const answer = await refused("tx", ...args);
      expect(answer.err).toMatch(says);
      expect(answer.code).toBe(code);
    });
  });

  describe("gov", () => {
    it("proposes, votes by hand, and counts the votes", async () => {
      const { proposal } = await done(
        "gov",
        "propose",
        "bank/MsgSetSendEnabled",
        '{"send_enabled":[{"denom":"junk","enabled":false}]}',
        "--title",
        "no junk",
        "--deposit",
        "100000uatom",
      );
      const shown = () => done("gov", "show", proposal);
      expect((await shown()).proposal).toMatchObject({
        status: "PROPOSAL_STATUS_DEPOSIT_PERIOD",
        title: "no junk",
      });
      await done("gov", "deposit", proposal, "10000000", "--from", "dora");
      await done("gov", "vote", proposal, "yes=0.7,no=0.3", "--from", "alice,bob");
      const { tally } = await shown();
      const [yes, no] = [BigInt(tally.yesCount), BigInt(tally.noCount)];
      // To the unit: shares are of each voter's stake, and rounded down.
      expect([yes > 500_000_000n, yes * 3n - no * 7n < 100n]).toEqual([true, true]);
      await done("gov", "pass", proposal);
      expect(await done("gov", "list", "--status", "passed")).toContainEqual({
        id: proposal,
        status: "PASSED",
        title: "no junk",
      });
      const { send_enabled: disabled } = await done("query", "SendEnabled", '{"denoms":["junk"]}');
      expect(disabled).toEqual([{ denom: "junk", enabled: false }]);
    }, 120_000);

    it("says why a proposal that was voted for failed", async () => {
      const bad = '{"consumer_id":"99","owner":"@gov"}';
      const { proposal } = await done("gov", "propose", "MsgUpdateConsumer", bad);
      const { code, err } = await refused("gov", "pass", proposal);
      expect(err).toMatch(/proposal \d+ is FAILED: .*consumer/);
      expect(code).toBe(1);
    }, 120_000);

    it("schedules an upgrade, and takes it back", async () => {
      const plan = '{"plan":{"name":"v2","height":"1000000"}}';
      await done("gov", "propose", "MsgSoftwareUpgrade", plan, "--pass");
      expect((await done("query", "CurrentPlan")).plan.name).toBe("v2");
      await done("gov", "propose", "MsgCancelUpgrade", "--pass", "--expedited");
      expect((await done("query", "CurrentPlan")).plan).toBe(null);
    }, 120_000);

    it.each([
      [["vote", "1", "maybe"], 2, /"maybe" is no vote/],
      [["vote", "one", "yes"], 2, /"one" is no id/],
      [["show", "99"], 1, /99/],
      [["list", "--status", "odd"], 2, /"odd" is no status/],
      [["propose", "MsgSend", '{"from_address":"@dora"}'], 1, /expected gov account/],
    ])("refuses %j", async (args, code, says) => {
      const answer = await refused("gov", ...args);
      expect(answer.err).toMatch(says);
      expect(answer.code).toBe(code);
    });
  });

  describe("consumer", () => {
    const powers = async (changes: readonly string[] = []) => {
      const { validators } = await done("consumer", "preview", "consumer-1", ...changes);
      const rows: { name: string; consumerPower: string; isIn: boolean }[] = validators;
      return Object.fromEntries(
        rows.filter(({ isIn }) => isIn).map(({ name, consumerPower }) => [name, consumerPower]),
      );
    };
    const members = async () => {
      const all: { name: string; powers: Record<string, string> }[] = await done(
        "validator",
        "list",
      );
      return Object.fromEntries(
        all
          .filter((one) => one.powers["consumer-1"] !== "0")
          .map((one) => [one.name, one.powers["consumer-1"]]),
      );
    };

    /** The relayer brings a new set in its own time. */
    const membersAre = (wanted: object) =>
      until(async () => isDeepStrictEqual(await members(), wanted), {
        what: `the set ${JSON.stringify(wanted)}`,
        timeoutMs: 60_000,
      });

    it("preview says what the parameters give and why; update and an epoch give it", async () => {
      await membersAre(await powers());
      const changes = ["--set-cap", "3", "--power-cap", "45", "--deny", "bob"];
      const foreseen = await powers(changes);
      expect(Object.keys(foreseen).sort()).toEqual(["alice", "carol", "dave"]);
      const text = (await testudo("consumer", "preview", "consumer-1", ...changes)).out;
      expect(text).toMatch(/alice +50\d +\d+ +[\d.]+ % +opted in; less by the power cap of 45 %/);
      expect(text).toMatch(/bob +300 +out +on the denylist/);

      await done("consumer", "update", "consumer-1", ...changes);
      await done("epoch");
      await membersAre(foreseen);
      await done(
        "consumer",
        "update",
        "consumer-1",
        "--set-cap",
        "0",
        "--power-cap",
        "0",
        "--deny",
        "",
      );
    }, 120_000);

    it("preview works for a consumer that is not there yet", async () => {
      const { validators } = await done(
        "consumer",
        "preview",
        "--opt-in",
        "carol,dave",
        "--min-stake",
        "100000000",
      );
      const rows: { name: string; why: string }[] = validators;
      expect(Object.fromEntries(rows.map(({ name, why }) => [name, why]))).toEqual({
        carol: "opted in",
        dave: "stake below the least of 100000000",
        alice: "not opted in",
        bob: "not opted in",
      });
    });

    it("goes to governance, becomes Top N, is described, and punishes otherwise", async () => {
      await done("consumer", "update", "consumer-1", "--new-owner", "gov");
      const { code, err } = await refused("consumer", "update", "consumer-1", "--top-n", "80");
      expect([code, err]).toEqual([1, expect.stringMatching(/unauthorized|owner/i)]);
      await done(
        "consumer",
        "update",
        "consumer-1",
        ...["--owner", "gov", "--top-n", "80", "--name", "first"],
        ...["--downtime", "slash=0.2,jail=5m"],
      );
      const shown = await done("consumer", "show", "consumer-1");
      expect(shown.powerShaping.topN).toBe(80);
      const { metadata } = await done("query", "QueryConsumerChain", '{"consumer_id":"0"}');
      expect(metadata.name).toBe("first");
      const back = ["--top-n", "0", "--new-owner", "faucet"];
      await done("consumer", "update", "consumer-1", "--owner", "gov", ...back);
      await done("consumer", "update", "consumer-1", "--reward-denoms", "");
    }, 180_000);

    it.each([
      [["--downtime", "slash=2"], /--downtime: "slash=2" is none of/],
      [["--double-sign", "jail=soon"], /"soon" is no span/],
      [["--deny", "nobody"], /there is no validator "nobody"/],
      [["--top-n", "101"], /--top-n/],
      [[], /nothing to change/],
    ])("update refuses %j", async (args, says) => {
      const answer = await refused("consumer", "update", "consumer-1", ...args);
      expect(answer.err).toMatch(says);
      expect(answer.code).toBe(2);
    });
  });

  describe("rewards", () => {
    it("are shown, go elsewhere when told, and are taken", async () => {
      const { commission, delegations } = await done("rewards", "show", "alice");
      expect(delegations).toHaveLength(1);
      expect(commission).toBeDefined();
      await done("rewards", "withdraw-address", "alice", "frank");
      const { withdrawAddress } = await done("rewards", "show", "alice");
      const frank = '{"address":"@frank","denom":"uatom"}';
      const before = BigInt((await done("query", "bank/Balance", frank)).balance.amount);
      await done("rewards", "withdraw", "alice");
      const after = await done("query", "bank/Balance", frank);
      expect(BigInt(after.balance.amount)).toBeGreaterThan(before);
      expect(withdrawAddress).toMatch(/^cosmos1/);
    });

    it("are in the denominations that governance admits", async () => {
      expect(await done("rewards", "denoms", "--add", "photon")).toEqual(["photon"]);
      expect(await done("rewards", "denoms", "--remove", "photon")).toEqual([]);
      const { community } = await done("rewards", "pools");
      expect(community[0].denom).toBe("uatom");
    }, 120_000);

    it("pay a validator the commission that it set for the consumer", async () => {
      await done("validator", "set-commission", "bob", "consumer-1", "0.25");
      const { rate } = await done(
        "query",
        "QueryValidatorConsumerCommissionRate",
        '{"consumer_id":"0","provider_address":"@bob.cons"}',
      );
      expect(rate).toBe("0.250000000000000000");
    });

    it.each([
      [["withdraw", "erin"], /erin has no delegation/],
      [["denoms", "--add", "a", "--remove", "a"], /"a" is to be added and removed/],
      [["show", "nobody"], /"nobody" is neither/],
    ])("refuses %j", async (args, says) => {
      const answer = await refused("rewards", ...args);
      expect(answer.err).toMatch(says);
      expect(answer.code).toBe(2);
    });
  });

  it("export genesis prints a genesis that goes on from the state of a chain", async () => {
    const genesis = await done("export", "genesis", "consumer-1");
    expect(Number(genesis.initial_height)).toBeGreaterThan(1);
    expect(genesis).toMatchObject({ chain_id: "consumer-1", validators: [] });
    expect(genesis.app_state.ccvconsumer).toMatchObject({
      new_chain: false,
      provider_client_id: "07-tendermint-0",
    });
  });
});
