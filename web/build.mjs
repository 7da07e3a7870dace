// Bundles what kg's pages carry inside into the package; the same input gives the same bytes.
import { readFile } from "node:fs/promises";
import * as esbuild from "esbuild";

/** Libraries that write <style> elements are cut off from it: the pages' policy allows the pages' own style only. */
const noStyle = {
  name: "no-style",
  setup(build) {
    build.onLoad({ filter: /(force-graph|float-tooltip)\.mjs$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/^styleInject\(.*\);$/gm, ""),
      loader: "js",
    }));
  },
};

const common = { bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8", legalComments: "inline", logLevel: "info", plugins: [noStyle] };
await esbuild.build({ ...common, entryPoints: ["editor.js"], outfile: "../kg/serve/assets/editor.js" });
await esbuild.build({ ...common, entryPoints: ["force-graph.js"], outfile: "../kg/view/assets/vendor/force-graph.js" });
