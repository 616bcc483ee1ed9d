package app.foyer.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// better-auth with its organization plugin, as one Node process.
final class BetterAuth implements Peer {
    private static final String DB = "betterauth";
    private static final String API = "/api/auth";
    private static final String OWNER = "\"email\":\"owner@bench.example\",\"password\":\"correct-horse-battery\"";

    private final Database database;
    private final Program program;
    private final Talk owner;
    private final Path work;
    private int organizations;

    private BetterAuth(Database database, Program program, Talk stranger, Path work)
            throws IOException, InterruptedException {
        this.database = database;
        this.program = program;
        this.work = work;
        this.owner = setUp(stranger);
    }

    /// @param work the folder with `better-auth.mjs` and the packages that it needs
    static BetterAuth start(Database database, Path work, int mailPort) throws IOException, InterruptedException {
        var port = Ports.free();
        var node = Command.of("node", work.resolve("better-auth.mjs").toString())
                .with(Map.of(
                        "NODE_ENV",
                        "production",
                        "PORT",
                        "" + port,
                        "DATABASE_URL",
                        database.url(DB),
                        "SMTP_PORT",
                        "" + mailPort));
        if (!database.has(DB)) {
            database.ask("postgres", "create database " + DB);
            node.and("migrate").run();
        }
        var stranger = new Talk("http://127.0.0.1:" + port, "");
        var begun = System.nanoTime();
        var program = new Program(
                node.start(work.resolve("better-auth.log")),
                begun,
                () -> stranger.get(API + "/ok").statusCode() == 200);
        return new BetterAuth(database, program, stranger, work);
    }

    private Talk setUp(Talk stranger) throws IOException, InterruptedException {
        if (database.ask(DB, "select count(*) from \"user\"").equals("0")) {
            System.err.println("Filling better-auth …");
            var cookie = cookie(stranger.json("POST", API + "/sign-up/email", "{\"name\":\"Olive\"," + OWNER + "}"));
            fill(stranger.as(cookie));
        }
        return stranger.as(cookie(stranger.json("POST", API + "/sign-in/email", "{" + OWNER + "}")));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(set -> set.split(";")[0])
                .collect(Collectors.joining("; ", "Cookie: ", ""));
    }

    private void fill(Talk owner) throws IOException, InterruptedException {
        var invitations = found(owner, "invitations");
        var members = found(owner, "members");
        database.ask(
                DB,
                """
                insert into invitation (id, "organizationId", email, role, status, "expiresAt", "createdAt", "inviterId")
                select md5('i' || n), '%s', 'guest' || n || '@guests.example', 'member', 'pending', now() + interval '7 days', now(), u.id
                  from "user" u, generate_series(1, %d) as n""".formatted(invitations, ROWS),
                """
                insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
                select md5('u' || n), 'Member ' || n, 'member-' || n || '@members.example', true, now(), now()
                  from generate_series(1, %d) as n""".formatted(ROWS),
                """
                insert into member (id, "organizationId", "userId", role, "createdAt")
                select md5('m' || n), '%s', md5('u' || n), 'member', now() from generate_series(1, %d) as n""".formatted(members, ROWS),
                "vacuum analyze");
    }

    private static String found(Talk owner, String slug) throws IOException, InterruptedException {
        return Talk.field(
                "id",
                owner.json(
                        "POST",
                        API + "/organization/create",
                        "{\"name\":\"%1$s\",\"slug\":\"%1$s\",\"keepCurrentActiveOrganization\":true}"
                                .formatted(slug)));
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question("invite-1", this::invite),
                new Question("invitations-first", () -> list("invitations", "list-invitations", "", false)),
                new Question("members-first", () -> list("members", "list-members", "&limit=" + PAGE, false)),
                new Question("members-any", () -> list("members", "list-members", "&limit=" + PAGE, true)));
    }

    private Load invite() {
        try {
            var organization = found(owner, "new-" + System.currentTimeMillis() + "-" + ++organizations);
            return Load.of(
                    "invite-one.lua",
                    API + "/organization/invite-member",
                    "{\"email\":\"ADDRESS\",\"role\":\"member\",\"organizationId\":\"" + organization + "\"}",
                    "Content-Type: application/json",
                    "Origin: " + url(),
                    owner.header());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Load list(String organization, String what, String more, boolean anywhere) {
        var id = database.ask(DB, "select id from organization where slug = '" + organization + "'");
        var paths = IntStream.range(0, anywhere ? ROWS / PAGE : 1)
                .mapToObj(page -> API + "/organization/" + what + "?organizationId=" + id + more
                        + (anywhere ? "&offset=" + page * PAGE : ""))
                .collect(Collectors.joining("\n"));
        try {
            var file = Files.writeString(work.resolve("better-auth-" + what + ".txt"), paths + "\n");
            return Load.of("get.lua", file.toString(), owner.header());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "better-auth";
    }

    @Override
    public String url() {
        return owner.url();
    }

    @Override
    public long pid() {
        return program.pid();
    }

    @Override
    public double secondsToStart() {
        return program.secondsToStart();
    }

    @Override
    public void close() {
        program.close();
    }
}
