package app.foyer.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Tenant;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An organization's own greeting and logo: set in its settings or over the API, shown to invitees.
@WholeHouseTest
@Import(InvitationLinks.class)
class LetterheadTest {
    @Autowired
    Town town;

    @Autowired
    InvitationLinks links;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Visitor ada;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN").visitor();
    }

    static byte[] picture(String format, int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(0, 0, width, height);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            assertThat(ImageIO.write(image, format, bytes)).isTrue();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private HttpResponse<String> upload(Visitor visitor, byte[] picture) {
        var token = visitor.csrf("/account");
        var head = "--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n";
        var body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(ISO_8859_1));
        body.writeBytes(picture);
        body.writeBytes("\r\n--x--\r\n".getBytes(ISO_8859_1));
        return visitor.send(
                "POST",
                acme.pages() + "/settings/general/logo",
                BodyPublishers.ofByteArray(body.toByteArray()),
                "Content-Type",
                "multipart/form-data; boundary=x");
    }

    private HttpResponse<String> ask(String method, String path, String body) {
        return town.stranger().json(method, acme.api() + path, body, Town.bearer(acme.token()));
    }

    private HttpResponse<byte[]> bytes(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + town.port() + path));
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String logo() {
        return town.body(ask("GET", "", "")).path("logo").asString("");
    }

    private String landing() {
        return links.to(acme, town.invite(acme, "ann-" + UUID.randomUUID() + "@acme.test", "MEMBER"));
    }

    private String lastChange() {
        return db.sql("""
                        select details::text from audit_event
                         where organization_id = :organization and action = 'organization.edited' order by id desc limit 1
                        """)
                .param("organization", UUID.fromString(acme.id()))
                .query(String.class)
                .optional()
                .orElse("");
    }

    @Test
    void anUploadedLogoIsMadeAnewAndShownToInvitees() throws IOException {
        assertThat(upload(ada, picture("jpg", 1200, 800)).statusCode()).isEqualTo(303);

        var path = logo();
        var seen = bytes(path);
        var image = ImageIO.read(new ByteArrayInputStream(seen.body()));

        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(seen.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(seen.headers().firstValue("Cache-Control").orElse(""))
                .contains("immutable", "public", "max-age=31536000");
        assertThat(image.getWidth()).isEqualTo(240);
        assertThat(image.getHeight()).isEqualTo(160);
        var shown = Jsoup.parse(town.stranger().get(landing()).body()).select("img.logo");
        assertThat(shown.attr("src")).isEqualTo(path);
        assertThat(shown.attr("width")).isEqualTo("120");
        assertThat(Jsoup.parse(ada.get(acme.pages() + "/settings/general").body())
                        .select("img.logo")
                        .attr("src"))
                .isEqualTo(path);
        assertThat(lastChange()).contains("240 × 160");
        assertThat(ada.get(acme.pages() + "/audit-log").body()).contains("logo from");
    }

    @Test
    void aRemovedLogoIsGone() {
        upload(ada, picture("png", 40, 40));
        var path = logo();

        var removed = ada.submit("/account", acme.pages() + "/settings/general/logo/remove", Map.of());

        assertThat(removed.statusCode()).isEqualTo(303);
        assertThat(logo()).isEmpty();
        assertThat(bytes(path).statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(town.stranger().get(landing()).body()).select("img.logo"))
                .isEmpty();
    }

    @Test
    void whatIsNoPictureIsRefusedAndChangesNothing() {
        upload(ada, picture("png", 40, 40));
        var before = logo();
        var event = lastChange();

        for (var bad : new byte[][] {
            new byte[0],
            "no picture".getBytes(ISO_8859_1),
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(ISO_8859_1),
            java.util.Arrays.copyOf(picture("png", 40, 40), 60),
            picture("bmp", 40, 40),
            picture("png", 6001, 2)
        }) {
            var refused = upload(ada, bad);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(Jsoup.parse(refused.body()).select("#logo-error").text()).isNotBlank();
        }
        assertThat(logo()).isEqualTo(before);
        assertThat(lastChange()).isEqualTo(event);
    }

    @Test
    void anUploadNeedsAnAdminAndTheFormsToken() {
        var linus = town.join(acme, "linus", "MEMBER").visitor();
        var eve = town.signedIn("eve");

        assertThat(upload(linus, picture("png", 40, 40)).statusCode()).isEqualTo(403);
        assertThat(upload(eve, picture("png", 40, 40)).statusCode()).isEqualTo(404);
        var forged = ada.send(
                "POST",
                acme.pages() + "/settings/general/logo",
                BodyPublishers.ofString(
                        "--x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a\"\r\n\r\nx\r\n--x--\r\n"),
                "Content-Type",
                "multipart/form-data; boundary=x");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(upload(ada, new byte[(1 << 20) + 1]).statusCode()).isEqualTo(413);
        assertThat(logo()).isEmpty();
    }

    @Test
    void anotherOrganizationsPathLeadsToNoLogo() {
        upload(ada, picture("png", 40, 40));
        var globex = town.found("globex");

        assertThat(bytes(logo().replace(acme.id(), globex.id())).statusCode()).isEqualTo(404);
        assertThat(bytes("/logos/nonsense/0.png").statusCode()).isEqualTo(404);
        assertThat(bytes("/logos/" + acme.id() + "/" + "0".repeat(32) + ".png").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theApiTakesAndRemovesALogo() {
        var put = town.stranger()
                .send(
                        "PUT",
                        acme.api() + "/logo",
                        BodyPublishers.ofByteArray(picture("gif", 600, 100)),
                        "Content-Type",
                        "image/gif",
                        "Authorization",
                        "Bearer " + acme.token());
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(town.body(put).path("logo").asString()).isEqualTo(logo()).endsWith(".png");

        assertThat(ask("DELETE", "/logo", "").statusCode()).isEqualTo(204);
        assertThat(logo()).isEmpty();
    }

    @Test
    void aGreetingIsShownLineByLineAndEscaped() {
        var words = "Welcome & <b>hello</b>\r\n\r\n${7*7} [[#{x}]] {0}";
        var fields = Map.of(
                "name",
                "acme",
                "slug",
                acme.slug(),
                "timeZone",
                "UTC",
                "greeting",
                "  " + words + "\r\n",
                "action",
                "save");

        var saved = ada.submit("/account", acme.pages() + "/settings/general", fields);

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(303);
        var greeting = Jsoup.parse(town.stranger().get(landing()).body()).expectFirst(".greeting");
        assertThat(greeting.wholeText()).isEqualTo("Welcome & <b>hello</b>\n\n${7*7} [[#{x}]] {0}");
        assertThat(greeting.select("br")).hasSize(2);
        assertThat(greeting.select("b")).isEmpty();
        var form = Jsoup.parse(ada.get(acme.pages() + "/settings/general").body());
        assertThat(form.expectFirst("#greeting").wholeText()).isEqualTo(words.replace("\r", ""));
        assertThat(lastChange()).contains("greeting");
    }

    @Test
    void theApiSetsAndClearsAGreeting() {
        assertThat(town.body(ask("PATCH", "", "{\"greeting\": \"%s\"}".formatted("ü".repeat(500))))
                        .path("greeting")
                        .asString())
                .hasSize(500);
        assertThat(town.body(ask("PATCH", "", "{\"name\": \"Acme\"}")).has("greeting"))
                .isTrue();
        for (var bad : new String[] {"\"" + "x".repeat(501) + "\"", "\"a\\u0000b\"", "\"a\\u202eb\"", "7"}) {
            var refused = ask("PATCH", "", "{\"greeting\": " + bad + "}");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(town.body(refused).at("/errors/0/pointer").asString()).isEqualTo("/greeting");
        }
        assertThat(town.body(ask("PATCH", "", "{\"greeting\": \" \"}")).has("greeting"))
                .isFalse();
    }
}
