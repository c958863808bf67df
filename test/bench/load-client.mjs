/**
 * Posts JSON-RPC bodies over keep-alive connections, in a thread of its own as a client would. Bodies of one queue are
 * sent one after the other; as many queues run at once as there are connections. Tells the parent what failed.
 */
import { Agent, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

const { port, queues, connections } = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const failures = [];

function post(body) {
  return new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
    };
    const call = request(
      { agent, port, host: "127.0.0.1", method: "POST", path: "/", headers },
      (response) => {
        let text = "";
        response.on("data", (data) => {
          text += data;
        });
        response.once("end", () => resolve(text));
      },
    );
    call.once("error", reject);
    call.end(body);
  });
}

let next = 0;
async function worker() {
  for (let queue = queues[next++]; queue !== undefined; queue = queues[next++]) {
    for (const body of queue) {
      const answer = JSON.parse(await post(body));
      const code = answer.error === undefined ? (answer.result.code ?? 0) : "error";
      if (code !== 0) failures.push(JSON.stringify(answer));
    }
  }
}

await Promise.all(Array.from({ length: connections }, worker));
agent.destroy();
parentPort.postMessage({ failures });
