import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTopology } from "@testudo/devnet";
import { parse } from "yaml";

const folder = join(__dirname, "..", "..", "..", "devnet", "topologies");
const read = (name: string) =>
  readTopology(parse(readFileSync(join(folder, name), "utf8")), {}, name);

describe("devnet/topologies", () => {
  it.each(readdirSync(folder))("%s is a topology", (name) => {
    expect(read(name).consumers.length).toBeGreaterThan(0);
  });

  it("documents the defaults as they are", () => {
    expect(read("default.yaml")).toEqual(readTopology(undefined));
  });
});
