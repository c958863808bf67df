import { fromBase64, fromHex, toHex } from "@testudo/base";
import {
  IAVL_SPEC,
  InvalidProof,
  TENDERMINT_SPEC,
  verifyChainedMembership,
  verifyChainedNonMembership,
  verifyMembership,
  verifyNonMembership,
} from "@testudo/crypto";
import { CommitmentProof, ProofSpec } from "@testudo/proto/cosmos/ics23/v1";
import { MerkleProof } from "@testudo/proto/ibc/core/commitment/v1";
import { describeVectors, type VectorHandler } from "@testudo/testkit/vectors";

const SPECS = { iavl: IAVL_SPEC, tendermint: TENDERMINT_SPEC };

const ics23Verify: VectorHandler = (
  input: {
    spec: keyof typeof SPECS;
    root: string;
    key: string;
    value: string | null;
    proof: string;
  },
  expected: { ok: boolean },
) => {
  const root = fromHex(input.root);
  const key = fromHex(input.key);
  const proof = CommitmentProof.decode(fromHex(input.proof));
  const spec = SPECS[input.spec];
  const ok =
    input.value === null
      ? verifyNonMembership(spec, root, proof, key)
      : verifyMembership(spec, root, proof, key, fromHex(input.value));
  expect(ok).toBe(expected.ok);
};

describeVectors("iavl.json", { ics23_verify: ics23Verify }, { onlyKinds: ["ics23_verify"] });
describeVectors("merkle.json", { ics23_verify: ics23Verify }, { onlyKinds: ["ics23_verify"] });

describeVectors(
  "ibc.json",
  {
    proof_specs(_input: object, expected: { iavl_proto: string; simple_proto: string }) {
      expect({
        iavl_proto: toHex(ProofSpec.encode(IAVL_SPEC)),
        simple_proto: toHex(ProofSpec.encode(TENDERMINT_SPEC)),
      }).toEqual(expected);
    },

    merkle_proof_verify(
      input: { root: string; path: string[]; value: string | null; proof_b64: string },
      expected: { ok: boolean },
    ) {
      const chain = {
        specs: [IAVL_SPEC, TENDERMINT_SPEC],
        root: fromHex(input.root),
        proofs: MerkleProof.decode(fromBase64(input.proof_b64)).proofs,
        path: input.path.map(fromHex),
      };
      const check = () =>
        input.value === null
          ? verifyChainedNonMembership(chain)
          : verifyChainedMembership(chain, fromHex(input.value));
      if (expected.ok) expect(check).not.toThrow();
      else expect(check).toThrow(InvalidProof);
    },
  },
  { onlyKinds: ["proof_specs", "merkle_proof_verify"] },
);
