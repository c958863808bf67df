/** Runs the command from a checkout: bundles the sources (a fraction of a second), then hands over. */
import { buildCommand } from "./build.mjs";

const outfile = await buildCommand();
await import(outfile);
