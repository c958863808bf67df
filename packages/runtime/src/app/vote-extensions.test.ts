import { fromUtf8, utf8 } from "@testudo/base";
import { RequestExtendVote, RequestVerifyVoteExtension } from "@testudo/proto/tendermint/abci";
import { createTinyChain } from "./tiny-chain.fixture.ts";
import { createExampleVoteExtensions } from "./vote-extensions.ts";

const HASH = new Uint8Array(32).fill(7);
const extensions = createExampleVoteExtensions((length) => new Uint8Array(length).fill(1));

async function setUp(enabledFrom: bigint) {
  const chain = createTinyChain({ voteExtensions: extensions });
  const { initRequest } = chain;
  const abci = { voteExtensionsEnableHeight: enabledFrom };
  await chain.app.initChain({
    ...initRequest,
    consensusParams: { ...initRequest.consensusParams, abci },
  });
  return chain;
}

const extend = (height: bigint) => RequestExtendVote.create({ hash: HASH, height });
const verify = (height: bigint, voteExtension: Uint8Array) =>
  RequestVerifyVoteExtension.create({ hash: HASH, height, voteExtension });

describe("vote extensions", () => {
  it("are refused where the params do not enable them, also before the first block", async () => {
    const off = await setUp(0n);
    expect(() => off.app.extendVote(extend(1n))).toThrow(
      "vote extensions are not enabled; unexpected call to ExtendVote at height 1",
    );
    const later = await setUp(2n);
    expect(() => later.app.extendVote(extend(1n))).toThrow("not enabled");
    await later.run(1n);
    const { voteExtension } = await later.app.extendVote(extend(2n));
    expect(fromUtf8(voteExtension)).toMatch(/^\{"Hash":"BwcH[^"]+","Height":2,"Data":"AQEB/);
    expect(await later.app.verifyVoteExtension(verify(2n, voteExtension))).toEqual({ status: 1 });
  });

  it.each([
    { why: "another height", extension: extensions.extend(extend(3n)) },
    {
      why: "another block",
      extension: extensions.extend({ ...extend(2n), hash: new Uint8Array(32) }),
    },
    { why: "short data", extension: utf8('{"Hash":"","Height":2,"Data":"AQ=="}') },
    { why: "no JSON", extension: utf8("{") },
    { why: "nothing", extension: new Uint8Array() },
  ])("reject $why", async ({ extension }) => {
    const chain = await setUp(1n);
    expect(await chain.app.verifyVoteExtension(verify(2n, extension))).toEqual({ status: 2 });
  });
});
