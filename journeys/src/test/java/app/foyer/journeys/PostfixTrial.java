package app.foyer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The packaged server against a real Postfix. Not part of the journeys, as Postfix needs to be installed and root: run
/// it
/// with `mvn -pl journeys -am verify -Dtest=PostfixTrial -Dsurefire.failIfNoSpecifiedTests=false`.
@Tag("trial")
class PostfixTrial {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init")
    private static RealPostfix postfix;

    @BeforeAll
    static void start() throws IOException {
        postfix = new RealPostfix();
    }

    @AfterAll
    static void stop() throws IOException {
        postfix.close();
    }

    @Test
    void itDeliversRejectsAndIsAskedAgain() {
        try (var foyer = foyer(postfix.url(), "")) {
            var acme = found(foyer);

            var sent = delivery(acme, invite(acme, "ann"), "SENT");
            assertThat(said(sent, "answer")).startsWith("250 2.0.0 Ok: queued as");
            Eventually.holds("a letter", PATIENCE, () -> postfix.letters("ann").size() == 1);
            assertThat(postfix.letters("ann").getFirst()).contains("/invitations/");

            var rejected = delivery(acme, invite(acme, "nobody"), "FAILED");
            assertThat(said(rejected, "reason")).startsWith("The mail server does not know this address: 550 5.1.1");

            var grey = invite(acme, "grey");
            var putOff = reason(acme, grey, "Greylisted");
            assertThat(said(putOff, "state")).isEqualTo("QUEUED");
            assertThat(said(putOff, "reason")).startsWith("The mail server asks to try again later: 451 4.7.1");
            assertThat(putOff.get("nextTryAt").isJsonNull()).isFalse();
            delivery(acme, grey, "SENT");
            Eventually.holds("a letter", PATIENCE, () -> postfix.letters("grey").size() == 1);
        }
    }

    @Test
    void itGetsItsLettersOverTlsWhereItAsksForThat() {
        try (var foyer = foyer(postfix.safeUrl("localhost"), postfix.trust())) {
            var acme = found(foyer);

            delivery(acme, invite(acme, "safe"), "SENT");

            Eventually.holds("a letter", PATIENCE, () -> postfix.letters("safe").size() == 1);
            assertThat(postfix.letters("safe").getFirst()).contains("using TLSv1.");
        }
    }

    @Test
    void nothingGoesToWhomNobodyVouchesForOrWhoIsSomebodyElse() {
        var wrong = Map.of(postfix.safeUrl("localhost"), "", postfix.safeUrl("127.0.0.1"), postfix.trust());
        for (var one : wrong.entrySet()) {
            try (var foyer = foyer(one.getKey(), one.getValue())) {
                var acme = found(foyer);

                var delivery = reason(acme, invite(acme, "bo"), "certificate");

                assertThat(said(delivery, "state")).isEqualTo("QUEUED");
                assertThat(said(delivery, "reason")).startsWith("The mail server’s certificate isn’t trusted");
            }
        }
        assertThat(postfix.letters("bo")).isEmpty();
    }

    @Test
    void nothingGoesInClearWhereFoyerAsksForTls() {
        try (var foyer = foyer(postfix.url() + "?starttls=required", "")) {
            var acme = found(foyer);

            var delivery = reason(acme, invite(acme, "bo"), "STARTTLS");

            assertThat(said(delivery, "state")).isEqualTo("QUEUED");
            assertThat(said(delivery, "reason")).startsWith("No safe connection to the mail server could be made");
        }
        assertThat(postfix.letters("bo")).isEmpty();
    }

    private static FoyerServer foyer(String smtpUrl, String javaOptions) {
        var settings = new HashMap<>(Map.of("FOYER_SMTP_URL", smtpUrl, "FOYER_MAIL_RETRY", "PT5S"));
        if (!javaOptions.isEmpty()) {
            settings.put("JAVA_TOOL_OPTIONS", javaOptions);
        }
        return new FoyerServer(settings).start();
    }

    private static Api found(FoyerServer server) {
        var body = Map.of("slug", "acme", "name", "Acme", "adminEmail", "ann@elsewhere.test");
        var token = new Api(server.url(), FoyerServer.OPERATOR_TOKEN)
                .post("/operator/organizations", body)
                .expect(201)
                .json()
                .get("token")
                .getAsString();
        return new Api(server.url(), token);
    }

    private static String invite(Api acme, String person) {
        var body = Map.of("emails", List.of(person + "@foyer.test"), "orgRole", "MEMBER");
        return acme.post("/organizations/acme/invitations", body)
                .expect(201)
                .json()
                .getAsJsonArray("results")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("invitation")
                .get("id")
                .getAsString();
    }

    private static JsonObject delivery(Api acme, String invitation, String state) {
        return await(acme, invitation, "state", state);
    }

    private static JsonObject reason(Api acme, String invitation, String word) {
        return await(acme, invitation, "reason", word);
    }

    private static JsonObject await(Api acme, String invitation, String field, String word) {
        var path = "/organizations/acme/invitations/" + invitation;
        Eventually.holds(word, PATIENCE, () -> said(delivery(acme, path), field).contains(word));
        var found = delivery(acme, path);
        System.out.println(found);
        return found;
    }

    private static JsonObject delivery(Api acme, String path) {
        return acme.get(path).expect(200).json().getAsJsonObject("delivery");
    }

    private static String said(JsonObject delivery, String field) {
        JsonElement value = delivery.get(field);
        return value.isJsonNull() ? "" : value.getAsString();
    }
}
