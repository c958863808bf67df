export {
  type Account,
  accountFromAny,
  accountToAny,
  type BaseAccount,
  isVesting,
  type ModuleAccount,
  newBaseAccount,
  type VestingAccount,
  type VestingPeriod,
} from "./accounts.ts";
export {
  type AccountKeeper,
  type AccountKeeperOptions,
  createAccountKeeper,
  FEE_COLLECTOR,
  type ModulePermissions,
} from "./keeper.ts";
export { createAuthModule } from "./module.ts";
