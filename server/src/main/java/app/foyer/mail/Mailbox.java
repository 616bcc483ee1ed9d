package app.foyer.mail;

import app.foyer.database.Ids;
import app.foyer.database.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Stands in for a mail server where none is set: keeps the letters, for whoever has the link printed at start.
@Component
public class Mailbox {
    private final MailSettings settings;
    private final String key = Secrets.nextText();
    private final byte[] keyHash = Secrets.sha256(key);
    private final @Nullable MailboxFolder folder;

    Mailbox(MailSettings settings, @Value("${foyer.data-dir:./data}") String dataDir) throws IOException {
        this.settings = settings;
        this.folder = settings.mailServer().isPresent()
                ? null
                : new MailboxFolder(Path.of(dataDir).resolve("mailbox"));
    }

    /// The address that opens the mailbox until the next start, if there is a mailbox.
    public Optional<String> link() {
        return folder == null ? Optional.empty() : Optional.of(settings.publicUrl() + "/mailbox?key=" + key);
    }

    boolean opensWith(@Nullable String key) {
        return folder != null && key != null && Secrets.same(Secrets.sha256(key), keyHash);
    }

    void add(byte[] letter, Instant now) throws IOException {
        if (folder == null) {
            throw new IllegalStateException("Letters go to the mail server");
        }
        folder.add(Ids.next(now), letter);
    }

    /// Newest first.
    List<MailboxLetter> letters() {
        return folder == null
                ? List.of()
                : folder.ids().stream().flatMap(id -> letter(id).stream()).toList();
    }

    Optional<MailboxLetter> letter(UUID id) {
        try {
            return folder == null ? Optional.empty() : folder.read(id).map(content -> MailboxLetter.parse(id, content));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
