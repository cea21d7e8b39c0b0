import { DEMO_PASSWORD } from '../company/people';
import type { LocalText } from '../company/spec';
import { escapeHtml } from './html';
import type { CompanyState } from './state';

interface ListedScenario {
  name: string;
  title: LocalText;
  description: LocalText;
  active: boolean;
}

const STYLE = `
:root { color-scheme: light dark; --ground: #f5f5f5; --paper: #fff; --text: #1b1b1b; --quiet: #5a5f66; --line: #d9dce0; --accent: #1f5493; --bad: #c8102e; }
@media (prefers-color-scheme: dark) { :root { --ground: #1e1e1e; --paper: #2a2a2a; --text: #f2f2f2; --quiet: #b0b5bb; --line: #454545; --accent: #9cc9ff; --bad: #ff877d; } }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.45 Roboto, "Noto Sans SC", "PingFang SC", system-ui, sans-serif; }
main { max-width: 880px; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 22px; font-weight: 500; } h2 { font-size: 16px; font-weight: 500; margin: 0; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin-bottom: 16px; }
header, li { display: flex; justify-content: space-between; align-items: center; gap: 16px; }
ul { list-style: none; margin: 8px 0 0; padding: 0; } li { padding: 10px 0; border-top: 1px solid var(--line); }
li p { margin: 2px 0 0; color: var(--quiet); } em { color: var(--bad); font-style: normal; }
li.active { box-shadow: inset 3px 0 var(--bad); padding-left: 10px; }
code { font-family: "Roboto Mono", ui-monospace, monospace; font-size: 12px; color: var(--quiet); }
b { font-weight: 500; } table { width: 100%; border-collapse: collapse; margin-top: 8px; }
td { padding: 6px 8px 6px 0; border-top: 1px solid var(--line); }
button { white-space: nowrap; padding: 6px 14px; border: 1px solid var(--accent); border-radius: 4px; background: none; color: var(--accent); font: inherit; cursor: pointer; }
`;

const WORDS = {
  en: {
    title: 'The example company',
    scenarios: 'Scenarios',
    start: 'Start',
    reset: 'Put back',
    resetAll: 'Put everything back',
    active: 'active',
    clusters: 'Clusters',
    nodes: 'nodes',
    pods: 'pods',
    notRunning: 'not running',
    people: 'People who can sign in',
    password: 'Everybody’s password',
  },
  zh: {
    title: '示例公司',
    scenarios: '场景',
    start: '开始',
    reset: '恢复',
    resetAll: '全部恢复',
    active: '进行中',
    clusters: '集群',
    nodes: '个节点',
    pods: '个 Pod',
    notRunning: '个未正常运行',
    people: '可登录的人员',
    password: '所有人的密码',
  },
};

/** The playground's own page, for people who would rather click than type. */
export function controlPage(
  scenarios: readonly ListedScenario[],
  state: CompanyState,
  language: 'en' | 'zh',
): string {
  const words = WORDS[language];
  const rows = scenarios
    .map(({ name, title, description, active }) => {
      const path = `/scenarios/${encodeURIComponent(name)}${
        active ? '/reset' : ''
      }`;
      return `<li${active ? ' class="active"' : ''}>
<div><b>${escapeHtml(title[language])}</b> <code>${escapeHtml(name)}</code>${
        active ? ` <em>${words.active}</em>` : ''
      }
<p>${escapeHtml(description[language])}</p></div>
<form method="post" action="${path}"><button>${
        active ? words.reset : words.start
      }</button></form></li>`;
    })
    .join('\n');
  const clusters = state.clusters
    .map(({ name, title, version, nodes, pods, situations }) => {
      const calm = (situations.running ?? 0) + (situations.completed ?? 0);
      return `<tr><td><b>${escapeHtml(title[language])}</b> <code>${escapeHtml(
        name,
      )}</code></td><td>${escapeHtml(version)}</td><td>${nodes.toLocaleString(
        'en',
      )} ${words.nodes}</td><td>${pods.toLocaleString('en')} ${
        words.pods
      }</td><td>${(pods - calm).toLocaleString('en')} ${
        words.notRunning
      }</td></tr>`;
    })
    .join('\n');
  const people = state.people
    .map(
      ({ name, email, role }) =>
        `<tr><td>${escapeHtml(name)}</td><td><code>${escapeHtml(
          email,
        )}</code></td><td>${escapeHtml(role)}</td></tr>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title><style>${STYLE}</style></head><body><main>
<h1>${words.title}</h1>
<section><header><h2>${
    words.scenarios
  }</h2><form method="post" action="/reset"><button>${
    words.resetAll
  }</button></form></header><ul>${rows}</ul></section>
<section><h2>${words.clusters}</h2><table>${clusters}</table></section>
<section><h2>${words.people}</h2><p>${words.password}: <code>${escapeHtml(
    DEMO_PASSWORD,
  )}</code></p><table>${people}</table></section>
</main></body></html>`;
}
