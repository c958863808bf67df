export { createGenutilModule } from "./module.ts";
export type { Needs as GenutilNeeds } from "./needs.ts";
