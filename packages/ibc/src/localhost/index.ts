export { localhostModule, SENTINEL_PROOF } from "./module.ts";
