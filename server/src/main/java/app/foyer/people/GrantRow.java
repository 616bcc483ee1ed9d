package app.foyer.people;

import java.util.List;

/// An app grant as pages and e-mails show it.
public record GrantRow(String applicationName, AppRole appRole) {
    public static List<GrantRow> of(List<AppGrant> grants) {
        return grants.stream()
                .map(g -> new GrantRow(g.application().name(), g.appRole()))
                .toList();
    }
}
