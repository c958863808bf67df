/** The engine cannot do what it was asked; the message says what was wrong and what to do. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** Too little voting power signs: no block can be made until validators come back. */
export class ConsensusHalted extends EngineError {
  override readonly name = "ConsensusHalted" as "EngineError";
}
