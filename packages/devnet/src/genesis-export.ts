import { fromDuration, type JsonValue } from "@testudo/proto";
import type { ConsensusParams } from "@testudo/proto/tendermint/types";
import type { DevnetCore } from "./core.ts";
import { InputError } from "./errors.ts";

type JsonObject = { readonly [name: string]: JsonValue };

/**
 * A genesis document that a chain goes on from, as the Go binaries' `export` writes it for CometBFT: the state of the
 * last committed block, and the height after it. `complete` adds what that loses.
 *
 * @throws InputError when the application runs elsewhere
 */
export async function exportGenesis(
  core: DevnetCore,
  { chain: name, complete }: { readonly chain: string; readonly complete: boolean },
): Promise<JsonObject> {
  const chain = core.network.chain(name);
  const { chainId } = chain.entry;
  const { app } = core.running(chainId).node;
  if (app === undefined) {
    throw new InputError(`the application of ${chainId} runs elsewhere: export it there`);
  }
  const { appState, initialHeight, consensusParams } = app.exportGenesis({ complete });
  const answer = await chain.client.call("genesis");
  const first: JsonObject = Object(Object(answer).genesis);
  return {
    ...first,
    initial_height: String(initialHeight),
    ...(consensusParams === undefined ? {} : { consensus_params: paramsJson(consensusParams) }),
    // Staking names the validators when the chain begins.
    validators: [],
    app_hash: "",
    app_state: appState,
  };
}

/** As CometBFT's genesis has them: durations in nanoseconds, 64-bit numbers as text. */
function paramsJson({ block, evidence, validator, version, abci }: ConsensusParams): JsonObject {
  const { maxAgeDuration } = evidence ?? {};
  return {
    block: { max_bytes: `${block?.maxBytes ?? 0n}`, max_gas: `${block?.maxGas ?? 0n}` },
    evidence: {
      max_age_num_blocks: `${evidence?.maxAgeNumBlocks ?? 0n}`,
      max_age_duration: `${maxAgeDuration === undefined ? 0n : fromDuration(maxAgeDuration)}`,
      max_bytes: `${evidence?.maxBytes ?? 0n}`,
    },
    validator: { pub_key_types: [...(validator?.pubKeyTypes ?? [])] },
    version: { app: `${version?.app ?? 0n}` },
    abci: { vote_extensions_enable_height: `${abci?.voteExtensionsEnableHeight ?? 0n}` },
  };
}
