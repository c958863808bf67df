import { MsgVote } from "@testudo/proto/cosmos/gov/v1";
import { Commission } from "@testudo/proto/cosmos/staking/v1beta1";
import { ConsensusParams } from "@testudo/proto/tendermint/types";
import { gogoText } from "./gogo-text.ts";

describe("gogoText", () => {
  it("prints decimals by their scaled integer and keeps the trailing space", () => {
    const text = gogoText(Commission, {
      commissionRates: { rate: "100000000000000000", maxRate: "0", maxChangeRate: "" },
      updateTime: { seconds: 5n, nanos: 0 },
    });
    expect(text).toBe(
      'commission_rates:<rate:"100000000000000000" max_rate:"0" max_change_rate:"0" > update_time:<seconds:5 > ',
    );
  });

  it("leaves out absent parts and zero scalars, but prints empty parts", () => {
    const text = gogoText(ConsensusParams, {
      block: { maxBytes: 22020096n, maxGas: -1n },
      evidence: undefined,
      validator: { pubKeyTypes: ["ed25519"] },
      version: { app: 0n },
      abci: undefined,
    });
    expect(text).toBe(
      'block:<max_bytes:22020096 max_gas:-1 > validator:<pub_key_types:"ed25519" > version:<> ',
    );
  });

  it("names enums and escapes what is not printable", () => {
    const text = gogoText(MsgVote, {
      proposalId: 1n,
      voter: "a",
      option: 1,
      metadata: 'é"\n',
    });
    expect(text).toBe(
      'proposal_id:1 voter:"a" option:VOTE_OPTION_YES metadata:"\\303\\251\\"\\n" ',
    );
  });
});
