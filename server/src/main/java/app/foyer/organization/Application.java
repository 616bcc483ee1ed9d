package app.foyer.organization;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Something that people get access to.
///
/// @param slug what people see as its ID, unique in its organization
/// @param archived hidden from everybody, with all grants kept, until it is restored
/// @param version raised by each edit
public record Application(
        ApplicationId id,
        String slug,
        String name,
        Kind kind,
        @Nullable String url,
        boolean archived,
        int version) {
    @Schema(name = "ApplicationKind")
    public enum Kind {
        WORDPRESS,
        NODEJS,
        OTHER
    }

    Application saved() {
        return new Application(id, slug, name, kind, url, archived, version + 1);
    }
}
