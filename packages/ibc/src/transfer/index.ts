export { transferErrors } from "./errors.ts";
