import { EXPECTATION_CODE } from "./control.ts";
import { DevnetError, ExpectationFailed, InputError } from "./errors.ts";

/** Calls the control port of a running devnet. */
export interface ControlClient {
  /**
   * @throws InputError for what was asked wrongly, ExpectationFailed for what did not come true, DevnetError when the
   *   devnet does not answer or failed otherwise
   */
  call(method: string, params?: Record<string, unknown>): Promise<Record<string, unknown>>;
}

const INVALID_PARAMS = -32_602;

export function connectControl(url: string): ControlClient {
  return {
    async call(method, params = {}) {
      const answer = await post(url, { jsonrpc: "2.0", id: 1, method, params });
      const { result, error } = answer;
      if (error === undefined || error === null) return asObject(result);
      const { code, message, data } = asObject(error);
      const text = String(data ?? message);
      if (code === INVALID_PARAMS) throw new InputError(text);
      if (code === EXPECTATION_CODE) throw new ExpectationFailed(text);
      throw new DevnetError(text);
    },
  };
}

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch (error) {
    throw new InputError(
      `the devnet at ${url} does not answer; it was stopped or killed: start it again with "testudo up"`,
      { cause: error },
    );
  }
  return asObject(await response.json());
}

function asObject(json: unknown): Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new DevnetError("the control port answered no object");
  }
  return Object.fromEntries(Object.entries(json));
}
