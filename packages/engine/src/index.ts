export { type Clock, createVirtualClock, createWallClock } from "./clock.ts";
export { createMemoryDatabase, type Database, type DatabaseWrite } from "./database.ts";
export { createEngine, type EngineOptions, txHash } from "./engine.ts";
export type * from "./engine-types.ts";
export { ConsensusHalted, EngineError } from "./errors.ts";
export { queryMatches } from "./event-match.ts";
export { EventQueryError, eventQueryText, parseEventQuery } from "./event-query.ts";
export { createHeaderReader, type StoredHeader } from "./header-reader.ts";
export { MEMPOOL_LIMITS, type MempoolLimits, MempoolRefusal } from "./mempool.ts";
