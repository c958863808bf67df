import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fromHex, MAX_UINT64 } from "@testudo/base";
import {
  type Event,
  ExecTxResult,
  ResponseCheckTx,
  ResponseInfo,
  ResponseQuery,
} from "@testudo/proto/tendermint/abci";
import { ConsensusParams } from "@testudo/proto/tendermint/types";
import { blockMeta, sealBlock } from "./block.ts";
import { proveTx } from "./data.ts";
import {
  blockFromJson,
  blockMetaFromJson,
  consensusParamsFromJson,
  evidenceFromJson,
  headerFromJson,
  proposalFromJson,
  signedHeaderFromJson,
  txProofFromJson,
  validatorSetFromJson,
  voteFromJson,
} from "./from-json.ts";
import { decodeBlock } from "./from-proto.ts";
import { genesisToText, parseGenesis } from "./genesis.ts";
import { escapeGoJson } from "./go-json.ts";
import {
  blockMetaToJson,
  blockToJson,
  consensusParamsToJson,
  evidenceToJson,
  merkleProofToJson,
  proposalToJson,
  signedHeaderToJson,
  txProofToJson,
  validatorSetToJson,
  validatorToJson,
  voteToJson,
} from "./json.ts";
import {
  checkTxToJson,
  consensusParamUpdatesToJson,
  eventToJson,
  execTxResultToJson,
  execTxResultToSparseJson,
  infoToJson,
  queryResponseToJson,
  validatorUpdateToJson,
} from "./json-abci.ts";
import { DEFAULT_CONSENSUS_PARAMS } from "./params.ts";
import { consensusParamsToProto } from "./to-proto.ts";
import { EMPTY_BLOCK_ID, SignedMsgType } from "./types.ts";

const go: { texts: Record<string, string> } = read("../testdata/go-json.json");
const vectors: { cases: { name: string; kind: string; expected: { block_proto: string } }[] } =
  read("../../../test/vectors/consensus.json");
const blocks = vectors.cases
  .filter(({ kind }) => kind === "block")
  .map(({ name, expected }) => ({ name, block: decodeBlock(fromHex(expected.block_proto)) }));

describe.each(blocks)("JSON of $name", ({ name, block }) => {
  const wanted = (part: string) => go.texts[`${name}${part}`];

  it("has the block, its meta and its signed header as Go writes them, and reads them back", () => {
    const sealed = sealBlock(block);
    const meta = blockMeta(sealed);
    const signed = { header: block.header, commit: block.lastCommit };
    expect(written(blockToJson(block))).toBe(wanted(""));
    expect(written(blockMetaToJson(meta))).toBe(wanted(" meta"));
    expect(written({ signed_header: signedHeaderToJson(signed), canonical: true })).toBe(
      wanted(" commit"),
    );
    const first = sealed.parts.parts[0]!;
    expect(written(merkleProofToJson(first.proof))).toBe(wanted(" part"));

    expect(blockFromJson(reread(blockToJson(block)))).toEqual(block);
    expect(blockMetaFromJson(reread(blockMetaToJson(meta)))).toEqual(meta);
    expect(signedHeaderFromJson(reread(signedHeaderToJson(signed)))).toEqual(signed);
  });

  it("has transactions proofs and evidence as Go writes them", () => {
    if (block.txs.length > 1) {
      const proof = proveTx(block.txs, 1);
      expect(written(txProofToJson(proof))).toBe(wanted(" tx proof"));
      expect(txProofFromJson(reread(txProofToJson(proof)))).toEqual(proof);
      const single = proveTx(block.txs.slice(0, 1), 0);
      expect(written(txProofToJson(single))).toBe(wanted(" tx proof single"));
    }
    for (const [i, evidence] of block.evidence.entries()) {
      expect(written(evidenceToJson(evidence))).toBe(wanted(` evidence ${i}`));
      expect(evidenceFromJson(reread(evidenceToJson(evidence)))).toEqual(evidence);
    }
  });

  it("has votes and proposals as Go writes them", () => {
    const vote = {
      type: SignedMsgType.prevote,
      height: 5n,
      round: 1,
      blockId: EMPTY_BLOCK_ID,
      timestamp: block.header.time,
      validatorAddress: block.header.proposerAddress,
      validatorIndex: 3,
      signature: new Uint8Array(0),
      extension: new Uint8Array(0),
      extensionSignature: new Uint8Array(0),
    };
    expect(written(voteToJson(vote))).toBe(wanted(" nil vote"));
    expect(voteFromJson(reread(voteToJson(vote)))).toEqual(vote);
    const proposal = {
      type: SignedMsgType.proposal,
      height: 5n,
      round: 1,
      polRound: -1,
      blockId: block.header.lastBlockId,
      timestamp: block.header.time,
      signature: Uint8Array.of(1, 2),
    };
    expect(written(proposalToJson(proposal))).toBe(wanted(" proposal"));
    expect(proposalFromJson(reread(proposalToJson(proposal)))).toEqual(proposal);
  });
});

describe("JSON of state and results", () => {
  const set = validatorSetFromJson(JSON.parse(go.texts["validator set"]!));

  it("has validators as Go writes them", () => {
    expect(written(validatorSetToJson(set))).toBe(go.texts["validator set"]);
    const page = {
      block_height: "3",
      validators: set.validators.map(validatorToJson),
      count: "2",
      total: "2",
    };
    expect(written(page)).toBe(go.texts.validators);
  });

  it("has consensus parameters as Go writes them, also when they are an update", () => {
    expect(written(consensusParamsToJson(DEFAULT_CONSENSUS_PARAMS))).toBe(
      go.texts["consensus params"],
    );
    expect(written(consensusParamsToJson(consensusParamsFromJson({})))).toBe(
      go.texts["empty consensus params"],
    );
    const partial = ConsensusParams.create({
      block: { maxBytes: 0n, maxGas: -1n },
      evidence: {
        maxAgeNumBlocks: 0n,
        maxAgeDuration: { seconds: 0n, nanos: 0 },
        maxBytes: 0n,
      },
      validator: { pubKeyTypes: [] },
      version: { app: 0n },
      abci: { voteExtensionsEnableHeight: 0n },
    });
    expect(
      written({
        height: "3",
        txs_results: null,
        finalize_block_events: null,
        validator_updates: null,
        consensus_param_updates: consensusParamUpdatesToJson(partial),
        app_hash: null,
      }),
    ).toBe(go.texts["partial consensus param updates"]);
  });

  it("has block results as Go writes them", () => {
    const keys = set.validators.map(({ pubKey }) => pubKey);
    const secp256k1 = keys.find(({ type }) => type === "secp256k1")!.bytes;
    const ed25519 = keys.find(({ type }) => type === "ed25519")!.bytes;
    expect(
      written({
        height: "3",
        txs_results: [execTxResultToJson(ExecTxResult.create())],
        finalize_block_events: [eventToJson({ type: "u", attributes: [] })],
        validator_updates: [
          validatorUpdateToJson({ pubKey: { ed25519 }, power: 3n }),
          validatorUpdateToJson({ pubKey: { secp256k1 }, power: 0n }),
        ],
        consensus_param_updates: consensusParamUpdatesToJson(
          consensusParamsToProto(DEFAULT_CONSENSUS_PARAMS),
        ),
        app_hash: "AQ==",
      }),
    ).toBe(go.texts["block results"]);
  });

  it("has transaction results in full and, inside events, without what is zero", () => {
    const events: Event[] = [
      {
        type: "t",
        attributes: [
          { key: "k", value: "v", index: true },
          { key: "k2", value: "", index: false },
        ],
      },
      { type: "u", attributes: [] },
    ];
    const full = ExecTxResult.create({
      code: 5,
      data: Uint8Array.of(1, 2),
      log: "l<",
      info: "i",
      gasWanted: 7n,
      gasUsed: 8n,
      codespace: "sdk",
      events,
    });
    expect(written(execTxResultToJson(full))).toBe(go.texts["full result"]);
    expect(written(execTxResultToJson(ExecTxResult.create()))).toBe(go.texts.result);
    expect(written(events.map(eventToJson))).toBe(go.texts.events);
    expect(execTxResultToSparseJson(ExecTxResult.create())).toEqual({});
    expect(execTxResultToSparseJson(ExecTxResult.create({ code: 5, gasUsed: 8n }))).toEqual({
      code: 5,
      gas_used: "8",
    });
  });

  it("has the answers of the application as Go writes them", () => {
    const op = { type: "ics23:iavl", key: Uint8Array.of(1), data: Uint8Array.of(2) };
    const query = ResponseQuery.create({ proofOps: { ops: [op] } });
    expect(written({ response: queryResponseToJson(query) })).toBe(go.texts.query);
    expect(written({ response: queryResponseToJson(ResponseQuery.create()) })).toBe(
      go.texts["bare query"],
    );
    expect(written(checkTxToJson(ResponseCheckTx.create({ code: 3 })))).toBe(go.texts["check tx"]);
    const info = ResponseInfo.create({
      data: "d",
      version: "1",
      appVersion: 2n,
      lastBlockHeight: 3n,
      lastBlockAppHash: Uint8Array.of(1),
    });
    expect(written({ response: infoToJson(info) })).toBe(go.texts.info);
  });

  it("keeps every digit of a genesis document", () => {
    const text = go.texts.genesis!;
    expect(genesisToText(parseGenesis(text))).toBe(text);
    expect(parseGenesis(text).appState).toContain("12345678901234567890");
  });
});

describe("reading JSON", () => {
  const header = JSON.parse(go.texts["block: 2"]!).header;

  it.each([
    { why: "a 64-bit integer is a number", change: { height: 3 }, path: "height" },
    { why: "a 64-bit integer is too large", change: { height: `${MAX_UINT64}` }, path: "height" },
    { why: "a time has an offset", change: { time: "2021-05-17T22:44:16+00:00" }, path: "time" },
    { why: "a hash is not hex", change: { app_hash: "xy" }, path: "app_hash" },
    {
      why: "a small integer is a string",
      change: { last_block_id: { parts: { total: "1" } } },
      path: "last_block_id.parts.total",
    },
  ])("names the place when $why", ({ change, path }) => {
    expect(() => headerFromJson({ ...header, ...change })).toThrow(path);
  });

  it("takes absent fields for zero and passes over unknown ones", () => {
    const read = headerFromJson({ height: "7", novelty: 1, data_hash: null });
    expect(read).toMatchObject({ height: 7n, chainId: "", dataHash: new Uint8Array(0) });
  });

  it("is not led astray by a prototype", () => {
    const hostile = JSON.parse('{"__proto__": {"height": "9"}}');
    expect(headerFromJson(hostile).height).toBe(0n);
  });
});

function written(json: unknown): string {
  return escapeGoJson(JSON.stringify(json));
}

function reread(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json));
}

function read<T>(path: string): T {
  return JSON.parse(readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8"));
}
