import { pathTemplate } from "./path-template.ts";

const match = (template: string, path: string) => {
  const found = pathTemplate(template).match(path.slice(1).split("/"));
  return found && Object.fromEntries(found);
};

describe("pathTemplate", () => {
  it.each([
    { template: "/a/b", path: "/a/b", found: {} },
    { template: "/a/{id}", path: "/a/7", found: { id: "7" } },
    { template: "/a/{id}", path: "/a/7/c", found: undefined },
    { template: "/a/{id}", path: "/a", found: undefined },
    { template: "/a/{id}", path: "/a/", found: { id: "" } },
    { template: "/a/{id}/c/{other}", path: "/a/7/c/8", found: { id: "7", other: "8" } },
    { template: "/a/{id}", path: "/a/x:y", found: { id: "x:y" } },
    { template: "/d/{hash=**}", path: "/d/ibc/AA", found: { hash: "ibc/AA" } },
    { template: "/d/{denom=**}/total", path: "/d/x/y/total", found: { denom: "x/y" } },
    { template: "/d/{denom=**}/total", path: "/d/x/y", found: undefined },
    { template: "/d/{denom=**}/total", path: "/d/total", found: { denom: "" } },
  ])("$template against $path", ({ template, path, found }) => {
    expect(match(template, path)).toEqual(found);
  });
});
