// ZPL from standard input to a PNG file: node render_zpl.cjs <node_modules> <width mm> <height mm> <dots a mm> <file>
const fs = require("node:fs");
const path = require("node:path");

const [modules, width, height, dots, file] = process.argv.slice(2);
const { ready } = require(path.join(modules, "zpl-renderer-js"));

ready
  .then(({ api }) => api.zplToBase64Async(fs.readFileSync(0, "utf8"), Number(width), Number(height), Number(dots)))
  .then((picture) => fs.writeFileSync(file, Buffer.from(picture, "base64")));
