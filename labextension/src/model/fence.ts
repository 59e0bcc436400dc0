/** Colours take time; a text that is longer is read without. */
const MAX_HIGHLIGHTED = 60_000;

/** What endings are called in fences, where that differs. */
const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    py: 'python',
    r: 'r',
    jl: 'julia',
    js: 'javascript',
    ts: 'typescript',
    sh: 'shell',
    bash: 'shell',
    yml: 'yaml',
    yaml: 'yaml',
    toml: 'toml',
    sql: 'sql',
    md: 'markdown',
    xml: 'xml',
    css: 'css',
    scss: 'css',
    c: 'c',
    h: 'c',
    cpp: 'cpp',
    java: 'java',
    rs: 'rust',
    go: 'go',
    ini: 'ini',
    cfg: 'ini',
    dockerfile: 'dockerfile',
    json: 'json',
    jsonl: 'json',
    diff: 'diff',
    patch: 'diff'
  })
);

/** Whether a text is code that is shown in colours. */
export function highlighted(text: string, language: string): boolean {
  return LANGUAGES.has(language) && text.length <= MAX_HIGHLIGHTED;
}

/** A text as a block of code in markdown, whatever fences stand in it. */
export function fenced(text: string, language: string): string {
  const ticks = (text.match(/`{3,}/g) ?? []).map(run => run.length);
  const fence = '`'.repeat(Math.max(3, ...ticks.map(length => length + 1)));
  const end = text.endsWith('\n') ? '' : '\n';
  return `${fence}${LANGUAGES.get(language) ?? language}\n${text}${end}${fence}`;
}
