import { defineState, key, map, value } from "@testudo/store";

/**
 * The `params` store. No module keeps its parameters here any more; gov's three old keys can still be written by a
 * parameter change proposal, and nothing reads them.
 */
export const state = defineState("params", { gov: map("gov/", key.text, value.text) });
