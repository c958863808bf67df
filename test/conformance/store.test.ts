import { fromHex, toHex, utf8 } from "@testudo/base";
import {
  IAVL_SPEC,
  sha256,
  TENDERMINT_SPEC,
  verifyMembership,
  verifyNonMembership,
} from "@testudo/crypto";
import { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { CommitInfo } from "@testudo/proto/cosmos/store/v1beta1";
import { ProofOp, ProofOps } from "@testudo/proto/tendermint/crypto";
import {
  createMemoryIavl,
  createMemoryMultiStore,
  EmptyTree,
  type Iavl,
  type KVStore,
  proveSimpleMap,
  simpleMapRoot,
} from "@testudo/store";
import { describeVectors } from "@testudo/testkit/vectors";

type Op = readonly ["s", string, string] | readonly ["r", string];

interface Save {
  readonly version: string;
  readonly hash: string;
  readonly working_hash?: string;
  readonly size: string;
  readonly height: number;
  readonly removed_values?: readonly (string | null)[];
}

interface TreeProof {
  readonly version: string;
  readonly key: string;
  readonly value?: string;
  readonly proof: string | null;
  readonly verifies?: boolean;
}

interface TreeResult {
  readonly saves: readonly Save[];
  readonly proofs: readonly TreeProof[];
}

describeVectors(
  "iavl.json",
  {
    ops(input: { initial_version: string; versions: readonly Op[][] }, expected: TreeResult) {
      const tree = openTree(input.initial_version);
      for (const [i, ops] of input.versions.entries()) {
        const removed = ops.flatMap((op) => apply(tree, op));
        const save = expected.saves[i]!;
        expect(removed).toEqual(save.removed_values ?? []);
        checkSave(tree, save);
      }
      checkProofs(tree, expected);
    },

    generated(
      input: {
        initial_version: string;
        label: string;
        count: number;
        key_len: number;
        modulus: number;
        remove_every: number;
        save_every: number;
      },
      expected: TreeResult,
    ) {
      const tree = openTree(input.initial_version);
      const rule = (letter: string, n: number) => sha256(utf8(`${input.label}${letter}${n}`));
      for (let i = 0; i < input.count; i++) {
        const key = rule("k", i % input.modulus).slice(0, input.key_len);
        if (input.remove_every > 0 && i > 0 && i % input.remove_every === 0) tree.delete(key);
        else tree.set(key, rule("v", i).slice(0, 8));
        if ((i + 1) % input.save_every === 0) {
          checkSave(tree, expected.saves[(i + 1) / input.save_every - 1]!);
        }
      }
      checkProofs(tree, expected);
    },
  },
  { onlyKinds: ["ops", "generated"] },
);

interface StoreProofOp {
  readonly type: string;
  readonly key: string;
  readonly data: string;
}

describeVectors(
  "merkle.json",
  {
    commit_info(
      input: {
        version: string;
        stores: readonly { name: string; version: string; hash: string }[];
      },
      expected: {
        app_hash: string;
        commit_info_proto: string;
        proof_ops: readonly (StoreProofOp & {
          store: string;
          proof_op_proto: string;
          verifies: boolean;
        })[];
      },
    ) {
      const roots = input.stores.map(({ name, hash }) => ({ name, hash: fromHex(hash) }));
      expect(toHex(simpleMapRoot(roots))).toBe(expected.app_hash);

      const info = {
        version: BigInt(input.version),
        storeInfos: input.stores.map(({ name, version, hash }) => ({
          name,
          commitId: { version: BigInt(version), hash: fromHex(hash) },
        })),
        timestamp: { seconds: -62_135_596_800n, nanos: 0 },
      };
      expect(toHex(CommitInfo.encode(info))).toBe(expected.commit_info_proto);

      for (const op of expected.proof_ops) {
        const proof = { exist: proveSimpleMap(roots, op.store) };
        const data = CommitmentProof.encode(proof);
        const key = utf8(op.store);
        expect(toHex(data)).toBe(op.data);
        expect(toHex(ProofOp.encode({ type: "ics23:simple", key, data }))).toBe(op.proof_op_proto);
        const { value } = proof.exist;
        const root = fromHex(expected.app_hash);
        expect(verifyMembership(TENDERMINT_SPEC, root, proof, key, value)).toBe(op.verifies);
      }
    },

    multistore(
      input: {
        stores: readonly string[];
        initial_version: string;
        versions: readonly (readonly [string, ...Op])[][];
      },
      expected: {
        commits: readonly {
          version: string;
          app_hash: string;
          stores: readonly { name: string; hash: string }[];
        }[];
        queries: readonly {
          store: string;
          key: string;
          height: string;
          value: string | null;
          ops: readonly StoreProofOp[];
          proof_ops_proto: string;
        }[];
      },
    ) {
      const stores = createMemoryMultiStore(input.stores);
      stores.setInitialVersion(BigInt(input.initial_version));
      for (const [i, writes] of input.versions.entries()) {
        // As listed, not sorted by a branch.
        for (const [name, ...op] of writes) apply(stores.store(name), op);
        const commit = expected.commits[i]!;
        expect(toHex(stores.workingHash())).toBe(commit.app_hash);
        const info = stores.commit();
        expect(toHex(stores.appHash)).toBe(commit.app_hash);
        expect(info.version.toString()).toBe(commit.version);
        const roots = info.storeInfos.map(({ name, commitId }) => [name, toHex(commitId.hash)]);
        expect(roots).toEqual(commit.stores.map(({ name, hash }) => [name, hash]).sort());
      }

      for (const query of expected.queries) {
        const height = BigInt(query.height);
        const { value, proofOps } = stores.prove(query.store, fromHex(query.key), height);
        expect(value === undefined ? "" : toHex(value)).toBe(query.value ?? "");
        expect(proofOps.ops.map(({ type, key, data }) => [type, toHex(key), toHex(data)])).toEqual(
          query.ops.map(({ type, key, data }) => [type, key, data]),
        );
        expect(toHex(ProofOps.encode(proofOps))).toBe(query.proof_ops_proto);
      }
    },
  },
  { onlyKinds: ["commit_info", "multistore"] },
);

function openTree(initialVersion: string): Iavl {
  return createMemoryIavl(initialVersion === "0" ? {} : { initialVersion: BigInt(initialVersion) });
}

/** For a removal, what was removed: one element, `null` if nothing was there. */
function apply(store: KVStore, op: Op): (string | null)[] {
  const key = fromHex(op[1]);
  if (op[0] === "s") {
    store.set(key, fromHex(op[2]));
    return [];
  }
  const before = store.get(key);
  store.delete(key);
  return [before === undefined ? null : toHex(before)];
}

function checkSave(tree: Iavl, save: Save): void {
  if (save.working_hash !== undefined) expect(toHex(tree.workingHash())).toBe(save.working_hash);
  expect(toHex(tree.save())).toBe(save.hash);
  const { size, height } = tree.shape();
  expect([tree.version.toString(), size.toString(), height]).toEqual([
    save.version,
    save.size,
    save.height,
  ]);
}

function checkProofs(tree: Iavl, { saves, proofs }: TreeResult): void {
  for (const { version, key: keyHex, value: valueHex, proof: proofHex, verifies } of proofs) {
    const key = fromHex(keyHex);
    const prove = () => tree.prove(key, BigInt(version));
    if (proofHex === null) {
      expect(prove).toThrow(EmptyTree);
      continue;
    }
    const { value, proof } = prove();
    expect(value && toHex(value)).toBe(valueHex);
    expect(toHex(CommitmentProof.encode(proof))).toBe(proofHex);
    const root = fromHex(saves.find((save) => save.version === version)!.hash);
    const verified =
      value === undefined
        ? verifyNonMembership(IAVL_SPEC, root, proof, key)
        : verifyMembership(IAVL_SPEC, root, proof, key, value);
    expect(verified).toBe(verifies);
  }
}
