import { ConsensusParams } from "@testudo/proto/tendermint/types";
import { defineState, item, proto, remembered } from "@testudo/store";

/** The `consensus` store: one record under an ASCII key, exactly as the engine delivered it. */
export const state = defineState("consensus", {
  params: item("Consensus", remembered(proto(ConsensusParams))),
});
