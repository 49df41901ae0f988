// Renders Markdown: a JSON list of texts comes in, of HTML goes out. The first
// argument says by what: `markdown-it`, `showdown`, `attrs` (markdown-it with
// markdown-it-attrs), `mdx` (a list of what is live: kinds of nodes).
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const paths = (process.env.NODE_PATH ?? "").split(":").filter(Boolean);
const find = (name) => createRequire(import.meta.url).resolve(name, { paths });
const load = async (name) => {
  const require = createRequire(import.meta.url);
  try {
    return require(require.resolve(name, { paths }));
  } catch {
    for (const path of paths) {
      try {
        const about = JSON.parse(readFileSync(`${path}/${name}/package.json`, "utf8"));
        const entry = about.exports?.["."]?.default ?? about.exports?.default ?? about.exports ?? about.main;
        return await import(pathToFileURL(`${path}/${name}/${typeof entry === "string" ? entry : "index.js"}`));
      } catch {}
    }
    throw new Error(`${name} is not in NODE_PATH`);
  }
};
const of = (loaded) => loaded.default ?? loaded;
const texts = JSON.parse(readFileSync(0, "utf8"));
const kind = process.argv[2];
const out = [];

if (kind === "markdown-it" || kind === "attrs") {
  const it = of(await load("markdown-it"))({ html: true, linkify: true });
  if (kind === "attrs") it.use(of(await load("markdown-it-attrs")));
  for (const text of texts) out.push(it.render(text));
} else if (kind === "showdown") {
  const showdown = of(await load("showdown"));
  const converter = new showdown.Converter({ tables: true, strikethrough: true, tasklists: true });
  for (const text of texts) out.push(converter.makeHtml(text));
} else if (kind === "mdx") {
  const { compile } = await load("@mdx-js/mdx");
  const live = [];
  const watch = () => (tree) => {
    const walk = (node) => {
      if (node.type.startsWith("mdx")) live.push(`${node.type} ${node.name ?? node.value ?? ""}`);
      (node.children ?? []).forEach(walk);
    };
    walk(tree);
  };
  for (const text of texts) {
    live.length = 0;
    try {
      await compile(text, { format: "mdx", remarkPlugins: [watch] });
      out.push(live.join("\n"));
    } catch (error) {
      out.push(`error ${error.message}`);
    }
  }
}
console.log(JSON.stringify(out));
