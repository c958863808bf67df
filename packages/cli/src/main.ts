import { run } from "./program.ts";

// What this process writes, the files of its databases included, is for its owner alone.
process.umask(0o077);
process.exitCode = await run(process.argv.slice(2));
