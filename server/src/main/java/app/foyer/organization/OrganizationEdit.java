package app.foyer.organization;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is to change of an organization. What is null stays.
///
/// @param greeting empty for none
public record OrganizationEdit(
        @Nullable String slug,
        @Nullable String name,
        @Nullable ZoneId timeZone,
        @Nullable List<Organization.Contact> primaryContacts,
        @Nullable String greeting) {

    Organization of(Organization before) {
        return new Organization(
                before.id(),
                Objects.requireNonNullElse(slug, before.slug()),
                Objects.requireNonNullElse(name, before.name()),
                Objects.requireNonNullElse(timeZone, before.timeZone()),
                Objects.requireNonNullElse(primaryContacts, before.primaryContacts()),
                before.plan(),
                before.suspendedAt(),
                new Letterhead(greetingAfter(before), before.letterhead().logo()),
                before.version());
    }

    private @Nullable String greetingAfter(Organization before) {
        if (greeting == null) {
            return before.letterhead().greeting();
        }
        return greeting.isEmpty() ? null : greeting;
    }
}
