package app.foyer.access;

import app.foyer.organization.Application;
import app.foyer.organization.ApplicationEdit;
import app.foyer.organization.Applications.NewApplication;
import app.foyer.organization.Slug;
import app.foyer.organization.WebAddress;
import app.foyer.problem.Fields;
import app.foyer.problem.Flaw;
import org.jspecify.annotations.Nullable;

/// What a form or a body says of an application, checked: one refusal names all that is wrong.
final class ApplicationInput {
    private static final int LONGEST_URL = 2000;

    private ApplicationInput() {}

    /// @param slug null to have it made from the name
    static NewApplication added(
            @Nullable String name, @Nullable String slug, Application.@Nullable Kind kind, @Nullable String url) {
        var fields = new Fields();
        var named = fields.name("/name", name);
        if (slug != null && !Slug.isGood(slug)) {
            fields.flaw(Flaw.at("/slug", "flaw.slug"));
        }
        check("/url", url, fields);
        fields.check();
        return new NewApplication(named, slug, kind == null ? Application.Kind.OTHER : kind, url);
    }

    /// @param name null to let it be, as each other
    static ApplicationEdit edited(
            @Nullable String name,
            Application.@Nullable Kind kind,
            ApplicationEdit.@Nullable Url url,
            @Nullable Boolean archived) {
        var fields = new Fields();
        var named = name == null ? null : fields.name("/name", name);
        check("/url", url == null ? null : url.address(), fields);
        fields.check();
        return new ApplicationEdit(named, kind, url, archived);
    }

    private static void check(String pointer, @Nullable String url, Fields fields) {
        if (url != null && fields.plain(pointer, url, LONGEST_URL) && !WebAddress.isGood(url)) {
            fields.flaw(Flaw.at(pointer, "flaw.url"));
        }
    }
}
