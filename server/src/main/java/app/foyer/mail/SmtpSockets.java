package app.foyer.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes the sockets that Angus connects, and lays TLS over. For one worker.
final class SmtpSockets extends SocketFactory {
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

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        var socket = createSocket();
        socket.connect(address);
        return socket;
    }
}
