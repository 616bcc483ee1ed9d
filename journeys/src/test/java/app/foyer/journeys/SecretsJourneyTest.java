package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The secrets of links are in the e-mails and nowhere else.
@ExtendWith(Shared.class)
class SecretsJourneyTest {
    private static final int SECRET = 32;

    private final Chromium chromium;

    SecretsJourneyTest(Chromium chromium) {
        this.chromium = chromium;
    }

    @Test
    void noLinksSecretIsInAFileTheLogAnAnswerOrAnAdminsPage() throws IOException {
        var pages = new ArrayList<String>();
        try (var house = House.acme();
                var olga = chromium.visit(house);
                var bo = chromium.visit(house)) {
            olga.signIn(ADMIN);
            house.invite("MEMBER", "ann@mail.example", "bo@mail.example", "cleo@mail.example");
            bo.accept(house.mails.invitationLink("bo@mail.example"), "Bo").isAt(house.path(""));
            bo.open(house.mails.invitationLink("cleo@mail.example"));
            act(house, "ann@mail.example", "resend");
            house.mails.invitation("ann@mail.example", 2);
            act(house, "cleo@mail.example", "cancel");
            bo.open(house.mails.invitationLink("cleo@mail.example"));
            house.invitation("ann@mail.example");
            house.member("bo@mail.example");
            house.api.get(house.organization("/audit-events"));
            for (var path : List.of("/people", "/people/invitations", "/audit-log")) {
                pages.add(olga.open(house.path(path)).page.content());
            }

            var secrets = secrets(house.mails.all());
            assertThat(secrets).hasSizeGreaterThan(20);
            assertThat(files(house.server.dataDir(), Set.of("ann@mail.example")))
                    .isNotEmpty();
            assertThat(files(house.server.dataDir(), secrets)).isEmpty();
            assertThat(house.server.log()).doesNotContain(secrets);
            assertThat(house.api.answers())
                    .allSatisfy(answer -> assertThat(answer.body()).doesNotContain(secrets));
            assertThat(pages).allSatisfy(page -> assertThat(page).doesNotContain(secrets));
        }
    }

    private static void act(House house, String email, String verb) {
        var id = house.invitation(email).get("id").getAsString();
        house.api
                .post(house.organization("/invitations/" + id + "/" + verb), Map.of())
                .expect(200);
    }

    /// The forms in which a link's secret could be found again, as Latin-1 text.
    private static Set<String> secrets(List<Mail> mails) {
        var forms = new LinkedHashSet<String>();
        mails.stream()
                .flatMap(mail -> Stream.of(mail.invitationLink(), mail.signInLink()))
                .flatMap(link -> link.stream())
                .forEach(link -> {
                    var token = link.substring(link.lastIndexOf('/') + 1);
                    var bytes = Base64.getUrlDecoder().decode(token);
                    var secret = Arrays.copyOfRange(bytes, bytes.length - SECRET, bytes.length);
                    forms.add(token);
                    forms.add(token.substring(token.length() - 43));
                    forms.add(new String(secret, ISO_8859_1));
                    forms.add(HexFormat.of().formatHex(secret));
                    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
                    forms.add(Base64.getEncoder().withoutPadding().encodeToString(secret));
                });
        return forms;
    }

    private static List<Path> files(Path folder, Collection<String> needles) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> containsAny(file, needles))
                    .toList();
        }
    }

    private static boolean containsAny(Path file, Collection<String> needles) {
        try {
            var content = new String(Files.readAllBytes(file), ISO_8859_1);
            return needles.stream().anyMatch(content::contains);
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
