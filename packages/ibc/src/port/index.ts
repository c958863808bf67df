export { portErrors } from "./errors.ts";
export type { Acknowledgement, ChannelProposal, IbcModule } from "./module.ts";
export { createPortRouter, type PortRouter } from "./router.ts";
