import { defineErrors } from "@testudo/base";

/** Codespace `port` (ICS-05). */
export const portErrors = defineErrors("port", {
  portExists: [2, "port is already binded"],
  portNotFound: [3, "port not found"],
  invalidPort: [4, "invalid port"],
  invalidRoute: [5, "route not found"],
});
