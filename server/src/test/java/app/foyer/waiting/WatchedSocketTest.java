package app.foyer.waiting;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedSocketTest {
    private static final long SECOND = 1_000_000_000;

    private ServerSocket server;
    private WatchedSocket socket;
    private Socket otherSide;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket = (WatchedSocket) new WatchedSockets().createSocket(server.getInetAddress(), server.getLocalPort());
        otherSide = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        otherSide.close();
        server.close();
    }

    @Test
    void whoeverAnswersInTimeIsHeard() throws IOException {
        socket.setSoTimeout(60_000);
        var in = socket.getInputStream();
        otherSide.getOutputStream().write(new byte[] {7, (byte) 200, 9});

        assertThat(in.read()).isEqualTo(7);
        assertThat(in.read()).isEqualTo(200);
        assertThat(in.readNBytes(1)).containsExactly(9);
        otherSide.close();
        assertThat(in.read()).isEqualTo(-1);
        assertThat(socket.getSoTimeout()).isEqualTo(60_000);
    }

    @Test
    void whoeverNeverAnswersIsLeft() throws IOException {
        socket.setSoTimeout(1_000);
        var in = socket.getInputStream();

        assertThatExceptionOfType(SocketTimeoutException.class)
                .isThrownBy(in::read)
                .withMessageContaining("PT1S");
        assertThat(socket.isClosed()).isTrue();
        assertThatExceptionOfType(SocketException.class).isThrownBy(in::read);
    }

    @Test
    void whoeverNeverReadsIsLeft() throws IOException {
        socket.setSoTimeout(1_000);
        var out = socket.getOutputStream();
        var much = new byte[1 << 16];

        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> {
            while (true) {
                out.write(much);
            }
        });
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void whatIsWrittenArrives() throws IOException {
        socket.setSoTimeout(60_000);
        var out = socket.getOutputStream();
        out.write(200);
        out.write(new byte[] {1, 2, 3}, 1, 2);
        assertThat(otherSide.getInputStream().readNBytes(3)).containsExactly((byte) 200, 2, 3);
    }

    @Test
    void eachReadHasAllOfTheTime() throws Exception {
        socket.setSoTimeout(60_000);
        var before = System.nanoTime();
        var read = read();
        assertThat(isClosedAt(before + 59 * SECOND)).isFalse();
        write(1);
        assertThat(read.get()).isEqualTo(1);

        assertThat(isClosedAt(before + 600 * SECOND)).as("nobody reads").isFalse();
        read = read();
        assertThat(isClosedAt(System.nanoTime() + 61 * SECOND)).isTrue();
        assertThat(read).failsWithin(10, SECONDS).withThrowableThat().withCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aShortTimeIsKeptToTheMillisecondAndTheSocketStays() throws IOException {
        socket.setSoTimeout(20);
        var in = socket.getInputStream();

        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(in::read);
        assertThat(socket.isClosed()).isFalse();
        socket.setSoTimeout(0);
        write(5);
        assertThat(in.read()).isEqualTo(5);
    }

    @Test
    void withoutALimitNobodyIsLeft() throws Exception {
        socket.setSoTimeout(1_000);
        socket.setSoTimeout(0);
        var read = read();
        assertThat(isClosedAt(System.nanoTime() + 1_000 * SECOND)).isFalse();
        write(3);
        assertThat(read.get()).isEqualTo(3);
    }

    /// By a virtual thread, and once it waits.
    private CompletableFuture<Integer> read() throws IOException {
        var in = socket.getInputStream();
        var read = new CompletableFuture<Integer>();
        var reader = Thread.ofVirtual().start(() -> {
            try {
                read.complete(in.read());
            } catch (IOException failed) {
                read.completeExceptionally(failed);
            }
        });
        await().until(() -> reader.getState() == Thread.State.WAITING);
        return read;
    }

    private boolean isClosedAt(long now) throws IOException {
        socket.closeIfLate(now);
        return socket.isClosed();
    }

    private void write(int one) throws IOException {
        otherSide.getOutputStream().write(one);
    }
}
