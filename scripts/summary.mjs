/** Adds up jest's JSON reports and prints the closing line that CI reads; names each skipped test. */
import { existsSync, readFileSync } from "node:fs";

const totals = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (text === "") continue;
  const report = JSON.parse(text);
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests;
  for (const suite of report.testResults) {
    // A suite that cannot even load has no test to count, yet it must not pass unseen.
    if (suite.status === "failed" && suite.assertionResults.length === 0) totals.failed += 1;
    for (const test of suite.assertionResults) {
      if (test.status === "pending") console.log(`skipped: ${test.fullName}`);
    }
  }
}
const tail = totals.skipped > 0 ? `, ${totals.skipped} skipped` : "";
console.log(`${totals.passed} passed, ${totals.failed} failed${tail}`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
