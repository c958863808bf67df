/** A case as the golden vectors have it, without what is expected. */
export interface LightCase {
  readonly kind: "client_update" | "misbehaviour" | "light_verify" | "double_voting";
  readonly input: Readonly<Record<string, unknown>>;
}

/** Answers by question: `ok`, `refused…`, `panic…`, or a value. */
export type Verdict = Readonly<Record<string, unknown>>;
