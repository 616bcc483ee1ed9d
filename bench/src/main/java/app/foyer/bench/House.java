package app.foyer.bench;

import app.foyer.database.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// Everything that a case needs: the server, its database with people in it, the mail sink, and a folder for files.
record House(Database database, Foyer foyer, MailSink sink, Path work, Sizes sizes) {
    static final String DB = "foyer";
    private static final String SESSION = "aSecretOfTheBenchmark0000000000000000000000";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static int towns;

    /// How many people, invitations and events the two organizations that are read have, and how many others there are.
    record Sizes(int few, int many, int towns) {}

    /// A file with lines in it.
    Path file(String name, String lines) throws IOException {
        return Files.writeString(work.resolve(name), lines.strip() + "\n");
    }

    /// An organization without invitations, as a line with its slug and its token.
    String newTown() {
        var slug = "new" + ++towns;
        database.ask(DB, "call bench.found('%s', '%s')".formatted(slug, tokenOf(slug)));
        return slug + " " + tokenOf(slug);
    }

    /// The token of such an organization.
    String tokenOf(String slug) {
        return "foyer_new" + "0".repeat(34) + "%06d".formatted(Integer.parseInt(slug.substring(3)));
    }

    Load invite(int addresses, String name, String targets) throws IOException {
        return Load.of(
                "invite.lua", "" + addresses, file(name + ".txt", targets).toString());
    }

    String allTowns() {
        var lines = new StringBuilder();
        for (var n = 1; n <= sizes.towns(); n++) {
            lines.append("town")
                    .append(n)
                    .append(" foyer_town")
                    .append("%039d".formatted(n))
                    .append('\n');
        }
        return lines.toString();
    }

    Load get(String slug, String name, String paths) throws IOException {
        return Load.of("get.lua", file(name + ".txt", paths).toString(), "Authorization: Bearer " + token(slug));
    }

    static String token(String slug) {
        return "foyer_" + slug + "0".repeat(45 - slug.length());
    }

    /// Where each page of an organization's list begins, some two hundred of them evenly over the whole.
    ///
    /// @param list what the server calls the list in its cursors
    List<String> cursors(String list, String table, String slug, String key, String direction, int rows) {
        var apart = Math.max(100, rows / 200 / 100 * 100);
        return database.ask(DB, """
                select id, key
                  from (select t.id, %s as key, row_number() over (order by %s %s, t.id %s) as n
                          from %s t join organization o on o.id = t.organization_id and o.slug = '%s') as numbered
                 where n %% %d = 0 order by n
                """.formatted(key, key, direction, direction, table, slug, apart))
                .lines()
                .map(row -> row.split("\\|", 2))
                .map(row -> new Cursor(list, row[1], UUID.fromString(row[0])).text())
                .toList();
    }

    Load people(String name) throws IOException {
        return Load.of("get.lua", file(name + ".txt", "/o/few/people").toString(), "Cookie: " + session("few"));
    }

    String session(String slug) {
        database.script(DB, Path.of("bench/sql/session.sql"), "slug=" + slug, "secret=" + SESSION + slug);
        return "foyer_session=" + SESSION + slug;
    }

    /// Acceptances by links that are known, of people without an account.
    Load accept(String name, int number) throws IOException, InterruptedException {
        var slug = newTown().split(" ")[0];
        var paths = database.script(DB, Path.of("bench/sql/acceptances.sql"), "slug=" + slug, "number=" + number);
        var page = foyer.get(paths.lines().findFirst().orElseThrow());
        var csrf = CSRF.matcher(page.body());
        if (!csrf.find()) {
            throw new IllegalStateException(page.body());
        }
        var cookie = page.cookies().stream()
                .filter(set -> set.startsWith("foyer_csrf="))
                .findFirst()
                .orElseThrow();
        return Load.of(
                "post.lua",
                file(name + ".txt", paths.replaceAll("(?m)$", "/accept")).toString(),
                "0",
                "name=Bo+Lindqvist&_csrf=" + csrf.group(1),
                "Content-Type: application/x-www-form-urlencoded",
                "Cookie: " + cookie.split(";")[0]);
    }

    Load resend(String name, int number) throws IOException {
        var town = newTown().split(" ");
        var paths = database.script(DB, Path.of("bench/sql/resends.sql"), "slug=" + town[0], "number=" + number);
        return Load.of("post.lua", file(name + ".txt", paths).toString(), "0", "", "Authorization: Bearer " + town[1]);
    }

    /// Waits until no e-mail waits and no audit event is unsealed.
    void settle() throws InterruptedException {
        for (var i = 0; i < 600; i++) {
            if (database.ask(DB, "select (select count(*) from mail) + (select count(*) from audit_unsealed)")
                    .equals("0")) {
                return;
            }
            Thread.sleep(200);
        }
    }

    long size() {
        return Long.parseLong(database.ask(DB, "select pg_database_size('" + DB + "')"));
    }
}
