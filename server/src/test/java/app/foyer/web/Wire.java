package app.foyer.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A connection that takes request after request as bytes, whatever they are.
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream answers;

    Wire(int port) {
        this.port = port;
    }

    RawAnswer send(byte[] request, boolean withoutBody) throws IOException {
        var open = socket == null ? open() : socket;
        open.getOutputStream().write(request);
        var answer = RawAnswer.read(Objects.requireNonNull(answers), withoutBody);
        if (answer.isLast()) {
            close();
        }
        return answer;
    }

    private Socket open() throws IOException {
        var open = new Socket("127.0.0.1", port);
        open.setSoTimeout(PATIENCE_MILLIS);
        open.setTcpNoDelay(true);
        socket = open;
        answers = new BufferedInputStream(open.getInputStream());
        return open;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
