import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join, resolve as resolvePath } from "node:path";
import { promisify } from "node:util";
import { consAddress, createAddressCodec, toHex, valAddress } from "@testudo/base";
import { until } from "@testudo/client";
import { ownProcess } from "@testudo/node";
import {
  QuerySigningInfoRequest,
  QuerySigningInfoResponse,
} from "@testudo/proto/cosmos/slashing/v1beta1";
import {
  QueryValidatorRequest,
  QueryValidatorResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import {
  agree,
  type CometNet,
  crash,
  createNet,
  grow,
  hold,
  type Place,
  reach,
  settle,
  trusting,
} from "./comet-net.ts";
import { COMETBFT, installGoProgram, named, whyMissing } from "./go-programs.ts";

const NAMES = ["alice", "bob", "carol", "dave"];

let net: CometNet | undefined;
afterEach(async () => {
  await net?.stop();
  net = undefined;
});

async function startNet(): Promise<CometNet> {
  const program = await installGoProgram(COMETBFT);
  if ("missing" in program) throw new Error(program.missing);
  net = await createNet({ program: program.path, names: NAMES });
  return net;
}

const reason = whyMissing(COMETBFT);
const describeWithCometBft = reason === undefined ? describe : describe.skip;

describeWithCometBft(named("a hub under CometBFT v0.38.17", reason), () => {
  it("goes on without one of four, stops without two, goes on when one returns", async () => {
    const hub = await startNet();
    const [alice, bob, carol, dave] = hub.places as [Place, Place, Place, Place];
    await Promise.all(hub.places.map((place) => hub.start(place)));
    await reach(hub, alice, 3n);

    const fault = await crash(dave);
    expect(fault.message).toMatch(/^cometbft of dave ended by SIGKILL/);
    await grow(hub, alice, 3n);

    await carol.running?.stop();
    // What was under way may still become a block.
    await settle(hub, alice);
    const stuck = await hub.height(alice);
    await hold(3_000);
    expect(await hub.height(alice)).toBe(stuck);

    await hub.start(dave);
    await grow(hub, alice, 3n);
    await reach(hub, dave, await hub.height(alice));
    await hub.start(carol);
    await grow(hub, bob, 2n);
    await agree(hub, hub.places);
  });

  it("puts double signing by two nodes with one key into a block, and the hub tombstones the validator", async () => {
    const hub = await startNet();
    const [alice, , , dave] = hub.places as [Place, Place, Place, Place];
    const twin = await hub.add("twin", dave.seed);
    await Promise.all(hub.places.map((place) => hub.start(place)));
    await reach(hub, alice, 2n);
    const validator = hub.validators[3]!;
    const { address, consensus } = validator;
    const operator = codec.val.toText(valAddress(address));
    const before = await stakingValidator(hub, alice, operator);
    expect(before).toMatchObject({ jailed: false, tokens: "100000000" });

    const isTombstoned = async () => {
      const { valSigningInfo } = await hub
        .client(alice)
        .query(
          "/cosmos.slashing.v1beta1.Query/SigningInfo",
          { request: QuerySigningInfoRequest, response: QuerySigningInfoResponse },
          { consAddress: codec.cons.toText(consAddress(consensus.address)) },
        );
      return valSigningInfo.tombstoned;
    };
    await until(isTombstoned, { timeoutMs: 120_000, what: "a punishment" });

    const evidence = await evidenceOf(hub, alice);
    expect(evidence).toMatchObject({ kind: "duplicateVote" });
    expect(await stakingValidator(hub, alice, operator)).toMatchObject({
      jailed: true,
      tokens: "95000000",
    });
    await grow(hub, alice, 3n);
    const { validators } = await hub.client(alice).validators(await hub.height(alice));
    expect(validators).toHaveLength(3);
    expect(validators.map((one) => toHex(one.address))).not.toContain(toHex(consensus.address));
    await twin.running?.stop();
    await dave.running?.stop();
    await grow(hub, alice, 2n);
  });

  it("recovers by the handshake when either process of a node dies", async () => {
    const host = ownProcess([process.execPath, await bundledCommand()]);
    const hub = await startNet();
    const [alice, bob, , dave] = hub.places as [Place, Place, Place, Place];
    await Promise.all(hub.places.map((place) => hub.start(place, place === dave ? { host } : {})));
    await reach(hub, dave, 5n);

    const { applicationPid = 0, ended } = dave.running!;
    process.kill(applicationPid, "SIGKILL");
    expect((await ended)?.message).toMatch(/^application of dave ended by SIGKILL/);
    await grow(hub, alice, 3n);
    await hub.start(dave, { host });
    await grow(hub, dave, 3n);

    for (let round = 0; round < 2; round++) {
      expect((await crash(dave)).message).toMatch(/^cometbft of dave ended by SIGKILL/);
      await hub.start(dave, { host });
      await grow(hub, dave, 1n);
    }
    // And one whose state is gone is brought there by the same replay, from the first block on.
    await bob.running?.stop();
    await rm(join(bob.home, "app"), { recursive: true });
    await hub.start(bob);
    await grow(hub, bob, 2n);
    await agree(hub, hub.places);
  });

  it("brings a fresh node to the present by state sync from our snapshots", async () => {
    const hub = await startNet();
    const [alice, bob] = hub.places as [Place, Place];
    await Promise.all(hub.places.map((place) => hub.start(place, { snapshotInterval: 10 })));
    await reach(hub, alice, 24n);

    const fresh = await hub.add("fresh");
    await hub.start(fresh, { stateSync: await trusting(hub, [alice, bob]) });
    await reach(hub, fresh, 24n);
    await agree(hub, hub.places);
    const { earliestHeight } = await hub.client(fresh).status();
    expect(earliestHeight).toBeGreaterThan(10n);
    const operator = codec.val.toText(valAddress(hub.validators[0]!.address));
    expect(await stakingValidator(hub, fresh, operator)).toEqual(
      await stakingValidator(hub, alice, operator),
    );

    // What came by a snapshot is a state like any other: it survives a restart.
    await fresh.running?.stop();
    await hub.start(fresh);
    await grow(hub, fresh, 2n);
    await agree(hub, hub.places);
  });
});

/** The command as one file, as it is shipped. */
async function bundledCommand(): Promise<string> {
  const file = resolvePath("dist", "interop-testudo.mjs");
  const script = `import("./scripts/build.mjs").then((m) => m.buildCommand(${JSON.stringify(file)}))`;
  await promisify(execFile)(process.execPath, ["-e", script]);
  return file;
}

const codec = createAddressCodec("cosmos");

async function stakingValidator(hub: CometNet, place: Place, validatorAddr: string) {
  const { validator } = await hub
    .client(place)
    .query(
      "/cosmos.staking.v1beta1.Query/Validator",
      { request: QueryValidatorRequest, response: QueryValidatorResponse },
      { validatorAddr },
    );
  return validator;
}

/** The first evidence in the chain's blocks. */
async function evidenceOf(hub: CometNet, place: Place) {
  for (let height = await hub.height(place); height > 0n; height--) {
    const { block } = await hub.client(place).block(height);
    if (block.evidence.length > 0) return block.evidence[0];
  }
  return undefined;
}
