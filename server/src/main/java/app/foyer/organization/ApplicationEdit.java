package app.foyer.organization;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is to change of an application. What is null stays.
public record ApplicationEdit(
        @Nullable String name,
        Application.@Nullable Kind kind,
        @Nullable Url url,
        @Nullable Boolean archived) {

    /// @param address null for none
    public record Url(@Nullable String address) {}

    public static ApplicationEdit archived(boolean archived) {
        return new ApplicationEdit(null, null, null, archived);
    }

    Application of(Application before) {
        return new Application(
                before.id(),
                before.slug(),
                Objects.requireNonNullElse(name, before.name()),
                Objects.requireNonNullElse(kind, before.kind()),
                url == null ? before.url() : url.address(),
                Objects.requireNonNullElse(archived, before.archived()),
                before.version());
    }
}
