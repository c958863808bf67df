/** Prometheus' text format 0.0.4. */
export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

export type Labels = Readonly<Record<string, string>>;

/** One number of a metric. */
export interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

/** How often values fell into buckets, counted from the start of the process. */
export interface Histogram {
  observe(value: number): void;
  readonly buckets: readonly { readonly upTo: number; readonly count: number }[];
  readonly sum: number;
  readonly count: number;
}

export type Metric =
  | {
      readonly name: string;
      readonly help: string;
      readonly type: "counter" | "gauge";
      readonly samples: readonly Sample[];
    }
  | {
      readonly name: string;
      readonly help: string;
      readonly type: "histogram";
      readonly histogram: Histogram;
    };

/** The buckets that the Go client has by default, in seconds. */
export const DEFAULT_BUCKETS: readonly number[] = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

export function createHistogram(bounds: readonly number[]): Histogram {
  const counts = bounds.map(() => 0);
  let sum = 0;
  let count = 0;
  return {
    observe(value) {
      sum += value;
      count += 1;
      bounds.forEach((bound, i) => {
        if (value <= bound) counts[i] = (counts[i] ?? 0) + 1;
      });
    },
    get buckets() {
      return bounds.map((upTo, i) => ({ upTo, count: counts[i] ?? 0 }));
    },
    get sum() {
      return sum;
    },
    get count() {
      return count;
    },
  };
}

/** The metrics as text; every sample gets the common labels. Metrics without samples are left out. */
export function exposition(metrics: readonly Metric[], common: Labels): string {
  return metrics
    .map((metric) => ({ metric, lines: linesOf(metric, common) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ metric: { name, help, type }, lines }) =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ""].join("\n"),
    )
    .join("");
}

function linesOf(metric: Metric, common: Labels): readonly string[] {
  const { name } = metric;
  if (metric.type !== "histogram") {
    return metric.samples.map(
      ({ labels, value }) => `${name}${labelText({ ...common, ...labels })} ${value}`,
    );
  }
  const { buckets, sum, count } = metric.histogram;
  const all = [
    ...buckets.map((bucket) => ({ le: String(bucket.upTo), count: bucket.count })),
    { le: "+Inf", count },
  ];
  return [
    ...all.map(({ le, count: n }) => `${name}_bucket${labelText({ ...common, le })} ${n}`),
    `${name}_sum${labelText(common)} ${sum}`,
    `${name}_count${labelText(common)} ${count}`,
  ];
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return `{${parts.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
