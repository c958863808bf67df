import { Dec } from "@testudo/base";
import { createProviderApp } from "@testudo/chains";
import { CometError } from "@testudo/comet";
import { packAny } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import type { ChainApplication } from "@testudo/runtime";
import { createHub, relayer } from "@testudo/testkit/hub";
import { type TestValidator, testConsKey, testValidator } from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import { ACCOUNTS, hubTxs, hubVotes } from "./hub-txs.ts";
import type { Random } from "./random.ts";
import { randomHubStart } from "./random-genesis.ts";
import { type Call, recordCalls } from "./recording.ts";
import { SPECIAL_ACCOUNTS } from "./signing-accounts.ts";
import { CONS_KEYS } from "./tx-maker.ts";
import { createWalk, type WalkOptions } from "./walk.ts";

/** Gas prices that CheckTx asks for. */
export const HUB_GAS_PRICE = "0.001stake";

/** A chain with what was asked of its application. */
export interface RecordedChain {
  readonly chain: Pick<TestChain, "role" | "chainId" | "store" | "height">;
  readonly app: ChainApplication;
  readonly calls: readonly Call[];
  /** What its CheckTx asks for, as the Go flag has it. */
  readonly minGasPrices?: string;
}

/** Chains that go their random way. */
export interface Scenario {
  readonly chains: readonly RecordedChain[];
  /** Transactions so far, on all chains. */
  readonly txs: number;
  /** A chain has halted or has no validators left: there is no next block. */
  readonly ended: boolean;
  /** Makes a block, or a few. */
  step(): void;
}

/** A hub that does everything but IBC. */
export function createHubScenario(random: Random): Scenario {
  const hub = createRecordedHub(random);
  const walk = createWalk(hubWalk(hub, random));
  let ended = false;
  return {
    chains: [hub],
    get txs() {
      return walk.txs;
    },
    get ended() {
      return ended;
    },
    step() {
      ended ||= !goesOn([hub], () => walk.step());
    },
  };
}

/** Whether there is a next step: no application has halted, and every chain has a validator left. */
export function goesOn(chains: readonly RecordedChain[], step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    const isEmpty = error instanceof CometError && error.reason === "validatorUpdate";
    // Governance may well halt a chain; the Go application has to halt in the same place.
    if (isEmpty || chains.some(({ calls }) => calls.at(-1)?.failure !== undefined)) return false;
    throw error;
  }
}

/** A recorded hub and who its validators are. */
export interface RecordedHub extends RecordedChain {
  readonly chain: TestChain;
  readonly validators: readonly TestValidator[];
}

/** A hub that randomness has drawn; validators that come later have keys as well. */
export function createRecordedHub(random: Random): RecordedHub {
  const start = randomHubStart(random);
  let recording: ReturnType<typeof recordCalls> | undefined;
  const chain = createHub({
    accounts: ACCOUNTS,
    coins: [
      { denom: "atom", amount: 1_000_000n },
      { denom: "zinc", amount: 5_000_000_000n },
    ],
    minGasPrices: [{ denom: "stake", amount: Dec.fromText("0.001") }],
    ...start,
    // Governance may decide on anything here, also on what breaks the rules of a sound chain.
    afterBlock: () => undefined,
    createApp: (options) => {
      recording = recordCalls(createProviderApp(options));
      return recording.app;
    },
  });
  if (recording === undefined) throw new Error("the hub has no application");
  // Whoever becomes a validator signs.
  for (const name of CONS_KEYS) chain.addKey(testConsKey(name).seed);
  chain.send(
    relayer,
    SPECIAL_ACCOUNTS.map(({ address }) =>
      packAny(MsgSend, {
        fromAddress: chain.addresses.acc.toText(relayer.address),
        toAddress: chain.addresses.acc.toText(address),
        amount: [{ denom: "stake", amount: "50000000000" }],
      }),
    ),
  );
  const validators = Object.keys(start.powers).map(testValidator);
  return { chain, ...recording, minGasPrices: HUB_GAS_PRICE, validators };
}

/** How a hub is walked. */
export function hubWalk(hub: RecordedHub, random: Random): WalkOptions {
  const { chain } = hub;
  return {
    ...hubTxs(hub, random),
    chain,
    urgent: (maker) => (random.chance(0.4) ? hubVotes(hub, random, maker) : []),
  };
}
