// Called by assets.py. In: sheet, content files and our own sheets, each a list by lines, parts separated by NUL. Out: the sheet purged.
import { readFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";

const [[sheet], content, ours] = readFileSync(0, "utf8").split("\0").map((part) => part.split("\n").filter(Boolean));
const texts = [...content, ...ours].map((file) => readFileSync(file, "utf8"));
// Variables that our sheets and templates read, or that an organization's brand sets, stay even where Tabler's own rules went.
const variables = new Set(texts.flatMap((text) => text.match(/--tblr-[\w-]+/g) ?? []));

const [result] = await new PurgeCSS().purge({
  content: content.map((file) => ({ raw: readFileSync(file, "utf8"), extension: "txt" })),
  css: [{ raw: readFileSync(sheet, "utf8") }],
  defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  keyframes: true,
  variables: true,
  safelist: { standard: ["html", "body", /^data-bs-/, /^h[1-6]$/], variables: [...variables, /^--tblr-primary/, /^--tblr-font/] },
});
process.stdout.write(result.css);
