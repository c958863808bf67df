import { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { createMemoryMultiStore } from "./multistore.ts";

it("answers for a key of an empty store with a proof that holds nothing but the key", async () => {
  const store = createMemoryMultiStore(["bank", "params"]);
  store.store("bank").set(Uint8Array.of(1), Uint8Array.of(2));
  await store.commit();
  const key = Uint8Array.of(7);
  const { value, proofOps } = store.prove("params", key, 1n);
  expect(value).toBeUndefined();
  expect(CommitmentProof.decode(proofOps.ops[0]!.data)).toEqual({
    nonexist: { key, left: undefined, right: undefined },
  });
});
