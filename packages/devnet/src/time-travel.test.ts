import { DAY, HOUR, silentLogger } from "@testudo/base";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { type Devnet, newState, startDevnet } from "./devnet.ts";
import { InputError } from "./errors.ts";
import { travel } from "./time-travel.ts";
import { readTopology } from "./topology.ts";

describe("travel in a devnet that does not relay", () => {
  let devnet: Devnet;
  beforeAll(async () => {
    const topology = readTopology(
      {},
      { portOffset: await freePortOffset(), mine: "manual", validators: 1, relayer: "none" },
    );
    devnet = await startDevnet({
      state: newState(topology),
      clock: "virtual",
      logger: silentLogger,
    });
  });
  afterAll(() => devnet.stop());

  it("refuses a way on which light clients would expire, and moves no chain", async () => {
    const { client } = devnet.network.hub();
    const before = await client.status();
    const far = travel(devnet.core, { by: 5n * DAY, clients: "keep" });
    await expect(far).rejects.toThrow(InputError);
    await expect(far).rejects.toThrow(/move by at most 23h, have your relayer update them/);
    expect(await client.status()).toEqual(before);
  });

  it.each([
    { by: 23n * HOUR, clients: "keep" },
    { by: 30n * DAY, clients: "expire" },
  ] as const)("goes where they hold, or where that is wanted ($clients)", async (way) => {
    const { client } = devnet.network.hub();
    const before = await client.status();
    await travel(devnet.core, way);
    expect((await client.status()).latestTime - before.latestTime).toBeGreaterThanOrEqual(way.by);
  });
});
