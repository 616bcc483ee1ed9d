package app.foyer.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.organization.Organization;
import app.foyer.organization.OrganizationId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The border between a scene's organizations. Each of its checks does the same with Globex's id and then with Acme's:
/// if it did nothing with either, it would prove nothing.
public record Border(Scene scene) {

    /// What is Acme's is found by Acme's id, and not by Globex's.
    public void finds(Function<OrganizationId, ?> look) {
        assertThat(isAnything(within(scene.globex, look))).as("found by Globex").isFalse();
        assertThat(isAnything(within(scene.acme, look))).as("found by Acme").isTrue();
    }

    private static boolean isAnything(Object found) {
        return switch (found) {
            case Optional<?> optional -> optional.isPresent();
            case Collection<?> many -> !many.isEmpty();
            case Map<?, ?> many -> !many.isEmpty();
            case Boolean yes -> yes;
            case Integer count -> count > 0;
            default -> throw new IllegalArgumentException("Is this anything? " + found);
        };
    }

    /// What is Acme's is changed by Acme's id. By Globex's nothing is, wherever.
    public void changes(Consumer<OrganizationId> change) {
        changesNothing(() -> run(scene.globex, change));
        changesOnly(scene.acme, scene.globex, change);
    }

    /// What is written goes to the organization with the id, and to no other.
    public void writes(Consumer<OrganizationId> writing) {
        changesOnly(scene.globex, scene.acme, writing);
        changesOnly(scene.acme, scene.globex, writing);
    }

    /// What is Acme's can be tied to what is Acme's. To what is Globex's it can't: the database refuses.
    public void refuses(Class<? extends Throwable> refusal, Consumer<OrganizationId> tie) {
        changesNothing(() -> assertThatExceptionOfType(refusal).isThrownBy(() -> run(scene.globex, tie)));
        changesOnly(scene.acme, scene.globex, tie);
    }

    private void changesNothing(Runnable attempt) {
        var before = scene.everything(scene.globex) + scene.everything(scene.acme);

        attempt.run();

        assertThat(scene.everything(scene.globex) + scene.everything(scene.acme))
                .isEqualTo(before);
    }

    private void changesOnly(Organization one, Organization other, Consumer<OrganizationId> change) {
        var before = scene.everything(one);
        var beyond = scene.everything(other);

        run(one, change);

        assertThat(scene.everything(one)).isNotEqualTo(before);
        assertThat(scene.everything(other)).isEqualTo(beyond);
    }

    /// Whoever holds Acme keeps nobody from holding Globex.
    public void locks(Consumer<OrganizationId> lock) {
        scene.transaction.executeWithoutResult(_ -> {
            lock.accept(scene.acme.id());
            assertThat(advisoryLocks()).isOne();
            lock.accept(scene.globex.id());
            assertThat(advisoryLocks()).isEqualTo(2);
        });
    }

    private int advisoryLocks() {
        return scene.db
                .sql("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
                .query(Integer.class)
                .single();
    }

    private void run(Organization organization, Consumer<OrganizationId> change) {
        scene.transaction.executeWithoutResult(_ -> change.accept(organization.id()));
    }

    private <T> T within(Organization organization, Function<OrganizationId, T> look) {
        return scene.transaction.execute(_ -> look.apply(organization.id()));
    }
}
