import { gogoText } from "@testudo/modules/gogo-text";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { PublicKey } from "@testudo/proto/tendermint/crypto";

/**
 * Merges changes into pending ones: the later power of a key wins. Sorted by power, then by the text of the key, both
 * descending: the order in which they reach the consensus engine.
 */
export function accumulateChanges(
  current: readonly ValidatorUpdate[],
  incoming: readonly ValidatorUpdate[],
): ValidatorUpdate[] {
  const merged = new Map<string, ValidatorUpdate>();
  for (const update of [...current, ...incoming]) {
    merged.set(gogoText(PublicKey, update.pubKey), update);
  }
  return [...merged]
    .sort(([aText, a], [bText, b]) => {
      if (a.power !== b.power) return a.power > b.power ? -1 : 1;
      return aText > bText ? -1 : 1;
    })
    .map(([, update]) => update);
}
