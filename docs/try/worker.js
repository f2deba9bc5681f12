// Python and the network's runtime, in a thread of their own, so that the page answers while they work.
// It is asked {id, task, ...} and answers {id, ...}; it tells {told} while it loads and reads.

const here = (name) => new URL(name, import.meta.url).href;
const PATIENCE = 60_000; // milliseconds without a byte: then the network is gone

// A file of the program; `come` is told of each part of it as it comes.
async function fetched(name, come = () => {}) {
  const patience = new AbortController();
  let watch;
  const wait = () => {
    clearTimeout(watch);
    watch = setTimeout(() => patience.abort(), PATIENCE);
  };
  wait();
  try {
    const answer = await fetch(here(name), { signal: patience.signal });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    const through = new TransformStream({
      transform(part, next) {
        wait();
        come(part.length);
        next.enqueue(part);
      },
    });
    return new Uint8Array(await new Response(answer.body.pipeThrough(through)).arrayBuffer());
  } finally {
    clearTimeout(watch);
  }
}

let ort; // the network's runtime

function integers(rows, dims) {
  return new ort.Tensor("int64", BigInt64Array.from(rows.flat(), BigInt), dims);
}

// Logits (rows, words, 3) as probabilities; in 32 bits, as numpy has them.
function softmax({ data, dims }) {
  const words = [];
  for (let at = 0; at < data.length; at += 3) {
    const most = Math.max(data[at], data[at + 1], data[at + 2]);
    const raised = [0, 1, 2].map((one) => Math.fround(Math.exp(Math.fround(data[at + one] - most))));
    const sum = raised.reduce((all, one) => Math.fround(all + one));
    words.push(raised.map((one) => Math.fround(one / sum)));
  }
  return Array.from({ length: dims[0] }, (_, row) => words.slice(row * dims[1], (row + 1) * dims[1]));
}

let tell = () => {};
let windows = 0;

function network(cues, roles) {
  return {
    async encode(...given) {
      const [pieces, letterCase, quoted, first] = given.map((one) => JSON.parse(one));
      tell({ windows: ++windows });
      const asked = { first: integers(first, [first.length]) };
      for (const [name, row] of Object.entries({ pieces, letter_case: letterCase, quoted })) {
        asked[name] = integers(row, [1, row.length]);
      }
      const found = await cues.run(asked);
      const [states, logits] = cues.outputNames.map((name) => found[name]);
      return [states, softmax(logits)[0]];
    },
    async assign(states, start, stop, marks, distances) {
      const width = states.dims[2];
      const [marked, away] = [marks, distances].map((one) => JSON.parse(one));
      const dims = [marked.length, stop - start];
      const found = await roles.run({
        states: new ort.Tensor("float32", states.data.slice(start * width, stop * width), [1, dims[1], width]),
        marks: integers(marked, dims),
        distances: integers(away, dims),
      });
      return softmax(found[roles.outputNames[0]]);
    },
  };
}

async function session(name, weights) {
  const externalData = [{ path: "weights.bin", data: weights }];
  // As in Python: without this the 8-bit weights are multiplied in 8 bits, too.
  const extra = { session: { disable_quant_qdq: "1" } };
  return ort.InferenceSession.create(await fetched(`model/${name}.onnx`), { externalData, extra });
}

async function load() {
  const files = JSON.parse(new TextDecoder().decode(await fetched("files.json")));
  const all = files.reduce((sum, file) => sum + file.bytes, 0);
  let [bytes, told] = [0, 0];
  const come = (length) => {
    bytes += length;
    if (bytes < all && Date.now() < told + 100) return;
    told = Date.now();
    tell({ bytes, all });
  };
  await Promise.all(files.map((file) => fetched(file.name, come)));
  ort = await import("./onnxruntime/ort.wasm.bundle.min.mjs");
  const { loadPyodide } = await import("./pyodide/pyodide.mjs");
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = here("onnxruntime/");
  const python = await loadPyodide({ indexURL: here("pyodide/") });
  python.unpackArchive(await fetched("library.zip"), "zip", { extractDir: "/library" });
  python.runPython("import sys; sys.path.insert(0, '/library'); import start; start.prepare()");
  const weights = await fetched("model/weights.bin");
  const run = network(await session("cues", weights), await session("roles", weights));
  const start = python.pyimport("start");
  tell = () => {}; // of what nobody asked for
  const rain = "It rained on the old port, Ann Reed said.";
  await start.read(JSON.stringify({ texts: [["a", rain], ["b", rain]], labels: "her: Reed", speakers: "" }), run); // what is slow once is done
  return { start, run };
}

let loaded = null;

const tasks = {
  load: async () => ({}),
  docx: async ({ start }, { content }) => ({ xml: start.open_docx(content) }),
  async read({ start, run }, { given }) {
    windows = 0;
    return JSON.parse(await start.read(JSON.stringify(given), run));
  },
};

self.onmessage = async ({ data }) => {
  if (!loaded) tell = (told) => self.postMessage({ told });
  const because = (fault) => String(fault.message ?? fault).trim().split("\n").at(-1); // of Python, the last line tells
  let program;
  try {
    program = await (loaded ??= load());
    tell = (told) => self.postMessage({ told });
  } catch (fault) {
    const told = `The program could not be fetched (${because(fault)}). Is there a network? Then press Read again.`;
    return self.postMessage({ id: data.id, lost: true, fault: told });
  }
  try {
    self.postMessage({ id: data.id, ...(await tasks[data.task](program, data)) });
  } catch (fault) {
    self.postMessage({ id: data.id, fault: because(fault) });
  }
};
