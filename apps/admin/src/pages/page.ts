// The one page: its markup and style. What it does is page-script.ts; the two come from one origin under a strict policy.

export const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "form-action 'none'", "frame-ancestors 'none'", "base-uri 'none'",
].join('; ');

export const markup = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>AIProxy</title>
  <link rel="stylesheet" href="/pages/style.css">
  <script src="/pages/script.js" defer></script>
</head>
<body>
  <main>
    <h1 id="title">AIProxy</h1>
    <p id="message" role="status"></p>
    <form id="form" hidden>
      <label data-field="email">E-mail <input name="email" type="email" autocomplete="username" required></label>
      <label data-field="name">Name <input name="name" autocomplete="name" maxlength="100" required></label>
      <label data-field="password">Password <input name="password" type="password" minlength="12" maxlength="128" required></label>
      <label data-field="code">Code of the second factor <input name="code" autocomplete="one-time-code"></label>
      <button id="send">Send</button>
    </form>
    <p id="oidc" hidden><a href="/api/session/oidc"></a></p>
    <section id="signed-in" hidden>
      <p>The API is at <a href="/api/docs">/api/docs</a>. For scripts and for <code>npx aiproxy</code>, which reads it as <code>AIPROXY_ADMIN_TOKEN</code>:</p>
      <p><button id="token">Make an access token (30 days)</button> <button id="sign-out">Sign out</button></p>
      <pre id="secret" hidden></pre>
    </section>
    <noscript>This page needs JavaScript. The same can be done through the API: see /api/docs.</noscript>
  </main>
</body>
</html>
`;

export const style = `
[hidden] { display: none !important; }
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 26rem; margin: 12vh auto; padding: 0 1rem; }
label { display: block; margin: 0.75rem 0; }
input { display: block; box-sizing: border-box; width: 100%; padding: 0.5rem; font: inherit; }
button { padding: 0.5rem 1rem; font: inherit; }
pre { padding: 0.75rem; border: 1px solid; white-space: pre-wrap; word-break: break-all; }
#message.problem { color: light-dark(#a40000, #ff8a80); white-space: pre-line; }
`;
