package app.foyer.mail;

import static org.awaitility.Awaitility.await;

import app.foyer.database.SharedDatabase;
import app.foyer.database.Writes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// All of this package wired together, on a real database.
final class PostOffice implements AutoCloseable {
    static final Duration RETRY = Duration.ofMinutes(1);

    static final ReturnPaths NO_RETURN_PATHS = new ReturnPaths(new BounceSettings(null, null), new byte[0]);

    static final DkimSettings NO_DKIM = new DkimSettings(null, null, null);

    final TestClock clock = new TestClock();
    final TestCorrespondent correspondent = new TestCorrespondent();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final JdbcClient db = JdbcClient.create(SharedDatabase.source());
    final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(SharedDatabase.source()));
    final MailStore store = new MailStore(db, new Writes(SharedDatabase.source()));
    final Doorbell doorbell = new Doorbell();
    final MailQueue queue = new MailQueue(db, new Writes(SharedDatabase.source()), doorbell);
    DkimSettings dkim = NO_DKIM;
    ReturnPaths returnPaths = NO_RETURN_PATHS;
    private final List<Postman> postmen = new ArrayList<>();
    private Pace pace = new Pace(2, Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofMillis(50));

    PostOffice() {
        db.sql("delete from mail").update();
    }

    PostOffice withWorkers(int count) {
        pace = new Pace(count, pace.lease(), pace.heartbeat(), pace.poll());
        return this;
    }

    /// A poll so rare that only the doorbell can wake the workers.
    PostOffice withoutPolling() {
        pace = new Pace(pace.connections(), pace.lease(), pace.heartbeat(), Duration.ofHours(1));
        return this;
    }

    static MailSettings settings(String smtpUrl) {
        return new MailSettings(
                smtpUrl,
                "Føyer <foyer@example.test>",
                List.of(RETRY, Duration.ofMinutes(5)),
                Duration.ofDays(3),
                URI.create("https://foyer.example.test"));
    }

    Postman postman(String smtpUrl) throws IOException {
        return postman(settings(smtpUrl), Path.of("unused"));
    }

    Postman postman(MailSettings settings, Path dataDir) throws IOException {
        var beans = new StaticListableBeanFactory();
        beans.addBean("correspondent", correspondent);
        var correspondents = new Correspondents(beans.getBeanProvider(Correspondent.class));
        var postman = new Postman(
                store,
                new Scribe(correspondents, store, new SuppressionStore(db), transaction, settings, clock),
                new Settlement(store, correspondents, transaction, clock, meters),
                new Carriers(settings, returnPaths, dkim, health(settings), new Mailbox(settings, dataDir.toString())),
                doorbell,
                clock,
                pace);
        postmen.add(postman);
        return postman;
    }

    MailServerHealth health = new MailServerHealth(settings("smtp://127.0.0.1"));

    private MailServerHealth health(MailSettings settings) {
        health = new MailServerHealth(settings);
        return health;
    }

    PostOffice open(String smtpUrl) throws IOException {
        postman(smtpUrl).start();
        return this;
    }

    List<UUID> enqueue(int count) {
        var mails = Stream.iterate(1, n -> n + 1)
                .limit(count)
                .map(n -> new MailQueue.NewMail(UUID.randomUUID(), "linus" + n + "@example.test"))
                .toList();
        enqueue(mails);
        return mails.stream().map(MailQueue.NewMail::subject).toList();
    }

    void enqueue(String recipient) {
        enqueue(List.of(new MailQueue.NewMail(UUID.randomUUID(), recipient)));
    }

    private void enqueue(List<MailQueue.NewMail> mails) {
        transaction.executeWithoutResult(
                _ -> queue.enqueue(TestCorrespondent.KIND, UUID.randomUUID(), mails, clock.instant()));
    }

    /// Ends an organization's e-mails to an address.
    void suppress(UUID organization, String address) {
        db.sql("""
                insert into organization (id, slug, name, created_at) values (:id, :slug, 'Acme', now()) on conflict do nothing
                """)
                .param("id", organization)
                .param("slug", organization.toString())
                .update();
        var now = clock.instant();
        new SuppressionStore(db)
                .add(organization, new Suppression(UUID.randomUUID(), address, Bounce.Kind.HARD, "550 gone", now));
    }

    int queued() {
        return db.sql("select count(*) from mail").query(Integer.class).single();
    }

    PostOffice awaitSettled(int count) {
        // GreenMail's threads fail loudly when a client hangs up.
        soon().dontCatchUncaughtExceptions().until(() -> correspondent.settled.size() >= count);
        return this;
    }

    /// What became of e-mails is counted once it is written down, a moment after their correspondent has heard of it.
    void awaitCounted(int number, String name, String... tags) {
        soon().until(() -> meters.counter(name, tags).count(), count -> count == number);
    }

    void awaitEmptyQueue() {
        soon().until(() -> queued() == 0);
    }

    // Most of it is done within some milliseconds.
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    @Override
    public void close() {
        postmen.forEach(Postman::stop);
        db.sql("delete from mail").update();
    }
}
