import { type AccAddress, addCoins, type Coins, plainError, subCoins, toHex } from "@testudo/base";
import { type MessageType, messageByTypeUrl, packAny } from "@testudo/proto";
import { MsgSend, MsgSendResponse } from "@testudo/proto/cosmos/bank/v1beta1";
import type { Delegation, Validator } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  type AppModule,
  createCtx,
  createMessageRouter,
  messageSigners,
  onBranch,
  panic,
  route,
} from "@testudo/runtime";
import { plainStores, testAccount, testAddresses } from "@testudo/testkit/stake-chain";
import { newBaseAccount } from "../auth/accounts.ts";
import { createGovKeeper, createGovModule } from "./index.ts";
import { defaultParams } from "./params.ts";
import { state } from "./state.ts";

/** The account that proposals run as. */
export const govAccount = testAccount("gov");
export const govText = testAddresses.acc.toText(govAccount);

/** A message that gov runs: it succeeds, is refused or panics by what it sends to. */
export function plan(what: "pass" | "refuse" | "panic") {
  return packAny(MsgSend, { fromAddress: govText, toAddress: what, amount: [] });
}

/** Governance over a purse of plain numbers and a fixed voting set. */
export function setUpGov(
  validators: readonly Validator[] = [],
  delegations: readonly Delegation[] = [],
) {
  const purse = new Map<string, Coins>();
  const of = (owner: Uint8Array | string) =>
    typeof owner === "string" ? toHex(testAccount(owner)) : toHex(owner);
  const move = (from: Uint8Array | string, to: Uint8Array | string, coins: Coins) => {
    const left = subCoins(purse.get(of(from)) ?? [], coins);
    purse.set(of(from), left);
    purse.set(of(to), addCoins(purse.get(of(to)) ?? [], coins));
  };
  const runs: string[] = [];
  const sends: AppModule = {
    name: "bank",
    messages: [
      route(MsgSend, MsgSendResponse, {
        handle(ctx, { toAddress }) {
          runs.push(toAddress);
          state.constitution.set(ctx, toAddress);
          ctx.emit({ type: toAddress, attributes: [] });
          if (toAddress === "refuse") throw plainError("not today");
          if (toAddress === "panic") panic("dropped");
          return {};
        },
      }),
    ],
  };
  const gov = createGovKeeper({
    addresses: testAddresses,
    authority: govText,
    auth: {
      moduleAddress: () => govAccount,
      getModuleAccount: () => ({
        ...newBaseAccount(govText),
        kind: "module",
        name: "gov",
        permissions: ["burner"],
      }),
      setAccount: () => undefined,
    },
    bank: {
      allBalances: (_, address) => purse.get(of(address)) ?? [],
      sendCoinsFromModuleToAccount: (_, from, to, coins) => move(from, to, coins),
      sendCoinsFromAccountToModule: (_, from, to, coins) => move(from, to, coins),
      burnCoins: (_, from, coins) => move(from, "ashes", coins),
    },
    distribution: { fundCommunityPool: (_, coins, from) => move(from, "pool", coins) },
    staking: {
      bondedValidatorsByPower: () => validators,
      totalBondedTokens: () => validators.reduce((sum, { tokens }) => sum + BigInt(tokens), 0n),
      delegationsOf: (_, delegator) =>
        delegations.filter(
          ({ delegatorAddress }) => delegatorAddress === testAddresses.acc.toText(delegator),
        ),
    },
    router: () => router,
    signers(message) {
      const type = messageByTypeUrl(message.typeUrl);
      return type === undefined
        ? []
        : messageSigners(testAddresses, type, type.decode(message.value));
    },
    legacyContents: [],
  });
  const module = createGovModule(gov);
  const router = createMessageRouter([module, sends]);
  let ctx = createCtx({ state: plainStores(), height: 1n, time: 0n });
  gov.setParams(ctx, { ...defaultParams(), minDepositRatio: "0" });
  state.nextProposalId.set(ctx, 1n);

  return {
    gov,
    runs,
    get ctx() {
      return ctx;
    },
    at(time: bigint) {
      ctx = ctx.with({ time, height: ctx.height + 1n, eventLog: [] });
      return ctx;
    },
    endBlock: () => module.endBlock?.(ctx),
    give(owner: AccAddress, amount: bigint) {
      purse.set(of(owner), [{ denom: "stake", amount }]);
    },
    held: (owner: AccAddress | string) => purse.get(of(owner))?.[0]?.amount ?? 0n,
    /** Runs a message on a branch that is kept only if it is not refused. */
    send<T>(type: MessageType<T>, message: T) {
      const { value, keep } = onBranch(ctx, (on) => router.handle(on, packAny(type, message)));
      keep();
      return value;
    },
  };
}
