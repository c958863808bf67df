import { ConsensusParams as ConsensusParamsProto } from "@testudo/proto/tendermint/types";
import { consensusParamsFromProto } from "./from-proto.ts";
import {
  consensusParamsFault,
  DEFAULT_CONSENSUS_PARAMS,
  MAX_BLOCK_SIZE_BYTES,
  updateConsensusParams,
  validateConsensusParamsUpdate,
  voteExtensionsEnabled,
} from "./params.ts";
import { consensusParamsToProto } from "./to-proto.ts";
import type { ConsensusParams } from "./types.ts";

const { block, evidence } = DEFAULT_CONSENSUS_PARAMS;

describe("consensus parameters", () => {
  it.each<{ changes: Partial<ConsensusParams>; ok: boolean }>([
    { changes: {}, ok: true },
    { changes: { block: { ...block, maxBytes: -1n } }, ok: true },
    { changes: { block: { ...block, maxBytes: 0n } }, ok: false },
    { changes: { block: { ...block, maxBytes: -2n } }, ok: false },
    { changes: { block: { ...block, maxBytes: MAX_BLOCK_SIZE_BYTES } }, ok: true },
    { changes: { block: { ...block, maxBytes: MAX_BLOCK_SIZE_BYTES + 1n } }, ok: false },
    { changes: { block: { ...block, maxGas: -2n } }, ok: false },
    { changes: { evidence: { ...evidence, maxAgeNumBlocks: 0n } }, ok: false },
    { changes: { evidence: { ...evidence, maxAgeDuration: 0n } }, ok: false },
    { changes: { evidence: { ...evidence, maxBytes: block.maxBytes } }, ok: true },
    { changes: { evidence: { ...evidence, maxBytes: block.maxBytes + 1n } }, ok: false },
    { changes: { evidence: { ...evidence, maxBytes: -1n } }, ok: false },
    { changes: { abci: { voteExtensionsEnableHeight: -1n } }, ok: false },
    { changes: { validator: { pubKeyTypes: [] } }, ok: false },
    { changes: { validator: { pubKeyTypes: ["ed25519", "secp256k1"] } }, ok: true },
    { changes: { validator: { pubKeyTypes: ["bls"] } }, ok: false },
  ])("with $changes are valid: $ok", ({ changes, ok }) => {
    const fault = consensusParamsFault({ ...DEFAULT_CONSENSUS_PARAMS, ...changes });
    expect(fault === undefined).toBe(ok);
  });

  it("change by the groups that an update has", () => {
    const update = ConsensusParamsProto.create({ block: { maxBytes: 5n, maxGas: 6n } });
    const updated = updateConsensusParams(DEFAULT_CONSENSUS_PARAMS, update);
    expect(updated).toEqual({ ...DEFAULT_CONSENSUS_PARAMS, block: { maxBytes: 5n, maxGas: 6n } });
    expect(updateConsensusParams(updated, undefined)).toBe(updated);
    expect(consensusParamsFromProto(consensusParamsToProto(updated))).toEqual(updated);
  });

  // The rows of the table over ValidateUpdate in CometBFT's types/params.go, at height 10.
  it.each([
    { row: 2, current: 0n, next: -1n, ok: false },
    { row: 3, current: 0n, next: 0n, ok: true },
    { row: 4, current: 5n, next: 5n, ok: true },
    { row: 5, current: 10n, next: 0n, ok: false },
    { row: 6, current: 11n, next: 0n, ok: true },
    { row: 7, current: 0n, next: 10n, ok: false },
    { row: 8, current: 0n, next: 11n, ok: true },
    { row: 9, current: 10n, next: 11n, ok: false },
    { row: 10, current: 11n, next: 12n, ok: true },
  ])(
    "move the extension height from $current to $next: $ok (row $row)",
    ({ current, next, ok }) => {
      const params = { ...DEFAULT_CONSENSUS_PARAMS, abci: { voteExtensionsEnableHeight: current } };
      const update = () =>
        validateConsensusParamsUpdate(params, { abci: { voteExtensionsEnableHeight: next } }, 10n);
      if (ok) update();
      else expect(update).toThrow();
      validateConsensusParamsUpdate(params, {}, 10n);
    },
  );

  it("enable vote extensions from a height on", () => {
    const params = { ...DEFAULT_CONSENSUS_PARAMS, abci: { voteExtensionsEnableHeight: 3n } };
    expect([2n, 3n, 4n].map((height) => voteExtensionsEnabled(params, height))).toEqual([
      false,
      true,
      true,
    ]);
    expect(voteExtensionsEnabled(DEFAULT_CONSENSUS_PARAMS, 3n)).toBe(false);
  });
});
