// better-auth with its organization plugin, as one Node process: `node better-auth.mjs migrate` makes its tables. Settings
// by environment: PORT, DATABASE_URL, SMTP_PORT. Limits are off; an e-mail goes out within the request, as its guide shows.
import http from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { organization } from 'better-auth/plugins'
import nodemailer from 'nodemailer'
import pg from 'pg'

const { PORT, DATABASE_URL, SMTP_PORT } = process.env
const self = `http://127.0.0.1:${PORT}`
const post = nodemailer.createTransport({
  host: '127.0.0.1', port: Number(SMTP_PORT), secure: false, ignoreTLS: true, pool: true, maxConnections: 16, maxMessages: Infinity,
})

const options = {
  baseURL: self,
  trustedOrigins: [self],
  secret: 'a secret that only the benchmark uses, since nobody else can reach it',
  database: new pg.Pool({ connectionString: DATABASE_URL, max: 20 }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  plugins: [
    organization({
      invitationLimit: 1e9,
      membershipLimit: 1e9,
      sendInvitationEmail: ({ id, email, inviter, organization }) => post.sendMail({
        from: 'better-auth@bench.example',
        to: email,
        subject: `Join ${organization.name}`,
        text: `${inviter.user.name} invites you to ${organization.name}: ${self}/accept/${id}`,
        html: `<p>${inviter.user.name} invites you to ${organization.name}: <a href="${self}/accept/${id}">accept</a></p>`,
      }),
    }),
  ],
}

if (process.argv[2] === 'migrate') {
  await (await getMigrations(options)).runMigrations()
  process.exit()
}
http.createServer(toNodeHandler(betterAuth(options))).listen(Number(PORT), '127.0.0.1')
