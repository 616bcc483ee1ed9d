package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@HouseTest
class ForgeryTest {
    @Autowired
    SignedInVisitors visitors;

    @LocalServerPort
    int port;

    Visitor ada;

    @BeforeEach
    void adaIsSignedIn() {
        ada = visitors.signIn(visitors.account("Ada"), port);
    }

    @Test
    void aFormWithItsTokenIsTaken() {
        assertThat(ada.submit("/house", "/house", Map.of()).statusCode()).isIn(302, 303);
    }

    @Test
    void aFormWithoutATokenIsRefused() {
        var answer = ada.post("/house", Map.of());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("The form is too old or did not come from Foyer");
        assertThat(new Visitor(port)
                        .post("/sign-in", Map.of("email", "x@acme.test"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aTokenIsGoodForItsOwnSessionOnly() {
        var hank = visitors.signIn(visitors.account("Hank"), port);
        var stranger = new Visitor(port);

        assertThat(ada.post("/house", Map.of("_csrf", hank.csrf("/house"))).statusCode())
                .isEqualTo(403);
        assertThat(ada.post("/house", Map.of("_csrf", stranger.csrf("/sign-in")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(ada.post("/house", Map.of("_csrf", "nonsense")).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example, 403",
        "Origin, https://foyer.example.evil.example, 403",
        "Origin, http://foyer.example, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Origin, https://foyer.example, 303",
        "Origin, null, 303",
        "Sec-Fetch-Site, same-origin, 303",
        "Sec-Fetch-Site, none, 303",
    })
    void whereAWriteComesFromMatters(String header, String value, int status) {
        assertThat(ada.submit("/house", "/house", Map.of(), header, value).statusCode())
                .isEqualTo(status);
    }

    @Test
    void itsOwnAddressIsAnOriginToo() {
        assertThat(ada.submit("/house", "/house", Map.of(), "Origin", "http://localhost:" + port)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void theApiTakesTheTokenFromAHeader() {
        var body = "{\"name\":\"x\"}";

        assertThat(ada.json("POST", "/api/v1/probe", body).statusCode()).isEqualTo(403);
        assertThat(ada.json("POST", "/api/v1/probe", body, "X-CSRF-TOKEN", ada.csrf("/house"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ada.json(
                                "POST",
                                "/api/v1/probe",
                                body,
                                "X-CSRF-TOKEN",
                                ada.csrf("/house"),
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void programsNeedNoToken() {
        var program = new Visitor(port);

        var answer = program.json(
                "POST",
                "/api/v1/probe",
                "{\"name\":\"x\"}",
                "Authorization",
                "Bearer " + TestHouse.TOKEN,
                "Origin",
                "https://app.example",
                "Sec-Fetch-Site",
                "cross-site");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(program.cookies).isEmpty();
    }
}
