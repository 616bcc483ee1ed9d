package app.foyer.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Keycloak with its organizations, in production mode, without TLS.
final class Keycloak implements Peer {
    static final String VERSION = "26.7.3";
    private static final String DB = "keycloak";
    private static final String ORGANIZATIONS = "/admin/realms/peer/organizations/";
    private static final int SETTING_UP_AT_ONCE = 8;
    private static final int LASTS_SECONDS = 10 * 3600;

    private final Database database;
    private final Program program;
    private final Talk admin;
    private final Path work;
    private int organizations;

    private Keycloak(Database database, Program program, Talk stranger, Path work, int mailPort)
            throws IOException, InterruptedException {
        this.database = database;
        this.program = program;
        this.work = work;
        this.admin = setUp(stranger, mailPort);
    }

    /// @param work the folder that holds Keycloak as it was unpacked
    static Keycloak start(Database database, Path work, int mailPort) throws IOException, InterruptedException {
        var script = work.resolve("keycloak-" + VERSION + "/bin/kc.sh").toString();
        var port = Ports.free();
        var built = work.resolve("keycloak-built");
        if (!Files.exists(built)) {
            Command.of(script, "build", "--db=postgres", "--features=organization")
                    .run();
            Files.createFile(built);
        }
        if (!database.has(DB)) {
            database.ask("postgres", "create database " + DB);
        }
        var stranger = new Talk("http://127.0.0.1:" + port, "");
        var begun = System.nanoTime();
        var process = Command.of(
                        script,
                        "start",
                        "--optimized",
                        "--http-enabled=true",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--hostname=" + stranger.url(),
                        "--cache=local",
                        "--db-url=jdbc:postgresql://127.0.0.1:" + database.port() + "/" + DB,
                        "--db-username=postgres",
                        "--db-password=unused")
                .with(Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin"))
                .start(work.resolve("keycloak.log"));
        var program =
                new Program(process, begun, () -> stranger.get("/realms/master").statusCode() == 200);
        return new Keycloak(database, program, stranger, work, mailPort);
    }

    private Talk setUp(Talk stranger, int mailPort) throws IOException, InterruptedException {
        var first = signIn(stranger);
        if (first.get("/admin/realms/peer").statusCode() == 404) {
            first.json(
                    "PUT",
                    "/admin/realms/master",
                    "{\"accessTokenLifespan\":%1$d,\"ssoSessionIdleTimeout\":%1$d,\"ssoSessionMaxLifespan\":%1$d}"
                            .formatted(LASTS_SECONDS));
            first.json("POST", "/admin/realms", "{\"realm\":\"peer\",\"enabled\":true,\"organizationsEnabled\":true}");
        }
        var lasting = signIn(stranger);
        lasting.json("PUT", "/admin/realms/peer", """
                {"smtpServer":{"host":"127.0.0.1","port":"%d","from":"keycloak@bench.example","ssl":"false","starttls":"false","auth":"false"}}""".formatted(mailPort));
        if (database.ask(DB, "select count(*) from org where name in ('invitations', 'members')")
                .equals("0")) {
            fill(lasting);
        }
        return lasting;
    }

    private static Talk signIn(Talk stranger) throws IOException, InterruptedException {
        var answer = stranger.form(
                "/realms/master/protocol/openid-connect/token",
                "grant_type=password&client_id=admin-cli&username=admin&password=admin");
        return stranger.as("Authorization: Bearer " + Talk.field("access_token", answer));
    }

    private void fill(Talk admin) throws IOException, InterruptedException {
        System.err.println("Filling Keycloak …");
        var invitations = found(admin, "invitations");
        admin.form(ORGANIZATIONS + invitations + "/members/invite-user", "email=first@guests.example");
        database.ask(DB, """
                insert into org_invitation (id, organization_id, email, first_name, last_name, created_at, expires_at, invite_link)
                select gen_random_uuid()::text, organization_id, 'guest' || n || '@guests.example', 'Guest', n::text, created_at,
                       created_at + 604800, invite_link
                  from org_invitation, generate_series(2, %d) as n""".formatted(ROWS));
        var members = found(admin, "members");
        var next = new AtomicInteger();
        var workers = IntStream.range(0, SETTING_UP_AT_ONCE)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    for (var n = next.incrementAndGet(); n <= ROWS; n = next.incrementAndGet()) {
                        join(admin, members, n);
                    }
                }))
                .toList();
        for (var worker : workers) {
            worker.join();
        }
        database.ask(DB, "vacuum analyze");
    }

    private static void join(Talk admin, String organization, int n) {
        try {
            var user = admin.json("POST", "/admin/realms/peer/users", """
                    {"username":"member-%1$d","email":"member-%1$d@members.example","firstName":"Member","lastName":"%1$d","enabled":true,"emailVerified":true}""".formatted(n));
            var id = user.headers().firstValue("Location").orElseThrow();
            admin.json("POST", ORGANIZATIONS + organization + "/members", id.substring(id.lastIndexOf('/') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String found(Talk admin, String name) throws IOException, InterruptedException {
        var answer = admin.json(
                "POST",
                "/admin/realms/peer/organizations",
                "{\"name\":\"%1$s\",\"alias\":\"%1$s\",\"domains\":[{\"name\":\"%1$s.example\"}]}".formatted(name));
        var location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @Override
    public List<Question> questions() {
        return List.of(
                new Question("invite-1", this::invite),
                new Question("invitations-first", () -> list("invitations", "invitations", false)),
                new Question("invitations-any", () -> list("invitations", "invitations", true)),
                new Question("members-first", () -> list("members", "members", false)),
                new Question("members-any", () -> list("members", "members", true)));
    }

    private Load invite() {
        try {
            var organization = found(admin, "new-" + System.currentTimeMillis() + "-" + ++organizations);
            return Load.of(
                    "invite-one.lua",
                    ORGANIZATIONS + organization + "/members/invite-user",
                    "email=ADDRESS",
                    "Content-Type: application/x-www-form-urlencoded",
                    admin.header());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Load list(String organization, String what, boolean anywhere) {
        var id = database.ask(DB, "select id from org where name = '" + organization + "'");
        var paths = IntStream.range(0, anywhere ? ROWS / PAGE : 1)
                .mapToObj(page -> ORGANIZATIONS + id + "/" + what + "?first=" + page * PAGE + "&max=" + PAGE)
                .collect(Collectors.joining("\n"));
        return Load.of("get.lua", file(what, paths), admin.header());
    }

    private String file(String name, String lines) {
        try {
            return Files.writeString(work.resolve("keycloak-" + name + ".txt"), lines + "\n")
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "keycloak";
    }

    @Override
    public String url() {
        return admin.url();
    }

    // Its script starts Java and waits for it.
    @Override
    public long pid() {
        return ProcessHandle.of(program.pid())
                .flatMap(script -> script.children().findFirst())
                .map(ProcessHandle::pid)
                .orElse(program.pid());
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
