package app.foyer.home;

import app.foyer.organization.OrganizationId;
import app.foyer.people.NoticePace;
import app.foyer.people.Place;
import java.util.List;
import java.util.Map;

/// How somebody is told what happens in an organization, where they choose it.
record NoticeChoice(String slug, String name, NoticePace pace) {

    /// In the order of the places. A suspended organization has nothing to choose.
    static List<NoticeChoice> among(List<Place> places, Map<OrganizationId, NoticePace> paces) {
        return places.stream()
                .map(Place::organization)
                .filter(o -> paces.containsKey(o.id()) && !o.suspended())
                .map(o -> new NoticeChoice(o.slug(), o.name(), paces.getOrDefault(o.id(), NoticePace.EACH)))
                .toList();
    }
}
