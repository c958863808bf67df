import { MsgWithdrawDelegatorReward } from "@testudo/proto/cosmos/distribution/v1beta1";
import { namesOn } from "../consumer-messages.ts";
import { staking } from "../invariants/stored.ts";
import { viewOf } from "../invariants/view.ts";
import {
  cancelUndelegation,
  delegate,
  redelegate,
  undelegate,
  unjail,
} from "../staking-messages.ts";
import { message } from "../test-tx.ts";
import { cannot, type Performer, transact } from "./world.ts";

export const performDelegate: Performer<"delegate"> = (world, { from, validator, amount }) => {
  const { hub, account } = world;
  const messages = delegate(hub, account(from), account(validator), amount);
  return transact(world, { chain: hub, by: from, messages });
};

export const performUndelegate: Performer<"undelegate"> = (world, { from, validator, amount }) => {
  const { hub, account } = world;
  const messages = undelegate(hub, account(from), account(validator), amount);
  return transact(world, { chain: hub, by: from, messages });
};

export const performRedelegate: Performer<"redelegate"> = (
  world,
  { from, validator, to, amount },
) => {
  const { hub, account } = world;
  const move = { from: account(validator), to: account(to), amount };
  return transact(world, { chain: hub, by: from, messages: redelegate(hub, account(from), move) });
};

export const performCancel: Performer<"cancel-undelegation"> = (
  world,
  { from, validator, amount },
) => {
  const { hub, account } = world;
  const [delegator, operator] = [account(from), account(validator)];
  const unbonding = staking.unbondings.get(viewOf(hub), [delegator.address, operator.address]);
  const entry = unbonding?.entries.at(-1);
  if (entry === undefined) return cannot("nothing unbonds");
  const { creationHeight } = entry;
  const messages = cancelUndelegation(hub, delegator, operator, { amount, creationHeight });
  return transact(world, { chain: hub, by: from, messages });
};

export const performUnjail: Performer<"unjail"> = (world, { validator }) => {
  const { hub, account } = world;
  const messages = unjail(hub, account(validator));
  return transact(world, { chain: hub, by: validator, messages });
};

export const performWithdraw: Performer<"withdraw-rewards"> = (world, { from, validator }) => {
  const { hub, account } = world;
  const messages = message(MsgWithdrawDelegatorReward, {
    delegatorAddress: namesOn(hub, account(from)).account,
    validatorAddress: namesOn(hub, account(validator)).operator,
  });
  return transact(world, { chain: hub, by: from, messages });
};
