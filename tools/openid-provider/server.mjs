// An OpenID provider for the local stack and its tests: oidc-provider, which the OpenID Foundation has certified, with
// one client and everybody for a user. Whoever signs in as `siti@example.com` is Siti with that address, verified;
// `siti+unverified@example.com` is somebody whose address is not. Any password will do.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import Provider from "oidc-provider";

const [port, clientId, clientSecret, redirectUrl] = [
  "OPENID_PROVIDER_PORT",
  "OPENID_CLIENT_ID",
  "OPENID_CLIENT_SECRET",
  "OPENID_REDIRECT_URL",
].map((name) => {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is missing`);
    process.exit(1);
  }
  return value;
});

const account = (login) => {
  const name = login.split(/[@+]/, 1)[0];
  return {
    sub: login,
    email: login,
    email_verified: !login.includes("+unverified@"),
    name: name.charAt(0).toUpperCase() + name.slice(1),
  };
};

// New keys with each start: nobody can rely on one.
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const signingKey = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: randomBytes(8).toString("hex") };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUrl],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  jwks: { keys: [signingKey] },
  cookies: { keys: [randomBytes(32).toString("hex")] },
  pkce: { required: () => true },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  // As Google does: what the scopes ask for stands in the ID token.
  conformIdTokenClaims: false,
  findAccount: (_, login) => ({ accountId: login, claims: () => account(login) }),
  // Pages to sign in and to consent on, as plain forms.
  features: { devInteractions: { enabled: true } },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 3600, IdToken: 600, Interaction: 600, Session: 3600 },
});

const server = provider.listen(Number(port), "127.0.0.1");
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
