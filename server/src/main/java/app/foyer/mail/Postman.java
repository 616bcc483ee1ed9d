package app.foyer.mail;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Empties the queue while the application runs.
@Component
class Postman implements SmartLifecycle {
    private final MailStore store;
    private final Scribe scribe;
    private final Settlement settlement;
    private final Carriers carriers;
    private final Doorbell doorbell;
    private final InstantSource clock;
    private final Pace pace;
    private AtomicBoolean stopping = new AtomicBoolean();
    private @Nullable Shift shift;

    @Autowired
    Postman(
            MailStore store,
            Scribe scribe,
            Settlement settlement,
            Carriers carriers,
            Doorbell doorbell,
            InstantSource clock,
            @Value("${foyer.mail-connections:4}") int connections) {
        this(store, scribe, settlement, carriers, doorbell, clock, Pace.usual(connections));
    }

    Postman(
            MailStore store,
            Scribe scribe,
            Settlement settlement,
            Carriers carriers,
            Doorbell doorbell,
            InstantSource clock,
            Pace pace) {
        this.store = store;
        this.scribe = scribe;
        this.settlement = settlement;
        this.carriers = carriers;
        this.doorbell = doorbell;
        this.clock = clock;
        this.pace = pace;
    }

    @Override
    public synchronized void start() {
        stopping = new AtomicBoolean();
        var satchel = new Satchel(store, pace, clock);
        var outage = new Outage(pace.poll());
        var settler = new Settler(satchel, new Arrears(settlement), doorbell, outage, pace);
        var workers = Stream.generate(() -> round(satchel, outage, stopping))
                .limit(pace.connections())
                .map(round -> Thread.ofVirtual().name("postman").unstarted(round))
                .toList();
        shift = new Shift(satchel, workers, Thread.ofVirtual().name("settler").unstarted(settler));
        shift.begin();
        doorbell.ring();
    }

    private Round round(Satchel satchel, Outage outage, AtomicBoolean stopping) {
        return new Round(satchel, scribe, carriers.next(), new Portion(), outage, doorbell, stopping::get);
    }

    @Override
    public synchronized void stop() {
        if (shift == null) {
            return;
        }
        stopping.set(true);
        doorbell.ringUrgently();
        try {
            shift.end();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        shift = null;
    }

    /// Beside the web server, which finishes its requests meanwhile; the database goes later.
    @Override
    public void stop(Runnable done) {
        Thread.ofVirtual().start(() -> {
            stop();
            done.run();
        });
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }

    @Override
    public synchronized boolean isRunning() {
        return shift != null;
    }
}
