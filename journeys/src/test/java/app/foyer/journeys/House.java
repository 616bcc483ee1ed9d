package app.foyer.journeys;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A running Foyer with its mail server and its API.
final class House implements AutoCloseable {
    static final String ADMIN = "olga@acme.example";

    private static final String TOKEN = "foyer_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final AtomicInteger COUNT = new AtomicInteger();

    final MailSink mails = new MailSink();
    final FoyerServer server;
    final Api api;
    final String slug;

    private House(String slug, Map<String, String> settings, boolean mailServer) {
        this.slug = slug;
        var all = new HashMap<>(settings);
        if (mailServer) {
            all.put("FOYER_SMTP_URL", mails.url());
        }
        server = new FoyerServer(all);
        api = new Api(server.url(), TOKEN);
    }

    /// Acme, with Olga as its admin and nobody else in it.
    static House acme() {
        return acme(Map.of());
    }

    static House acme(Map<String, String> settings) {
        var all = new HashMap<>(Map.of(
                "FOYER_BOOTSTRAP_ADMIN_EMAIL",
                ADMIN,
                "FOYER_BOOTSTRAP_ORGANIZATION",
                "acme",
                "FOYER_BOOTSTRAP_ORGANIZATION_NAME",
                "Acme",
                "FOYER_BOOTSTRAP_TOKEN",
                TOKEN));
        all.putAll(settings);
        return new House("acme", all, true).start();
    }

    /// What starts when nothing is set but a mail server.
    static House demo() {
        return new House("example", Map.of(), true).start();
    }

    /// What starts when nothing is set at all.
    static House demoWithoutMailServer() {
        return new House("example", Map.of(), false).start();
    }

    /// A new address with this name, so that tests in one house don't meet.
    static String address(String name) {
        return "%s-%d@mail.example".formatted(name, COUNT.incrementAndGet());
    }

    static List<String> addresses(String name, int count) {
        return Stream.generate(() -> address(name)).limit(count).toList();
    }

    String path(String rest) {
        return "/o/" + slug + rest;
    }

    /// Makes the application if it isn't there yet.
    void application(String id, String name) {
        if (api.get(organization("/applications/" + id)).status() == 404) {
            api.post(organization("/applications"), Map.of("slug", id, "name", name))
                    .expect(201);
        }
    }

    void invite(String orgRole, String... emails) {
        api.post(organization("/invitations"), Map.of("emails", emails, "orgRole", orgRole))
                .expect(201);
    }

    /// With all that an invitation can say, in a language.
    void inviteGuest(String email, String application, String language, Instant accessEndsAt) {
        var grant = Map.of("application", application, "appRole", "WRITE", "accessEndsAt", accessEndsAt.toString());
        var body = Map.of(
                "emails",
                List.of(email),
                "orgRole",
                "GUEST",
                "appGrants",
                List.of(grant),
                "accessEndsAt",
                accessEndsAt.toString(),
                "locale",
                language);
        api.post(organization("/invitations"), body).expect(201);
    }

    void inviteGuest(String email, String application, String appRole) {
        var grant = Map.of("application", application, "appRole", appRole);
        var body = Map.of("emails", List.of(email), "orgRole", "GUEST", "appGrants", List.of(grant));
        api.post(organization("/invitations"), body).expect(201);
    }

    /// An account that isn't in this organization: the admin of another one.
    ///
    /// @return the slug of that one
    String accountElsewhere(String email) {
        var elsewhere = "globex-" + COUNT.incrementAndGet();
        var body = Map.of("slug", elsewhere, "name", "Globex", "adminEmail", email);
        operator().post("/operator/organizations", body).expect(201);
        return elsewhere;
    }

    /// Another organization of this admin's, suspended.
    void suspendElsewhere(String adminEmail) {
        var elsewhere = accountElsewhere(adminEmail);
        operator()
                .patch("/operator/organizations/" + elsewhere, Map.of("suspended", true))
                .expect(200);
    }

    void giveSeats(int seats) {
        operator()
                .patch("/operator" + organization(""), Map.of("plan", Map.of("seats", seats)))
                .expect(200);
    }

    private Api operator() {
        return new Api(server.url(), FoyerServer.OPERATOR_TOKEN);
    }

    List<JsonObject> invitations(String email) {
        return api.list(organization("/invitations")).stream()
                .filter(one -> one.get("email").getAsString().equals(email))
                .toList();
    }

    JsonObject invitation(String email) {
        return invitations(email).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("No invitation to " + email));
    }

    String status(String email) {
        return invitation(email).get("status").getAsString();
    }

    Optional<JsonObject> member(String email) {
        return api.list(organization("/members")).stream()
                .filter(one ->
                        email.equals(one.getAsJsonObject("account").get("email").getAsString()))
                .findFirst();
    }

    /// Application and App role of each grant, such as `storefront WRITE`.
    static List<String> grants(JsonObject holder) {
        JsonArray grants = holder.getAsJsonArray("appGrants");
        return grants.asList().stream()
                .map(grant -> grant.getAsJsonObject())
                .map(grant -> grant.getAsJsonObject("application").get("slug").getAsString() + " "
                        + grant.get("appRole").getAsString())
                .sorted()
                .toList();
    }

    String organization(String rest) {
        return "/organizations/" + slug + rest;
    }

    @Override
    public void close() {
        server.close();
        mails.close();
    }

    private House start() {
        try {
            server.start();
            return this;
        } catch (RuntimeException | Error notStarted) {
            close();
            throw notStarted;
        }
    }
}
