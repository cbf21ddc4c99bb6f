// A real OpenID provider on a free port of 127.0.0.1, for tests. It says its issuer on the first line of standard output.
// Whoever types a name is let in under that name; what it says of her is her name, and nothing else.
// node provider.mjs <redirect_uri>
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [redirectUri] = process.argv.slice(2);
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'daybook',
        client_secret: 'not a secret: it is only in this test',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    cookies: { keys: ['only for this test'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    features: { devInteractions: { enabled: true } },
  });
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});
// Nobody reads on after the first line, and what the provider says to itself must not end it.
process.stdout.on('error', () => {});
// It goes with whoever started it, also where that is killed.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
