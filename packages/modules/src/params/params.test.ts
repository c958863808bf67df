import { ParameterChangeProposal } from "@testudo/proto/cosmos/params/v1beta1";
import { createCtx, Panic } from "@testudo/runtime";
import { matching } from "@testudo/testkit/matching";
import { plainStores } from "@testudo/testkit/stake-chain";
import { errors } from "./errors.ts";
import { createParamsKeeper } from "./keeper.ts";
import { parameterChangeContent } from "./legacy-content.ts";

function setUp() {
  const ctx = createCtx({ state: plainStores() });
  const params = createParamsKeeper({ subspaces: ["bank", "gov"] });
  const content = parameterChangeContent(params);
  const change = (subspace: string, key: string, value: string) =>
    content.handle?.(
      ctx,
      ParameterChangeProposal.encode({
        title: "t",
        description: "d",
        changes: [{ subspace, key, value }],
      }),
    );
  return { ctx, params, change };
}

describe("a parameter change", () => {
  it("refuses a subspace that never was", () => {
    expect(() => setUp().change("mars", "k", "1")).toThrow(matching(errors.unknownSubspace));
  });

  it.each(["bank", "gov"])("panics on a key that %s does not register", (subspace) => {
    expect(() => setUp().change(subspace, "k", "1")).toThrow(Panic);
  });

  it("writes gov's old keys in canonical form, where nobody reads them", () => {
    const { ctx, params, change } = setUp();

    change("gov", "votingparams", '{ "other": 1, "voting_period": "5" }');

    expect(params.raw(ctx, "gov", "votingparams")).toBe('{"voting_period":"5"}');
    expect(params.keys(ctx, "gov")).toEqual(["votingparams"]);
  });

  it.each([
    ["votingparams", '{"voting_period":"0"}'],
    ["votingparams", '{"voting_period":5}'],
    ["tallyparams", '{"quorum":"0.3","threshold":"0","veto_threshold":"0.3"}'],
    ["depositparams", '{"min_deposit":[{"denom":"x","amount":"1"}],"max_deposit_period":"1"}'],
    ["depositparams", "no json"],
  ])("refuses %s of %s", (key, value) => {
    const { ctx, params, change } = setUp();

    expect(() => change("gov", key, value)).toThrow(matching(errors.settingParameter));
    expect(params.keys(ctx, "gov")).toEqual([]);
  });
});
