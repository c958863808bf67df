/**
 * The import graph as data (test/tidy/graph.json, compared there with every package.json).
 * An edge that the table lacks is an error, and so is a cycle.
 */
const graph = require("./test/tidy/graph.json");

const packages = Object.keys(graph);
/** Test files may use the testkit and any package; production files may not. */
const TEST_FILES = "\\.(test|fixture)\\.ts$";

const edges = packages.map((from) => ({
  name: `${from}-imports`,
  severity: "error",
  comment: `@testudo/${from} may import only: ${graph[from].join(", ") || "nothing"}`,
  from: { path: `^packages/${from}/src/`, pathNot: TEST_FILES },
  to: {
    path: "^packages/",
    pathNot: `^packages/(${[from, ...graph[from]].join("|")})/`,
  },
}));

module.exports = {
  forbidden: [
    ...edges,
    {
      name: "no-cycles",
      severity: "error",
      from: { pathNot: "^packages/proto/src/gen/" },
      to: { circular: true },
    },
    {
      name: "relayer-uses-only-ibc-host",
      severity: "error",
      comment: "the relayer may know ICS-24 paths and hashes, no chain logic",
      from: { path: "^packages/relayer/src/", pathNot: TEST_FILES },
      to: { path: "^packages/ibc/src/", pathNot: "^packages/ibc/src/host/" },
    },
    {
      name: "own-code-only",
      severity: "error",
      comment: "the state machine stands on our own packages alone (style.md, section 10)",
      from: { path: "^packages/(base|store|runtime|modules|ibc|ccv)/src/", pathNot: TEST_FILES },
      to: { dependencyTypes: ["npm", "npm-dev", "core"] },
    },
    {
      name: "protobuf-door",
      severity: "error",
      comment: "only packages/proto knows cosmjs-types and protobufjs",
      from: { path: "^packages/", pathNot: `^packages/(proto|testkit)/|${TEST_FILES}` },
      to: { path: "node_modules/(cosmjs-types|protobufjs)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/" },
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json"],
    },
  },
};
