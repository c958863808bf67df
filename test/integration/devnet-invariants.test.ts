import { silentLogger } from "@testudo/base";
import { type Devnet, delegate, newState, readTopology, startDevnet } from "@testudo/devnet";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { type RemoteChain, remoteFaults, remoteView } from "@testudo/testkit/invariants";

/** The rules that hold after every block in one process, asked of a devnet over its RPC. */
describe("a running devnet", () => {
  let devnet: Devnet;

  beforeAll(async () => {
    const topology = readTopology(
      { consumers: 1 },
      { validators: 4, portOffset: await freePortOffset(), mine: "manual" },
    );
    devnet = await startDevnet({
      state: newState(topology),
      clock: "virtual",
      logger: silentLogger,
    });
  }, 120_000);
  afterAll(() => devnet?.stop());

  const remote = (role: RemoteChain["role"], { rpc }: { readonly rpc: string }): RemoteChain => ({
    role,
    rpcUrl: rpc,
  });
  const faults = () => {
    const { network } = devnet;
    return remoteFaults(
      remote("provider", network.hub().entry),
      network.consumers().map(({ entry }) => remote("consumer", entry)),
    );
  };

  it("is read whole", async () => {
    const view = await remoteView(remote("provider", devnet.network.hub().entry));
    for (const store of ["bank", "staking", "distribution", "provider", "ibc"]) {
      expect([store, [...view.store(store).iterate()].length > 3]).toEqual([store, true]);
    }
  });

  it("keeps the invariants, with a packet on its way and after it arrived", async () => {
    expect(await faults()).toEqual([]);
    const { network, core } = devnet;
    await delegate(network, {
      from: "dora",
      validator: "alice",
      amount: { denom: network.hub().entry.denom, amount: 5_000_000n },
    });
    for (let block = 0; block < 7; block += 1) {
      await core.mine(network.hub().entry.chainId, 1);
      expect(await faults()).toEqual([]);
    }
    await core.settle();
    expect(await faults()).toEqual([]);
  }, 120_000);
});
