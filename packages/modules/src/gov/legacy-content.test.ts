import { validateAbstract } from "./legacy-content.ts";

const refusal = expect.objectContaining({ codespace: "gov", code: 5 });

describe("title and description of old content", () => {
  it.each([
    { title: "t", description: " " },
    { title: "t".repeat(140), description: "d".repeat(10_000) },
  ])("may be $title.length and $description.length bytes long", (content) => {
    expect(() => validateAbstract(content)).not.toThrow();
  });

  it.each([
    { why: "the title is blank", title: " ", description: "d" },
    { why: "the title is too long", title: "é".repeat(71), description: "d" },
    { why: "there is no description", title: "t", description: "" },
    { why: "the description is too long", title: "t", description: "d".repeat(10_001) },
  ])("are refused when $why", ({ title, description }) => {
    expect(() => validateAbstract({ title, description })).toThrow(refusal);
  });
});
