package app.foyer.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.AskedTown.Asked;
import app.foyer.web.AskedTown.Traveler;
import app.foyer.web.DescribedApi.Operation;
import app.foyer.web.WrongRequests.Request;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Every operation of the API, asked by everybody, rightly and wrongly: whoever may is answered, whoever may not is
/// told so whatever they send, and what is refused changes nothing.
@WholeHouseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationTest {
    /// Whom each operation opens to, what a right request answers, and what that one sends unless it is the
    /// document's example. `read`, `invite` and `admin` are tokens of the organization; where the path names none,
    /// the other organization's is as good.
    private static final Map<String, Row> TABLE = read("""
            getMe                      | read invite admin | 200 |
            deleteAccount              |                   | 403 |
            listOrganizations          | read invite admin | 200 |
            createOrganization         |                   | 403 | {"slug": "<new>", "name": "Initech"}
            getOrganization            | read invite admin | 200 |
            editOrganization           | admin             | 200 |
            setLogo                    | admin             | 200 | <png>
            removeLogo                 | admin             | 204 |
            listApplications           | read invite admin | 200 |
            createApplication          | admin             | 201 | {"name": "Wiki"}
            getApplication             | read invite admin | 200 |
            editApplication            | admin             | 200 |
            deleteApplication          | admin             | 204 |
            listApplicationAccess      | read admin        | 200 |
            listMembers                | read admin        | 200 |
            getMember                  | read admin        | 200 |
            editMember                 | admin             | 200 | {"orgRole": "ADMIN"}
            removeMember               | admin             | 204 |
            leave                      | admin             | 204 |
            listMemberAccess           | read admin        | 200 |
            listInvitations            | read invite admin | 200 |
            invite                     | invite admin      | 201 |
            getInvitation              | read invite admin | 200 |
            editInvitation             | admin             | 200 |
            resendInvitation           | invite admin      | 200 |
            cancelInvitation           | invite admin      | 200 |
            listAuditEvents            | read admin        | 200 |
            getAuditEvent              | read admin        | 200 |
            verifyAuditEvents          | read admin        | 200 |
            listSuppressions           | read admin        | 200 |
            clearSuppression           | admin             | 204 |
            listApiTokens              | read admin        | 200 |
            createApiToken             | admin             | 201 | {"name": "CI", "scope": "read"}
            getApiToken                | read admin        | 200 |
            revokeApiToken             | admin             | 204 |
            operatorListOrganizations  | operator          | 200 |
            operatorCreateOrganization | operator          | 201 | {"slug": "<new>", "name": "Initech", "adminEmail": "a@b.test"}
            operatorEditOrganization   | operator          | 200 |
            """);

    /// @param body blank for the document's example, or none
    private record Row(Set<Asker> opensTo, int answer, String body) {}

    @Autowired
    Town town;

    @Autowired
    AskedTown askedTown;

    @Autowired
    JdbcClient db;

    private Traveler ada;
    private Traveler linus;

    private static Map<String, Row> read(String table) {
        var rows = new TreeMap<String, Row>();
        table.lines().map(line -> line.split("\\|", -1)).forEach(cells -> {
            var openTo = EnumSet.noneOf(Asker.class);
            Arrays.stream(cells[1].strip().split(" "))
                    .filter(word -> !word.isEmpty())
                    .forEach(word -> openTo.add(Asker.valueOf(word.toUpperCase(Locale.ROOT))));
            rows.put(cells[0].strip(), new Row(openTo, Integer.parseInt(cells[2].strip()), cells[3].strip()));
        });
        return rows;
    }

    @BeforeAll
    void signIn() {
        ada = askedTown.traveler("ada");
        linus = askedTown.traveler("linus");
    }

    static List<Operation> operations() {
        return DescribedApi.released().operations();
    }

    @Test
    void theTableHasEveryOperation() {
        assertThat(TABLE.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        operations().stream().map(Operation::id).toList());
    }

    @Test
    void aChangeWouldBeSeen() {
        var acme = town.found("acme");
        var before = Refused.everything(db);

        town.invite(acme, "ann@acme.test", "MEMBER");

        assertThat(Refused.everything(db)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isAnsweredToThoseAloneWhoMay(Operation operation) {
        var row = Objects.requireNonNull(TABLE.get(operation.id()), "a row of the table");
        var asked = found();
        var admitted = admitted(operation, row);

        changesNothing(
                operation,
                () -> EnumSet.complementOf(admitted).forEach(asker -> refusesWhoMayNot(operation, row, asker, asked)));
        if (operation.method().equals("GET")) {
            changesNothing(operation, () -> admitted.forEach(asker -> answersWhoMay(operation, row, asker, asked)));
        } else {
            admitted.forEach(asker -> answersWhoMay(operation, row, asker, found()));
        }
    }

    /// Looks once for many requests: other tests leave much to look at.
    private void changesNothing(Operation operation, Runnable requests) {
        var before = Refused.everything(db);
        requests.run();
        assertThat(Refused.everything(db)).as(operation.id()).isEqualTo(before);
    }

    private void answersWhoMay(Operation operation, Row row, Asker asker, Asked asked) {
        if (operation.method().equals("GET")) {
            refusesWhatIsWrong(operation, row, asker, asked);
        } else {
            changesNothing(operation, () -> refusesWhatIsWrong(operation, row, asker, asked));
        }
        var answer = ask(operation, asker, asked, right(operation, row, asked));
        assertThat(answer.statusCode()).as("%s: %s", asker, answer.body()).isEqualTo(row.answer());
    }

    /// With two admins, so that one may leave.
    private Asked found() {
        var asked = askedTown.found(linus);
        town.accept(asked.acme(), ada.email(), ada.visitor(), "ADMIN");
        return asked;
    }

    private static EnumSet<Asker> admitted(Operation operation, Row row) {
        var admitted = EnumSet.noneOf(Asker.class);
        admitted.addAll(row.opensTo());
        if (row.opensTo().contains(Asker.ADMIN) && !operation.path().contains("{org}")) {
            admitted.add(Asker.OTHERS_ADMIN);
        }
        return admitted;
    }

    /// Whatever they send.
    private void refusesWhoMayNot(Operation operation, Row row, Asker asker, Asked asked) {
        var right = right(operation, row, asked);
        for (var wrong : WrongRequests.of(DescribedApi.released(), operation, right)) {
            var isLookedAtFirst = wrong.early() || row.opensTo().isEmpty();
            if (!asker.isKnown() || !isLookedAtFirst) {
                refuses(operation, asker, asked, wrong.request());
            }
        }
        refuses(operation, asker, asked, right);
    }

    private void refuses(Operation operation, Asker asker, Asked asked, Request request) {
        var answer = ask(operation, asker, asked, request);
        if (!asker.isKnown()) {
            Refused.asProblem(answer, 401, "unauthenticated");
        } else if (asker == Asker.OTHERS_ADMIN && operation.path().startsWith("/api/v1/organizations/{org}")) {
            Refused.asProblem(answer, 404, "not-found");
        } else {
            Refused.asProblem(answer, 403, "forbidden");
        }
    }

    private void refusesWhatIsWrong(Operation operation, Row row, Asker asker, Asked asked) {
        for (var wrong : WrongRequests.of(DescribedApi.released(), operation, right(operation, row, asked))) {
            var answer = ask(operation, asker, asked, wrong.request());
            try {
                var problem = Refused.asProblem(answer, wrong.status(), wrong.type());
                assertThat(where(problem)).startsWith(wrong.where());
            } catch (AssertionError otherwise) {
                throw new AssertionError("%s by %s, %s".formatted(operation, asker, wrong.what()), otherwise);
            }
        }
    }

    private static String where(JsonNode problem) {
        var first = problem.at("/errors/0");
        return first.path("pointer").asString(first.path("parameter").asString(""));
    }

    private HttpResponse<String> ask(Operation operation, Asker asker, Asked asked, Request request) {
        var headers = new ArrayList<>(List.of(asked.header(asker)));
        request.headers().forEach((name, value) -> Collections.addAll(headers, name, value));
        return town.stranger()
                .send(
                        operation.method(),
                        request.target(operation.path()),
                        BodyPublishers.ofByteArray(request.body()),
                        headers.toArray(String[]::new));
    }

    private static Request right(Operation operation, Row row, Asked asked) {
        var content = operation.described().at("/requestBody/content");
        var type = content.propertyNames().stream().findFirst();
        return new Request(
                asked.ids(),
                "",
                type.map(t -> Map.of("Content-Type", t)).orElse(Map.of()),
                row.body().equals("<png>") ? png() : body(row, content).getBytes(UTF_8));
    }

    private static String body(Row row, JsonNode content) {
        var example = content.path("application/json").path("example");
        return row.body().isEmpty() && example.isObject()
                ? example.toString()
                : row.body()
                        .replace(
                                "<new>",
                                "initech-" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static byte[] png() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
