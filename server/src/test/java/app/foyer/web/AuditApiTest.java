package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The audit log over the API.
@WholeHouseTest
class AuditApiTest {
    @Autowired
    Town town;

    @Autowired
    MutableTime time;

    private Tenant acme;

    @BeforeEach
    void found() {
        acme = town.found("acme");
    }

    @AfterEach
    void resetTime() {
        time.reset();
    }

    private HttpResponse<String> get(String rest) {
        return town.stranger().get(acme.api() + "/audit-events" + rest, Town.bearer(acme.token()));
    }

    private JsonNode events(String rest) {
        var answer = get(rest);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return town.body(answer);
    }

    private List<String> actions(String rest) {
        return events(rest).path("items").values().stream()
                .map(item -> item.path("action").asString())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void anEventSaysWhoDidWhatToWhomWhenAndFromWhere() {
        var invitation = town.invite(acme, "ann@api.test", "GUEST");

        var event = events("?action=invitation.created").at("/items/0");

        assertThat(event.propertyNames())
                .containsExactlyInAnyOrder("id", "at", "action", "actor", "target", "details", "from");
        assertThat(event.path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(event.at("/actor/type").asString()).isEqualTo("TOKEN");
        assertThat(event.at("/actor/name").asString()).contains(" via token ");
        assertThat(event.at("/actor").propertyNames()).containsExactlyInAnyOrder("type", "id", "name");
        assertThat(event.path("target").toString())
                .isEqualTo("{\"type\":\"invitation\",\"id\":\"%s\",\"name\":\"ann@api.test\"}".formatted(invitation));
        assertThat(event.at("/details/orgRole").asString()).isEqualTo("GUEST");
        assertThat(event.at("/details/appGrants/storefront").asString()).isEqualTo("WRITE");
        assertThat(event.path("from").asString()).isEqualTo("127.0.0.1");
        assertThat(events("/" + event.path("id").asString())).isEqualTo(event);
    }

    @Test
    void whatIsNotThereIsNull() {
        var founded = events("?action=organization.created").at("/items/0");

        assertThat(founded.at("/actor/type").asString()).isEqualTo("OPERATOR");
        assertThat(founded.at("/actor/id").isNull()).isTrue();
    }

    @Test
    void theNewestComeFirstPageByPage() {
        for (var i = 0; i < 7; i++) {
            time.advance(Duration.ofSeconds(1));
            town.invite(acme, "ann%d@api.test".formatted(i), "MEMBER");
        }

        var names = new ArrayList<String>();
        var first = events("?action=invitation.created&limit=3");
        time.advance(Duration.ofSeconds(1));
        town.invite(acme, "later@api.test", "MEMBER");
        for (var page = first;
                ;
                page = events("?action=invitation.created&limit=3&cursor="
                        + page.path("next").asString())) {
            page.path("items")
                    .values()
                    .forEach(e -> names.add(e.at("/target/name").asString()));
            if (page.path("next").isNull()) {
                break;
            }
        }

        assertThat(names)
                .containsExactly(
                        "ann6@api.test",
                        "ann5@api.test",
                        "ann4@api.test",
                        "ann3@api.test",
                        "ann2@api.test",
                        "ann1@api.test",
                        "ann0@api.test");
        assertThat(first.path("total").asInt()).isEqualTo(7);
    }

    @Test
    void filtersByActorActionAndTarget() {
        var ada = town.join(acme, "ada", "ADMIN");
        var bo = town.invite(acme, "bo_100%@api.test", "MEMBER");
        var accepted = events("?action=invitation.accepted").at("/items/0");
        var adaId = accepted.at("/actor/id").asString();

        assertThat(actions("?actor=ADA")).containsExactly("invitation.accepted");
        assertThat(actions("?actor=" + adaId)).containsExactly("invitation.accepted");
        assertThat(actions("?actor=operator&action=organization.created")).containsExactly("organization.created");
        assertThat(actions("?target=" + bo)).containsExactly("invitation.created");
        assertThat(actions("?target=" + encoded("BO_100%"))).containsExactly("invitation.created");
        assertThat(actions("?target=" + encoded("bo%100"))).isEmpty();
        assertThat(actions("?target=" + encoded(ada.email())))
                .containsExactly("invitation.accepted", "invitation.created");
        assertThat(actions("?target=BO")).containsExactly("invitation.created");
        assertThat(actions("?target=o_")).isEmpty();
        assertThat(actions("?actor=to&action=invitation.created")).isNotEmpty();
        assertThat(actions("?actor=ada&target=bo")).isEmpty();
        assertThat(actions("?actor=0199aaaa-0000-7000-8000-000000000000")).isEmpty();
    }

    @Test
    void fromIsInclusiveAndToIsExclusive() {
        town.invite(acme, "ann@api.test", "MEMBER");
        var at = events("?action=invitation.created").at("/items/0/at").asString();
        var after = Instant.parse(at).plusMillis(1).toString();
        var elsewhere = Instant.parse(at).atOffset(ZoneOffset.ofHours(5)).toString();

        assertThat(actions("?action=invitation.created&from=" + at)).hasSize(1);
        assertThat(actions("?action=invitation.created&from=" + encoded(elsewhere)))
                .hasSize(1);
        assertThat(actions("?action=invitation.created&from=" + after)).isEmpty();
        assertThat(actions("?action=invitation.created&to=" + at)).isEmpty();
        assertThat(actions("?action=invitation.created&to=" + after)).hasSize(1);
        assertThat(actions("?action=invitation.created&from=" + at + "&to=" + after))
                .hasSize(1);
        assertThat(actions("?from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59Z"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "action, invitation.made",
        "action, INVITATION.CREATED",
        "from, 2026-11-23",
        "from, 2026-11-23T10:00Z",
        "from, 2026-11-23T10:00:00",
        "from, 2026-02-30T10:00:00Z",
        "to, yesterday",
        "to, 1790000000",
        "to, +12026-11-23T10:00:00Z",
        "actor, a\u0000b",
        "limit, 0",
        "limit, 201",
        "cursor, x"
    })
    void whatCanNotBeRightIsRefusedByItsName(String parameter, String value) {
        var refused = get("?" + parameter + "=" + encoded(value));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(town.body(refused).at("/errors/0/parameter").asString()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource({"/nonsense", "/0199aaaa-0000-7000-8000-000000000000"})
    void whatIsNotThereIsNotFound(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void theRecordIsVerified() {
        var verification = events("/verification");

        assertThat(verification.path("intact").asBoolean()).isTrue();
        assertThat(verification.path("waiting").asInt())
                .isEqualTo(events("").path("total").asInt());
        assertThat(verification.has("firstBroken")).isFalse();
        assertThat(get("/verification?head=nonsense").statusCode()).isEqualTo(422);
        assertThat(events("/verification?head=" + "ab".repeat(32))
                        .at("/firstBroken/reason")
                        .asString())
                .isEqualTo("HEAD_NOT_FOUND");
    }
}
