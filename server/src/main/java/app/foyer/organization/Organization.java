package app.foyer.organization;

import app.foyer.database.Ids;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tenant: people come in to it, applications belong to it.
///
/// @param slug its name in addresses, unique among all organizations
/// @param suspendedAt since when its people are locked out, if they are
/// @param version raised by each edit
public record Organization(
        OrganizationId id,
        String slug,
        String name,
        ZoneId timeZone,
        List<Contact> primaryContacts,
        Plan plan,
        @Nullable Instant suspendedAt,
        Letterhead letterhead,
        int version) {

    /// Whom people of an organization can ask.
    public record Contact(String name, String email) {}

    Organization saved() {
        return new Organization(id, slug, name, timeZone, primaryContacts, plan, suspendedAt, letterhead, version + 1);
    }

    /// Whether a reference in an address is its id or its slug of today.
    public boolean isCalled(String reference) {
        return reference.equals(slug)
                || Ids.parse(reference).filter(id.value()::equals).isPresent();
    }

    public boolean suspended() {
        return suspendedAt != null;
    }

    public Optional<Integer> seats() {
        return Optional.ofNullable(plan.seats());
    }
}
