import { HOUR, toHex, utf8 } from "@testudo/base";
import { verifyCommit } from "@testudo/comet";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { createCoordinator } from "./coordinator.ts";
import { createHub, TOKEN } from "./hub.ts";
import { checkInvariants, checkReplication } from "./invariants/check.ts";
import { delegate } from "./staking-messages.ts";
import { balanceKey, changedKeys, dumpState, effectOf } from "./state-dump.ts";
import { testAccount, testValidator } from "./test-account.ts";
import { message } from "./test-tx.ts";

const dora = testAccount("dora");
const [alice, bob, dave] = [testValidator("alice"), testValidator("bob"), testValidator("dave")];

describe("a test chain", () => {
  it("gives the same hashes every time", () => {
    const run = () => {
      const net = createCoordinator();
      const { chain } = net.launch();
      net.hub.send(dora, delegate(net.hub, dora, alice, TOKEN));
      net.epoch();
      return [net.hub, chain].map((one) => [
        one.height,
        toHex(one.appHash),
        toHex(one.state.lastBlockId.hash),
      ]);
    };
    expect(run()).toEqual(run());
  });

  it("has blocks that the validators of their heights have signed", () => {
    const hub = createHub();
    hub.send(dora, delegate(hub, dora, dave, 500n * TOKEN));
    hub.next(4);
    for (let height = 1n; height <= hub.height; height += 1n) {
      const { header, commit } = hub.signedHeader(height);
      const validators = hub.validatorsAt(height);
      expect(toHex(header.validatorsHash)).toBe(toHex(validators.hash()));
      expect(() =>
        verifyCommit({
          chainId: hub.chainId,
          validators,
          blockId: hub.made(height).blockId,
          height,
          commit,
        }),
      ).not.toThrow();
    }
    // The new power signs two blocks after the one that made it.
    expect(
      [2n, 3n, 4n].map(
        (height) => hub.validatorsAt(height).byAddress(dave.consensus.address)?.power,
      ),
    ).toEqual([100n, 100n, 600n]);
  });

  it("goes on without a third of the power, and not without more", () => {
    const hub = createHub();
    hub.setSigning(bob.consensus.address, false); // 300 of 1,000
    hub.next(5);
    const { commit } = hub.signedHeader();
    expect(commit.signatures.map(({ signature }) => signature.length > 0)).toEqual([
      true,
      false,
      true,
      true,
    ]);
    hub.setSigning(dave.consensus.address, false);
    expect(() => hub.next()).toThrow(/voting power sign/);
    hub.setSigning(dave.consensus.address, true);
    hub.next();
  });

  it("takes the time of its clock into the next block", () => {
    const hub = createHub();
    hub.clock.advance(HOUR);
    const due = hub.clock.now();
    hub.next();
    expect(hub.time).toBe(due);
  });

  it("can be put back, and then makes the same blocks again", async () => {
    const hub = createHub();
    hub.next();
    const snapshot = hub.snapshot();
    const before = dumpState(hub);
    hub.send(dora, delegate(hub, dora, alice, TOKEN));
    const hash = toHex(hub.appHash);

    await hub.restore(snapshot);
    expect(changedKeys(before, dumpState(hub))).toEqual([]);
    hub.send(dora, delegate(hub, dora, alice, TOKEN));
    expect(toHex(hub.appHash)).toBe(hash);
  });

  it("tells what a transaction alone has changed", async () => {
    const hub = createHub({ accounts: ["dora", "eve"] });
    const eve = testAccount("eve");
    const payment = message(MsgSend, {
      fromAddress: hub.addresses.acc.toText(dora.address),
      toAddress: hub.addresses.acc.toText(eve.address),
      amount: [{ denom: "stake", amount: "5" }],
    });
    const { result, changed } = await effectOf(hub, hub.sign(dora, [payment]));
    expect(result.code).toBe(0);
    expect(changed.filter((key) => key.startsWith("bank/"))).toEqual(
      [balanceKey(dora.address, "stake"), balanceKey(eve.address, "stake")].sort(),
    );
  });
});

describe("the invariants", () => {
  it("hold on a hub and its consumers, and name what does not", () => {
    const net = createCoordinator();
    const { hub } = net;
    const { id, chain } = net.launch();
    checkInvariants(hub);
    checkInvariants(chain);
    checkReplication(hub, chain, id);

    // A coin out of nothing.
    const [, key] = balanceKey(dora.address, "stake").split("/");
    hub.tamper("bank", Uint8Array.from(Buffer.from(key!, "hex")), utf8("1000000000001"));
    hub.next();
    expect(() => checkInvariants(hub)).toThrow(/balances of stake add up to/);

    // A set that the consumer was not told about.
    hub.send(dora, delegate(hub, dora, alice, TOKEN));
    net.endEpoch();
    expect(() => checkReplication(hub, chain, id)).toThrow(/and should be by/);
    net.relay();
    chain.next(2);
    checkReplication(hub, chain, id);
  });
});
