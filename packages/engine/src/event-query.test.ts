import { growsLinearly } from "@testudo/testkit/growth";
import { queryMatches } from "./event-match.ts";
import { eventQueryText, parseEventQuery } from "./event-query.ts";

describe("event queries", () => {
  it.each([
    { query: "", error: "offset 0: EOF" },
    { query: "abc", error: "offset 3: EOF" },
    { query: "=", error: "offset 0: got = operator, wanted tag" },
    {
      query: "a.b",
      error: "offset 3: EOF",
    },
    {
      query: "a.b 'c'",
      error:
        "offset 4: got string, wanted <= operator, >= operator, < operator, > operator, = operator, CONTAINS operator or EXISTS operator",
    },
    {
      query: "a.b > 'c'",
      error: "offset 6: got string, wanted number, timestamp or datestamp",
    },
    {
      query: "a.b = c",
      error: "offset 6: got tag, wanted number, timestamp, datestamp or string",
    },
    { query: "a.b CONTAINS 5", error: "offset 13: got number, wanted string" },
    { query: "a.b = 'c' OR d.e = 'f'", error: "offset 10: got tag, want AND operator" },
    { query: "a.b = 'c' AND", error: "offset 13: EOF" },
    { query: "a.b = 'c", error: "offset 6: EOF" },
    { query: 'a.b = "c"', error: 'offset 6: invalid input " at offset 7' },
    { query: "a.b != 'c'", error: "offset 4: invalid input ! at offset 5" },
    { query: "(a.b = 'c')", error: "offset 0: invalid input ( at offset 1" },
    { query: "a.b = -5", error: "offset 6: invalid input - at offset 7" },
    { query: "é = 'c' ?", error: "offset 9: got invalid token, want AND operator" },
    { query: "a.b = DATE 1899-01-01", error: "offset 6: datestamp year 1899 out of range" },
    { query: "a.b = DATE 2023-02-30", error: "offset 6: invalid DATE value" },
    { query: "a.b = TIME 2023-01-01T00:00:00.5Z", error: "offset 6: invalid TIME value" },
  ])("faults 10: refuses $query", ({ query, error }) => {
    expect(() => parseEventQuery(query)).toThrow(error);
  });

  it.each([
    { query: "a.b='c'", text: "a.b = 'c'" },
    { query: "  a.b  =\t5\nAND c.d EXISTS", text: "a.b = 5 AND c.d EXISTS" },
    { query: "a-b.c_d >= 1.50 AND x<3", text: "a-b.c_d >= 1.50 AND x < 3" },
    {
      query: "t = TIME 2013-05-03T14:45:00+02:00 AND d < DATE 2013-05-03",
      text: "t = TIME 2013-05-03T14:45:00+02:00 AND d < DATE 2013-05-03",
    },
    // As in the reference, what follows the last condition may be an unfinished string.
    { query: "a EXISTS 'b", text: "a EXISTS" },
  ])("reads $query", ({ query, text }) => {
    expect(eventQueryText(parseEventQuery(query))).toBe(text);
  });

  it.each([
    { query: "tm.event = 'Tx'", matches: true },
    { query: "tm.event = 'NewBlock'", matches: false },
    { query: "transfer.amount = '12stake'", matches: true },
    { query: "transfer.amount = 12", matches: true },
    { query: "transfer.amount > 11.9 AND transfer.amount < 12.1", matches: true },
    { query: "transfer.amount > 12", matches: false },
    { query: "transfer.sender = 'a' AND transfer.recipient = 'c'", matches: true },
    { query: "transfer.sender CONTAINS 'b'", matches: false },
    { query: "transfer.none EXISTS", matches: false },
    { query: "transfer EXISTS", matches: true },
    { query: "transfe EXISTS", matches: false },
    { query: "x.negative = 5", matches: false },
    { query: "x.day = DATE 2024-02-29", matches: true },
    { query: "x.day > DATE 2024-02-29", matches: false },
    { query: "x.time >= TIME 2024-02-29T12:00:00Z", matches: true },
    { query: "x.time < TIME 2024-02-29T12:00:01+00:00", matches: true },
    { query: "x.time = DATE 2024-02-29", matches: false },
    { query: "x.big = 9007199254740993", matches: true },
    { query: "x.big = 9007199254740992", matches: false },
  ])("matches the events of a subscription: $query is $matches", ({ query, matches }) => {
    const attributes = new Map([
      ["tm.event", ["Tx"]],
      ["transfer.sender", ["a"]],
      ["transfer.recipient", ["b", "c"]],
      ["transfer.amount", ["12stake"]],
      ["x.negative", ["-5"]],
      ["x.day", ["2024-02-29"]],
      ["x.time", ["2024-02-29T13:00:00.5+01:00"]],
      ["x.big", ["9007199254740993"]],
    ]);
    expect(queryMatches(parseEventQuery(query), attributes)).toBe(matches);
  });

  it.each([
    { part: "words", query: (size: number) => "a ".repeat(size / 2) },
    { part: "quotes", query: (size: number) => `a = '${"'".repeat(size)}` },
    { part: "digits", query: (size: number) => `a.b = ${"1".repeat(size)}` },
    {
      part: "conditions",
      query: (size: number) => `${"a.b EXISTS AND ".repeat(size / 10)}a.b EXISTS`,
    },
  ])(
    "faults 118: takes time linear in the length of the query ($part) and the value",
    ({ query }) => {
      const matching = (size: number) => {
        const text = query(size);
        const long = "1".repeat(size);
        return () => {
          try {
            queryMatches(parseEventQuery(text), new Map([["a.b", [long, `${long}.${long}`]]]));
          } catch {
            // Refused or not, it must be quick.
          }
        };
      };
      expect(growsLinearly(25_000, matching)).toBe(true);
    },
  );
});
