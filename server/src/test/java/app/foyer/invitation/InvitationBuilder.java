package app.foyer.invitation;

import app.foyer.account.AccountId;
import app.foyer.account.EmailAddress;
import app.foyer.organization.OrganizationId;
import app.foyer.people.Access;
import app.foyer.people.OrgRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An invitation that Ada has just sent to Acme's next member, unless told otherwise.
final class InvitationBuilder {
    static final Invitation.Inviter ADA = new Invitation.Inviter(new AccountId(new UUID(0, 1)), "Ada", "ada@acme.test");
    static final Invitation.Inviter GRACE =
            new Invitation.Inviter(new AccountId(new UUID(0, 2)), "Grace", "grace@acme.test");

    private InvitationState state = new InvitationState.Pending();
    private Instant createdAt = Scene.NOW;
    private boolean renewable = true;
    private boolean sponsored = true;

    static InvitationBuilder anInvitation() {
        return new InvitationBuilder();
    }

    InvitationBuilder accepted() {
        state = new InvitationState.Accepted(Scene.NOW);
        return this;
    }

    InvitationBuilder canceled() {
        state = new InvitationState.Canceled(Scene.NOW, false);
        return this;
    }

    InvitationBuilder expired() {
        createdAt = Scene.NOW.minus(Scene.TERM).minus(Duration.ofHours(1));
        return this;
    }

    InvitationBuilder notRenewable() {
        renewable = false;
        return this;
    }

    InvitationBuilder withoutSponsor() {
        sponsored = false;
        return this;
    }

    Invitation build() {
        return new Invitation(
                new OrganizationId(new UUID(1, 1)),
                new InvitationId(new UUID(1, 2)),
                new EmailAddress("Nora@acme.test", "nora@acme.test"),
                Access.of(OrgRole.MEMBER, List.of()),
                "en",
                ADA,
                state,
                createdAt,
                createdAt.plus(Scene.TERM),
                List.of(),
                renewable,
                sponsored,
                Delivery.queued(),
                null,
                1);
    }
}
