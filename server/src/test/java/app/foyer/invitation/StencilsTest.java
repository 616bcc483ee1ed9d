package app.foyer.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Secrets;
import app.foyer.mail.Languages;
import app.foyer.mail.Letters;
import app.foyer.mail.Stencils;
import app.foyer.people.AppRole;
import app.foyer.people.GrantRow;
import app.foyer.people.OrgRole;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A letter that is copied for its reader is the one that would have been written for them alone.
class StencilsTest {
    private static final List<String> READERS = List.of(
            "ann@example.com",
            "bo+x_1.2@example.com",
            "o'brien@example.com",
            "\"a<b>&\"@example.com",
            "جيل@example.com",
            "gil@bücher.example");
    private static final String TEMPLATE = "invitation/mail-invitation";
    private static final String SUBJECT = "invitation.subject";

    private final Letters letters = Backstage.bean(Letters.class);
    private final Stencils stencils = Backstage.bean(Stencils.class);

    static List<String> languages() {
        return Languages.written().stream().map(language -> language.tag()).toList();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyReaderGetsTheirOwnLetter(String language) {
        for (var reader : READERS) {
            var token = Secrets.nextText();
            var model = new HashMap<>(model("Acme & <Söhne>"));
            model.put("email", reader);
            model.put("path", "/invitations/" + token);
            var own = letters.write(TEMPLATE, SUBJECT, List.of("Ada", "Acme & <Söhne>"), model, language);

            assertThat(stencils.write(common("Acme & <Söhne>", language), reader, token))
                    .isEqualTo(own);
        }
    }

    @Test
    void whatDiffersInMoreIsNoCopy() {
        var acme = stencils.write(common("Acme", "en"), READERS.getFirst(), "token");
        var globex = stencils.write(common("Globex", "en"), READERS.getFirst(), "token");

        assertThat(acme.text()).contains("Acme").doesNotContain("Globex");
        assertThat(globex.text()).contains("Globex").doesNotContain("Acme");
    }

    private static Stencils.Common common(String organization, String language) {
        return new Stencils.Common(
                TEMPLATE, SUBJECT, List.of("Ada", organization), model(organization), "/invitations/", language);
    }

    private static Map<String, Object> model(String organization) {
        return Map.of(
                "occasion",
                "invitation",
                "organizationName",
                organization,
                "inviterName",
                "Ada",
                "inviterEmail",
                "ada@acme.test",
                "orgRole",
                OrgRole.GUEST.name(),
                "appGrants",
                List.of(new GrantRow("Blog", AppRole.READ, null, false)),
                "expiresAt",
                Scene.NOW,
                "zone",
                ZoneId.of("Europe/Berlin"));
    }
}
