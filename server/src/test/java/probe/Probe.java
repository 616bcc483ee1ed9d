package probe;

import app.foyer.people.Caller;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the API may be asked in tests.
@RestController
public class Probe {
    private final InstantSource time;

    public Probe(InstantSource time) {
        this.time = time;
    }

    public enum Kind {
        NODEJS,
        OTHER
    }

    public record Thing(
            String name,
            @Nullable Kind kind,
            @Nullable Integer size,
            @Nullable List<Part> parts) {}

    public record Part(String label) {}

    @GetMapping("/api/v1/probe")
    Map<String, Object> who(Caller caller) {
        return Map.of("name", caller.actor().name(), "at", time.instant());
    }

    @PostMapping("/api/v1/probe")
    Thing make(@RequestBody Thing thing) {
        return thing;
    }

    @PatchMapping("/api/v1/probe/{id}")
    UUID change(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer limit) {
        return id;
    }

    @GetMapping("/api/v1/probe/fails")
    String fail() {
        throw new IllegalStateException("a secret detail");
    }

    @GetMapping("/api/v1/probe/database")
    String failToReachDatabase() {
        throw new DataAccessResourceFailureException("gone");
    }

    @GetMapping("/api/v1/operator/probe")
    String operator(Caller.Operator operator) {
        return operator.actor().name();
    }
}
