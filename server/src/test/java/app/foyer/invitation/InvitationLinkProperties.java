package app.foyer.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Secrets;
import app.foyer.organization.OrganizationId;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Tokens say what they are made of, and only one token says it.
class InvitationLinkProperties {

    @Property
    void aTokenIsReadAsItWasWritten(
            @ForAll long a,
            @ForAll long b,
            @ForAll long c,
            @ForAll long d,
            @ForAll @Size(Secrets.BYTES) byte[] secret) {
        var link = new InvitationLink(new OrganizationId(new UUID(a, b)), new InvitationId(new UUID(c, d)), secret);

        var read = InvitationLink.parse(link.token()).orElseThrow();

        assertThat(read).usingRecursiveComparison().isEqualTo(link);
        assertThat(link.token()).matches("[A-Za-z0-9_-]{86}");
    }

    @Property
    void aTextIsEitherNoTokenOrThatOfItsLink(@ForAll String text) {
        assertThat(InvitationLink.parse(text).map(InvitationLink::token).orElse(text))
                .isEqualTo(text);
    }

    @Property
    void noOtherTextOfTheSameLengthMeansTheSame(@ForAll @Size(64) byte[] bytes, @ForAll char last) {
        var token = Secrets.text(bytes);
        var other = token.substring(0, token.length() - 1) + last;

        assertThat(InvitationLink.parse(other).map(InvitationLink::token))
                .satisfiesAnyOf(
                        read -> assertThat(read).isEmpty(),
                        read -> assertThat(read).contains(other));
    }
}
