/** Where results go; errors and progress go to stderr. */
export interface Output {
  readonly isJson: boolean;
  /** Data for programs, or `text()` for people. */
  result(data: unknown, text: () => string): void;
}

export function createOutput(isJson: boolean): Output {
  return {
    isJson,
    result(data, text) {
      process.stdout.write(isJson ? `${jsonOf(data)}\n` : `${text()}\n`);
    },
  };
}

/** JSON with 64-bit integers as strings, as the chains write them. */
function jsonOf(data: unknown): string {
  return JSON.stringify(
    data,
    (_key, value) => (typeof value === "bigint" ? String(value) : value),
    2,
  );
}

/** Rows under headings, columns as wide as they need. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) =>
    Math.max(...all.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return all.map(line).join("\n");
}

/** Names and values below each other. */
export function listing(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

/** A line that says what is going on, rewritten in place; nothing where nobody looks. */
export interface Progress {
  show(text: string): void;
  clear(): void;
}

const CLEAR_LINE = "\r\u001b[K";

export function createProgress(isQuiet: boolean): Progress {
  const isShown = process.stderr.isTTY === true && !isQuiet;
  return {
    show(text) {
      if (isShown) process.stderr.write(`${CLEAR_LINE}${text} ...`);
    },
    clear() {
      if (isShown) process.stderr.write(CLEAR_LINE);
    },
  };
}
