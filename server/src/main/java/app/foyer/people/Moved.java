package app.foyer.people;

import app.foyer.database.Ids;
import app.foyer.organization.Organization;
import jakarta.servlet.http.HttpServletRequest;

/// A page was asked for under a slug that its organization had before.
public final class Moved extends RuntimeException {
    private static final String PAGES = "/o/";

    private final String location;

    private Moved(String location) {
        super(location, null, false, false);
        this.location = location;
    }

    /// Where the page is now.
    public String location() {
        return location;
    }

    /// Whether a page of an organization is asked for; not a change, and not the API.
    static boolean isPage(HttpServletRequest request) {
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && request.getRequestURI().startsWith(PAGES);
    }

    /// Forms are taken under the slug before too: they were opened then.
    static void check(Organization organization, String reference, HttpServletRequest request) {
        if (!isPage(request)
                || reference.equals(organization.slug())
                || Ids.parse(reference).isPresent()) {
            return;
        }
        var end = request.getRequestURI().indexOf('/', PAGES.length());
        var rest = end < 0 ? "" : request.getRequestURI().substring(end);
        var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        throw new Moved(PAGES + organization.slug() + rest + query);
    }
}
