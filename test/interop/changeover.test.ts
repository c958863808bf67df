import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHANGEOVER } from "@testudo/chains";
import { packAny } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgWithdrawDelegatorReward } from "@testudo/proto/cosmos/distribution/v1beta1";
import { MsgSoftwareUpgrade } from "@testudo/proto/cosmos/upgrade/v1beta1";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import type { CommitMultiStore } from "@testudo/store";
import { namesOn, UNSET_TIME } from "@testudo/testkit/consumer-messages";
import { createCoordinator, launchOnHub, openCcv } from "@testudo/testkit/coordinator";
import { govOn, passProposal, QUICK_GOV } from "@testudo/testkit/governance";
import { consumerOnHub, TOKEN } from "@testudo/testkit/hub";
import { openLink } from "@testudo/testkit/link";
import { delegate, undelegate } from "@testudo/testkit/staking-messages";
import { createStandaloneChain, genesisOnHub } from "@testudo/testkit/standalone";
import { testAccount, testValidator } from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import { createFollower } from "./differential/following.ts";
import { startGoApplication } from "./differential/go-application.ts";
import { describeDifference } from "./differential/lockstep.ts";
import { type Recording, recordCalls } from "./differential/recording.ts";
import { findGoApplication, requireGoApplication } from "./go-applications.ts";

const ROLES = ["standalone", "democracy"] as const;
const missing = ROLES.map(findGoApplication).flatMap((one) =>
  "missing" in one ? [one.missing] : [],
);
const mayRun = missing.length === 0 || process.env.TESTUDO_BUILD_GO === "1";
const BUILD_TIMEOUT_MS = 3_600_000;
const TIMEOUT_MS = 300_000;

const UPGRADE = 40n;
const dora = testAccount("dora");
const [alice, oscar, peggy] = ["alice", "oscar", "peggy"].map(testValidator) as [
  ReturnType<typeof testValidator>,
  ReturnType<typeof testValidator>,
  ReturnType<typeof testValidator>,
];

/** What people do on a chain with stake. */
function live(chain: TestChain): void {
  chain.send(dora, delegate(chain, dora, peggy, 3n * TOKEN));
  chain.send(
    dora,
    packAny(MsgWithdrawDelegatorReward, {
      delegatorAddress: namesOn(chain, dora).account,
      validatorAddress: namesOn(chain, peggy).operator,
    }),
  );
  chain.send(dora, undelegate(chain, dora, peggy, TOKEN));
  chain.send(
    alice,
    packAny(MsgSend, {
      fromAddress: namesOn(chain, alice).account,
      toAddress: namesOn(chain, dora).account,
      amount: [{ denom: chain.denom, amount: "77" }],
    }),
    { fee: [{ denom: chain.denom, amount: 12_345n }] },
  );
}

/** A standalone chain that becomes a consumer with a client of its own; both programs' calls are written down. */
async function changedOver() {
  const net = createCoordinator();
  const { hub } = net;
  const recordings: Recording[] = [];
  const { chain, becomeDemocracy } = await createStandaloneChain({
    hub,
    chainId: "consumer-1",
    powers: { alice: 40n, oscar: 20n, peggy: 30n, trent: 30n },
    appState: {
      ...QUICK_GOV,
      slashing: { params: { signed_blocks_window: "10", min_signed_per_window: "0.5" } },
    },
    wrap(app) {
      const recording = recordCalls(app);
      recordings.push(recording);
      return recording.app;
    },
  });
  // The hub's client begins where its validators begin to sign.
  const initialHeight = { revisionNumber: 1n, revisionHeight: UPGRADE + 2n };
  const id = launchOnHub(hub, { init: { initialHeight } });
  const genesis = { ...genesisOnHub(hub, id), preCCV: true };

  live(chain);
  const plan = {
    name: CHANGEOVER,
    time: UNSET_TIME,
    height: UPGRADE,
    info: "",
    upgradedClientState: undefined,
  };
  passProposal(chain, [packAny(MsgSoftwareUpgrade, { authority: govOn(chain), plan })], {
    voters: ["alice", "peggy", "trent"],
  });
  while (chain.height < UPGRADE - 4n) chain.next();
  chain.setSigning(oscar.consensus.address, false);
  while (chain.height < UPGRADE - 1n) chain.next();
  expect(() => chain.next()).toThrow("NEEDED");
  const stores: CommitMultiStore[] = [chain.store];
  await becomeDemocracy(() => genesis);
  stores.push(chain.store);
  chain.next(12);

  const link = openLink(chain, hub, { a: "07-tendermint-0", b: consumerOnHub(hub, id).clientId });
  const { ccv } = openCcv(link);
  hub.send(dora, delegate(hub, dora, alice, TOKEN));
  net.endEpoch();
  ccv.relay();
  chain.next(2);
  live(chain);
  chain.next(3);
  return { chain, recordings, stores, genesis };
}

describe("a changeover on ours and on the Go applications", () => {
  const reason = missing[0] === undefined ? "" : ` (${missing[0]})`;
  (mayRun ? it : it.skip)(
    `gives the same answers and app hashes before and after${mayRun ? "" : reason}`,
    async () => {
      const { chain, recordings, stores, genesis } = await changedOver();
      const home = await mkdtemp(join(tmpdir(), "testudo-changeover-"));
      try {
        // Where the Go program looks for the genesis of its consumer module.
        await mkdir(join(home, ".sovereign", "config"), { recursive: true });
        await writeFile(
          join(home, ".sovereign", "config", "genesis.json"),
          JSON.stringify({
            chain_id: chain.chainId,
            app_state: { ccvconsumer: ConsumerGenesisState.toJSON(genesis) },
          }),
        );
        for (const [i, role] of ROLES.entries()) {
          const binary = await requireGoApplication(role);
          if ("missing" in binary) throw new Error(binary.missing);
          const go = await startGoApplication({
            role,
            binary: binary.path,
            chainId: chain.chainId,
            home,
          });
          try {
            const { calls } = recordings[i]!;
            const follower = createFollower({ calls, go: go.client, store: stores[i]! });
            await follower.catchUp();
            const found = follower.differences.slice(0, 5).map(describeDifference);
            expect({ role, found }).toEqual({ role, found: [] });
            // Neither stopped before the other, or before the end.
            const blocks = calls.filter(
              (call) => call.method === "finalizeBlock" && call.failure === undefined,
            );
            expect(follower.tally.blocks).toBe(blocks.length);
            expect(blocks.length).toBeGreaterThan(20);
          } finally {
            await go.stop();
          }
        }
      } finally {
        await rm(home, { recursive: true, force: true });
      }
    },
    BUILD_TIMEOUT_MS + TIMEOUT_MS,
  );
});
