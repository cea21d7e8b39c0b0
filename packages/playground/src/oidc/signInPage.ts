import {
  DEMO_PASSWORD,
  groupsOf,
  type Person,
  type PersonRole,
} from '../company/people';
import { escapeHtml } from '../control/html';

const ROLE_WORDS: Record<PersonRole, { en: string; zh: string }> = {
  'platform administrator': { en: 'Platform administrator', zh: '平台管理员' },
  'team lead': { en: 'Team lead', zh: '团队负责人' },
  engineer: { en: 'Engineer', zh: '工程师' },
  'on call': { en: 'On call for all clusters', zh: '全集群值班' },
  'belongs to nothing': { en: 'Belongs to no team', zh: '不属于任何团队' },
  'not in the catalog': { en: 'Unknown to the portal', zh: '门户中没有此人' },
};

const STYLE = `
:root { color-scheme: light dark; --ground: #f5f5f5; --paper: #fff; --text: #1b1b1b; --quiet: #5a5f66; --line: #d9dce0; --accent: #1f5493; --bad: #c8102e; }
@media (prefers-color-scheme: dark) { :root { --ground: #1e1e1e; --paper: #2a2a2a; --text: #f2f2f2; --quiet: #b0b5bb; --line: #454545; --accent: #9cc9ff; --bad: #ff877d; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--text); font: 14px/1.45 Roboto, "Noto Sans SC", "PingFang SC", system-ui, sans-serif; }
main { width: min(680px, 100vw); padding: 32px; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
h1 { margin: 0 0 4px; font-size: 20px; font-weight: 500; }
.quiet, small { color: var(--quiet); }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 8px; margin: 20px 0; }
.people form { display: contents; }
.person { display: flex; align-items: center; gap: 12px; padding: 10px; text-align: left; background: none; border: 1px solid var(--line); border-radius: 6px; color: inherit; font: inherit; cursor: pointer; }
.person:hover, .person:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: -1px; }
.person small { display: block; }
.person b { font-weight: 500; }
.initials { flex: none; width: 32px; height: 32px; border-radius: 50%; display: grid; place-items: center; background: var(--line); font-size: 12px; }
.own { display: grid; grid-template-columns: 1fr 1fr auto; gap: 8px; align-items: end; border-top: 1px solid var(--line); padding-top: 20px; }
.own .problem { grid-column: 1 / -1; margin: 0; color: var(--bad); }
.own label { display: grid; gap: 4px; color: var(--quiet); }
.own input { padding: 8px; border: 1px solid var(--line); border-radius: 4px; background: transparent; color: var(--text); font: inherit; min-width: 0; }
.primary { padding: 9px 16px; border: 0; border-radius: 4px; background: var(--accent); color: var(--paper); font: inherit; font-weight: 500; cursor: pointer; }
@media (max-width: 560px) { .own { grid-template-columns: 1fr; } main { border: 0; min-height: 100vh; } }
`;

const WORDS = {
  en: {
    title: 'Sign in to the example company',
    hint: `These people are invented. Choose one, or type an address; the password is “${DEMO_PASSWORD}”.`,
    email: 'E-mail',
    password: 'Password',
    submit: 'Sign in',
    wrong: 'No such address, or not its password.',
    continueTo: 'Continue to',
  },
  zh: {
    title: '登录示例公司',
    hint: `以下人员均为虚构。选择一位，或输入邮箱；密码是“${DEMO_PASSWORD}”。`,
    email: '邮箱',
    password: '密码',
    submit: '登录',
    wrong: '邮箱不存在或密码不正确。',
    continueTo: '继续前往',
  },
};

export interface SignInPageOptions {
  people: readonly Person[];
  /** Where the form is posted to. */
  action: string;
  language: 'en' | 'zh';
  clientName: string;
  /** What was typed before, when it was refused. */
  refusedEmail?: string;
  loginHint?: string;
}

/** The sign-in page as HTML. Works without scripts; every value is escaped. */
export function signInPage(options: SignInPageOptions): string {
  const { people, action, language, clientName, refusedEmail, loginHint } =
    options;
  const words = WORDS[language];
  const target = escapeHtml(action);
  const cards = people
    .map(person => {
      const role = ROLE_WORDS[person.role][language];
      const place = person.team ? ` · ${person.team}` : '';
      return `<form method="post" action="${target}">
  <input type="hidden" name="email" value="${escapeHtml(person.email)}">
  <input type="hidden" name="password" value="${escapeHtml(DEMO_PASSWORD)}">
  <button class="person" type="submit" title="${escapeHtml(
    groupsOf(person).join(', '),
  )}">
    <span class="initials" aria-hidden="true">${escapeHtml(
      initials(person.name),
    )}</span>
    <span><b>${escapeHtml(
      language === 'zh' ? person.chineseName : person.name,
    )}</b><small>${escapeHtml(`${role}${place}`)}</small></span>
  </button>
</form>`;
    })
    .join('\n');
  const problem =
    refusedEmail === undefined
      ? ''
      : `<p class="problem" role="alert">${words.wrong}</p>`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<style>${STYLE}</style></head>
<body><main>
<h1>${words.title}</h1>
<p class="quiet">${words.continueTo} ${escapeHtml(clientName)}. ${
    words.hint
  }</p>
<div class="people">${cards}</div>
<form class="own" method="post" action="${target}">
  ${problem}
  <label>${
    words.email
  }<input name="email" type="email" autocomplete="username" required value="${escapeHtml(
    refusedEmail ?? loginHint ?? '',
  )}"></label>
  <label>${
    words.password
  }<input name="password" type="password" autocomplete="current-password" required></label>
  <button class="primary" type="submit">${words.submit}</button>
</form>
</main></body></html>`;
}

function initials(name: string): string {
  return name
    .split(' ')
    .map(part => part[0])
    .join('');
}
