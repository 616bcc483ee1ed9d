package app.foyer.people;

import static app.foyer.invitation.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.database.Cursor;
import app.foyer.invitation.Backstage;
import app.foyer.invitation.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Those who match are walked to in order or fetched and sorted: whichever is quicker, the list is the same.
class PeopleStoreTest {
    private static final int PEOPLE = 23;

    private final Scene scene = new Scene();
    private final People people = Backstage.bean(People.class);
    private final PeopleStore store = Backstage.bean(PeopleStore.class);

    @BeforeEach
    void fill() {
        for (var i = 0; i < PEOPLE; i++) {
            var account = scene.account("Person " + (i * 7 % PEOPLE), scene.address("person" + i));
            var role = i % 3 == 0 ? OrgRole.MEMBER : OrgRole.GUEST;
            people.join(scene.acme.id(), account, Access.of(role, List.of()), NOW.plusSeconds(i % 5));
        }
    }

    static Stream<Arguments> searches() {
        return Stream.of("", "erson", "on", "1", "nobody")
                .flatMap(q -> Stream.of(Optional.<OrgRole>empty(), Optional.of(OrgRole.GUEST))
                        .flatMap(role -> Stream.of(PeopleSearch.Sort.values())
                                .map(sort -> Arguments.of(new PeopleSearch(q, role, Optional.empty(), sort)))));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void aListThatIsWalkedAndOneThatIsFetchedAreTheSame(PeopleSearch search) {
        var whole = pages(search, true, 100);

        assertThat(whole).isEqualTo(pages(search, false, 100));
        assertThat(pages(search, false, 4)).isEqualTo(whole);
        assertThat(pages(search, true, 4)).isEqualTo(whole);
        assertThat(whole).hasSize(store.count(scene.acme.id(), search, 100));
    }

    private List<MemberId> pages(PeopleSearch search, boolean few, int limit) {
        var found = new ArrayList<MemberId>();
        var after = Optional.<Cursor>empty();
        while (true) {
            var page = store.page(scene.acme.id(), search, few, after, limit);
            page.forEach(keyed -> found.add(keyed.row().id()));
            if (page.size() < limit) {
                return found;
            }
            after = Optional.of(page.getLast().cursor());
        }
    }
}
