package app.foyer.access;

import app.foyer.organization.Application;
import app.foyer.organization.ApplicationEdit;
import app.foyer.organization.Applications.NewApplication;
import app.foyer.problem.Query;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The form of an application, as it was typed.
record ApplicationForm(String name, String slug, String kind, String url) {

    static ApplicationForm empty() {
        return new ApplicationForm("", "", Application.Kind.OTHER.name(), "");
    }

    static ApplicationForm of(Application a) {
        return new ApplicationForm(a.name(), a.slug(), a.kind().name(), Objects.requireNonNullElse(a.url(), ""));
    }

    static ApplicationForm read(MultiValueMap<String, String> fields) {
        return new ApplicationForm(
                field(fields, "name"), field(fields, "slug"), field(fields, "kind"), field(fields, "url"));
    }

    private static String field(MultiValueMap<String, String> fields, String name) {
        return Objects.requireNonNullElse(fields.getFirst(name), "");
    }

    NewApplication added() {
        return ApplicationInput.added(name, filled(slug), chosenKind(), filled(url));
    }

    ApplicationEdit edited() {
        return ApplicationInput.edited(name, chosenKind(), new ApplicationEdit.Url(filled(url)), null);
    }

    private Application.Kind chosenKind() {
        return Query.oneOf("kind", kind, Application.Kind.class).orElse(Application.Kind.OTHER);
    }

    private static @Nullable String filled(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
