/** A version that was never committed, or has been pruned or rolled back. */
export class VersionUnavailable extends Error {
  override name = "VersionUnavailable";

  constructor(
    readonly version: bigint,
    kept: { readonly oldest: bigint; readonly latest: bigint },
  ) {
    super(
      kept.latest === 0n
        ? `version ${version} does not exist: nothing is committed`
        : `version ${version} does not exist: versions ${kept.oldest} to ${kept.latest} are kept`,
    );
  }
}

/** The database does not hold what was written to it. */
export class StateDamaged extends Error {
  override name = "StateDamaged";

  constructor(where: string, what: string) {
    super(
      `${where} is damaged: ${what}; restore the data folder from a backup, or remove it and let the node start over`,
    );
  }
}

/** The database does not belong to this application. */
export class StateMismatch extends Error {
  override name = "StateMismatch";
}

/** A committed version could not be written; the state must not move on. */
export class StateWriteFailed extends Error {
  override name = "StateWriteFailed";
}
