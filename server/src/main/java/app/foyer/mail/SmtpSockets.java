package app.foyer.mail;

import app.foyer.waiting.WatchedSockets;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Makes the sockets that Angus connects, and lays TLS over. For one worker.
final class SmtpSockets extends WatchedSockets {
    private final Duration patience;
    private @Nullable SmtpSocket last;

    SmtpSockets(Duration patience) {
        this.patience = patience;
    }

    /// The one made last: if a name has several addresses, the one that was connected.
    @Nullable
    SmtpSocket last() {
        return last;
    }

    @Override
    public Socket createSocket() throws IOException {
        var socket = new SmtpSocket(patience);
        // What is to leave in one piece is held; nothing else gains by waiting.
        socket.setTcpNoDelay(true);
        last = socket;
        return socket;
    }
}
