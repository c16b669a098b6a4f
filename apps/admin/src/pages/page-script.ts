// What the page does in the browser, as it is sent there: asks the API that each address is for, and shows what it answers.

export const script = `'use strict';
const element = (id) => document.getElementById(id);
const forms = {
  '/setup': { title: 'Set up AIProxy', words: 'You become the owner.', fields: ['email', 'name', 'password'], send: '/api/setup' },
  '/invitation': { title: 'Accept the invitation', words: 'Choose your name and password.', fields: ['name', 'password'], send: '/api/invitations/redeem' },
  '/password-reset': { title: 'Choose a new password', words: '', fields: ['password'], send: '/api/password-resets/redeem' },
};
const signIn = { title: 'Sign in', words: '', fields: ['email', 'password', 'code'], send: '/api/session' };
let csrfToken;
let role = 'viewer';

async function ask(method, path, body) {
  const headers = { ...(body && { 'content-type': 'application/json' }), ...(csrfToken && { 'x-csrf-token': csrfToken }) };
  const response = await fetch(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  csrfToken = response.headers.get('x-csrf-token') ?? csrfToken;
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const { problems, message } = answer.error ?? {};
  throw new Error(problems ? problems.map((problem) => problem.message).join('\\n') : message ?? 'That did not work.');
}

function say(words, isProblem) {
  element('message').textContent = words;
  element('message').className = isProblem ? 'problem' : '';
}

function show(form) {
  element('title').textContent = form.title;
  say(form.words);
  for (const label of document.querySelectorAll('[data-field]')) {
    const wanted = form.fields.includes(label.dataset.field);
    label.hidden = !wanted;
    label.firstElementChild.disabled = !wanted;
  }
  element('form').hidden = false;
  element('form').onsubmit = (event) => {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(element('form'))].filter(([, value]) => value !== ''));
    const token = form === signIn ? {} : { token: location.hash.slice(1) };
    ask('POST', form.send, { ...given, ...token }).then(welcome, (problem) => say(problem.message, true));
  };
}

function welcome(session) {
  history.replaceState(null, '', '/');
  element('form').hidden = true;
  element('oidc').hidden = true;
  if (!session.member) return show({ ...signIn, words: 'The password is changed. Sign in with it.' });
  csrfToken = session.csrfToken ?? csrfToken;
  role = session.member.role ?? 'admin'; // within what they may do in their projects
  element('title').textContent = 'AIProxy';
  say('Signed in as ' + session.member.email + '.');
  element('signed-in').hidden = false;
}

element('token').onclick = () => {
  ask('POST', '/api/access-tokens', { name: 'made in the browser', role, expiresInDays: 30 }).then(({ secret }) => {
    element('secret').textContent = secret;
    element('secret').hidden = false;
    say('Shown this once:');
  }, (problem) => say(problem.message, true));
};
element('sign-out').onclick = () => { ask('DELETE', '/api/session').then(() => location.reload(), (problem) => say(problem.message, true)); };

async function begin() {
  const form = forms[location.pathname];
  if (form) return show(form);
  const session = await ask('GET', '/api/session').catch(() => undefined);
  if (session) return welcome(session);
  show(signIn);
  if (new URLSearchParams(location.search).has('error')) say('Single sign-on did not let you in.', true);
  const { oidc } = await ask('GET', '/api/sign-in-methods');
  if (oidc) {
    element('oidc').firstElementChild.textContent = 'Sign in with ' + oidc.name;
    element('oidc').hidden = false;
  }
}
void begin();
`;
