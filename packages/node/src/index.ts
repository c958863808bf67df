export {
  type BareApplicationOptions,
  type RunningApplication,
  serveApplication,
} from "./bare-application.ts";
export { DatabaseUnavailable, openDatabase } from "./database.ts";
export { FILE_MODE, FOLDER_MODE, makeFolder, readFileIfAny, writePrivateFile } from "./home.ts";
export { type NodeOptions, type RunningNode, startNode } from "./start.ts";
