import { createLocalClient } from "@testudo/abci";
import { silentLogger, toHex, utf8 } from "@testudo/base";
import { verifyAdjacent, verifyCommit, verifyNonAdjacent } from "@testudo/comet";
import { ed25519KeyFromSeed } from "@testudo/crypto";
import { createKvApp, emptyKvState } from "@testudo/testkit/kv-app";
import {
  kvAddress,
  kvGenesis,
  kvSeed,
  KV_START as START,
  startKvChain as setUp,
} from "@testudo/testkit/kv-chain";
import { createVirtualClock } from "./clock.ts";
import { createEngine } from "./engine.ts";

const SECOND = 1_000_000_000n;
const addresses = [0, 1, 2, 3].map(kvAddress);
const seeds = [0, 1, 2, 3].map(kvSeed);
const genesis = kvGenesis();

describe("engine", () => {
  it("makes blocks that CometBFT's full and light verification accept", async () => {
    const { engine, lightBlock: light } = await setUp();
    await engine.broadcastTxSync(utf8("a=1"));
    await engine.mine(6);

    const times = { trustingPeriod: 3600n * SECOND, maxClockDrift: 10n * SECOND };
    for (let height = 1n; height <= 6n; height += 1n) {
      const { signedHeader, validatorSet } = light(height);
      verifyCommit({
        chainId: "kv-1",
        validators: validatorSet,
        blockId: signedHeader.commit.blockId,
        height,
        commit: signedHeader.commit,
      });
      if (height === 1n) continue;
      verifyAdjacent({
        trustedHeader: light(height - 1n).signedHeader.header,
        untrustedHeader: signedHeader,
        untrustedValidators: validatorSet,
        now: signedHeader.header.time + SECOND,
        ...times,
      });
    }
    verifyNonAdjacent({
      trustedHeader: light(1n).signedHeader.header,
      trustedValidators: light(1n).validatorSet,
      untrustedHeader: light(6n).signedHeader,
      untrustedValidators: light(6n).validatorSet,
      now: light(6n).signedHeader.header.time,
      trustLevel: { numerator: 1n, denominator: 3n },
      ...times,
    });
  });

  it("takes block time from the votes, always rising", async () => {
    const { engine } = await setUp();
    await engine.mine(4);
    const times = [1n, 2n, 3n, 4n].map((height) => engine.block(height)!.block.header.time);
    expect(times).toEqual([
      START,
      START + 10n * SECOND,
      START + 11n * SECOND,
      START + 12n * SECOND,
    ]);
  });

  it("lets proposers take turns by power", async () => {
    const { engine } = await setUp();
    await engine.mine(10);
    const counts = new Map<string, number>();
    for (let height = 1n; height <= 10n; height += 1n) {
      const proposer = toHex(engine.block(height)!.block.header.proposerAddress);
      counts.set(proposer, (counts.get(proposer) ?? 0) + 1);
    }
    expect(addresses.map((address) => counts.get(toHex(address)))).toEqual([4, 3, 2, 1]);
  });

  it("changes validators two blocks after the application asked", async () => {
    const { engine } = await setUp();
    const newcomer = ed25519KeyFromSeed(kvSeed(4)).pub;
    await engine.mine(1);
    await engine.broadcastTxSync(utf8(`val:${toHex(newcomer)}=50`));
    await engine.mine(3);
    expect(engine.validators(3n)!.validators.size).toBe(4);
    expect(engine.validators(4n)!.validators.size).toBe(5);
    expect(toHex(engine.block(3n)!.block.header.nextValidatorsHash)).toBe(
      toHex(engine.block(4n)!.block.header.validatorsHash),
    );
  });

  it("goes to the next round when the proposer is silent, and marks who was absent", async () => {
    const { engine } = await setUp();
    await engine.mine(1);
    engine.setSigning(addresses[3]!, false);
    await engine.mine(12);
    const rounds = Array.from(
      { length: 12 },
      (_unused, i) => engine.commit(BigInt(i) + 2n)!.commit.round,
    );
    expect(Math.max(...rounds)).toBe(1);
    expect(engine.commit(5n)!.commit.signatures.map(({ blockIdFlag }) => blockIdFlag)).toEqual([
      2, 2, 2, 1,
    ]);
  });

  it.each([
    { silent: [1], power: "70 of 100", halts: false },
    { silent: [1, 3], power: "60 of 100", halts: true },
    { silent: [0], power: "60 of 100", halts: true },
  ])("with $power power left, halts: $halts", async ({ silent, power, halts }) => {
    const { engine } = await setUp();
    await engine.mine(1);
    for (const index of silent) engine.setSigning(addresses[index]!, false);
    const attempt = engine.mine(1);
    if (!halts) await expect(attempt).resolves.toBe(2n);
    else await expect(attempt).rejects.toThrow(power);
    for (const index of silent) engine.setSigning(addresses[index]!, true);
    await expect(engine.mine(1)).resolves.toBe(halts ? 2n : 3n);
  });

  it("puts a double sign into the next block and tells the application", async () => {
    const { engine, app } = await setUp();
    await engine.mine(3);
    engine.causeDoubleSign(addresses[1]!);
    await engine.mine(2);
    expect(engine.block(4n)!.block.evidence).toHaveLength(1);
    expect(engine.block(5n)!.block.evidence).toHaveLength(0);
    const [misbehavior] = app.requests[3]!.misbehavior;
    expect(misbehavior).toMatchObject({ type: 1, height: 3n, totalVotingPower: 100n });
    expect(toHex(misbehavior!.validator.address)).toBe(toHex(addresses[1]!));
  });

  it.each([
    { kind: "lunatic" as const, members: [0], weak: [1] },
    { kind: "equivocation" as const, members: [0, 1], weak: [0, 2] },
    { kind: "amnesia" as const, members: [0, 1], weak: [0] },
  ])("forges a light block by $kind only with enough power", async ({ kind, members, weak }) => {
    const { engine, lightBlock: light } = await setUp();
    await engine.mine(3);
    const pick = (list: number[]) => list.map((i) => addresses[i]!);
    expect(() => engine.causeLightClientAttack({ kind, byzantine: pick(weak) })).toThrow(
      "the coalition has",
    );
    const { evidence } = engine.causeLightClientAttack({ kind, byzantine: pick(members) });
    const fork = engine.forkedView()!;
    const forged = fork.commit(3n)!.commit;
    verifyCommit({
      chainId: "kv-1",
      validators: fork.validators(3n)!.validators,
      blockId: fork.block(3n)!.blockId,
      height: 3n,
      commit: forged,
    });
    expect(toHex(forged.blockId.hash)).not.toBe(toHex(light(3n).signedHeader.commit.blockId.hash));
    expect(evidence).toMatchObject({ commonHeight: kind === "lunatic" ? 2n : 3n });
    await engine.mine(1);
    expect(engine.block(4n)!.block.evidence).toHaveLength(1);
  });

  it("replays the blocks that the application lost", async () => {
    const first = await setUp();
    await first.engine.broadcastTxSync(utf8("a=1"));
    await first.engine.mine(3);
    await first.engine.broadcastTxSync(utf8("b=2"));
    await first.engine.mine(2);

    const second = await setUp({ database: first.database });
    expect(second.state.height).toBe(5n);
    expect([...second.state.pairs]).toEqual([
      ["a", "1"],
      ["b", "2"],
    ]);
    await second.engine.mine(1);
    expect(second.engine.status().latestHeight).toBe(6n);
    expect(second.engine.searchTxs("set.key='b'").map(({ height }) => height)).toEqual([4n]);
  });

  it("executes a block that was saved but not executed", async () => {
    const first = await setUp();
    await first.engine.mine(2);
    const { state, database } = first;
    const failing = createKvApp(state);
    failing.finalizeBlock = () => {
      throw new Error("killed");
    };
    const dying = createEngine({
      app: createLocalClient(failing),
      genesis,
      signerSeeds: seeds,
      clock: createVirtualClock({ start: START + 20n * SECOND, step: SECOND }),
      mining: { mode: "manual" },
      database,
      logger: silentLogger,
    });
    await dying.start();
    await expect(dying.mine(1)).rejects.toThrow("killed");
    await expect(dying.mine(1)).rejects.toThrow("could not be saved or executed (killed)");

    const { engine } = await setUp({ state, database });
    expect(engine.status().latestHeight).toBe(3n);
  });

  it("refuses an application that is ahead of the blocks", async () => {
    const state = { ...emptyKvState(), height: 7n };
    await expect(setUp({ state })).rejects.toThrow("ahead of the block store");
  });

  it("signs with a key that came while it runs, and says who votes", async () => {
    const { engine } = await setUp();
    const added = engine.addSigner(new Uint8Array(32).fill(9));
    engine.setSigning(added, false);
    expect(engine.signers().at(-1)).toEqual({ consAddress: added, signs: false });
    expect(
      engine
        .signers()
        .slice(0, -1)
        .every(({ signs }) => signs),
    ).toBe(true);
  });

  it("gives the same hashes for the same calls", async () => {
    const run = async () => {
      const { engine } = await setUp();
      await engine.broadcastTxSync(utf8("a=1"));
      await engine.mine(5);
      engine.causeDoubleSign(addresses[2]!);
      await engine.mine(2);
      return toHex(engine.status().latestBlockHash);
    };
    expect(await run()).toBe(await run());
  });
});

describe("mempool", () => {
  it("refuses a second copy, and takes a failed one again", async () => {
    const { engine } = await setUp();
    await engine.broadcastTxSync(utf8("a=1"));
    await expect(engine.broadcastTxSync(utf8("a=1"))).rejects.toThrow("tx already exists in cache");
    expect((await engine.broadcastTxSync(utf8("nonsense"))).code).toBe(1);
    expect((await engine.broadcastTxSync(utf8("nonsense"))).code).toBe(1);
    await engine.mine(1);
    expect(engine.mempoolSize().txs).toBe(0);
    await expect(engine.broadcastTxSync(utf8("a=1"))).rejects.toThrow("tx already exists in cache");
  });
});
