import { CommunityPoolSpendProposal } from "@testudo/proto/cosmos/distribution/v1beta1";
import { communityPoolSpendContent } from "./legacy-content.ts";

describe("the old proposal to spend from the pool", () => {
  it("is refused for its type before anything in it is looked at", () => {
    const title = "t".repeat(200);
    const value = CommunityPoolSpendProposal.encode(CommunityPoolSpendProposal.create({ title }));
    expect(communityPoolSpendContent.read(value)).toMatchObject({ title });
    expect(() => communityPoolSpendContent.validate(value)).toThrow(
      expect.objectContaining({ codespace: "gov", code: 6 }),
    );
  });
});
