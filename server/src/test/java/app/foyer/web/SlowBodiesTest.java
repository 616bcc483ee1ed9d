package app.foyer.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.foyer.waiting.Turns;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Whoever sends a form and never ends it has a turn, and keeps nobody from theirs.
@WholeHouseTest
class SlowBodiesTest {
    private static final String BEGUN = """
            POST /sign-in HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/x-www-form-urlencoded\r
            Content-Length: %d\r
            \r
            email=""";
    private static final int LARGE = 1_000_000;

    @LocalServerPort
    int port;

    @Autowired
    Turns turns;

    @Test
    void manyOfThemHoldNobodyUp() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 64; i++) {
                slow.add(begin(1000));
            }
            await().until(() -> turns.available() == 0);
            for (var i = 0; i < 3; i++) {
                assertThat(new Visitor(port).get("/sign-in").statusCode()).isEqualTo(200);
            }
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    /// A form of a megabyte takes one as soon as it is begun, and a hundred of them were the end of Foyer.
    @Test
    void thereIsRoomForSoManyLargeOnes() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 12; i++) {
                slow.add(begin(LARGE));
            }
            await().until(() -> refused().startsWith("HTTP/1.1 503"));
            assertThat(refused()).containsIgnoringCase("Retry-After: 5");
            for (var i = 0; i < 100; i++) {
                slow.add(begin(LARGE));
            }
            var visitor = new Visitor(port);
            assertThat(visitor.get("/sign-in").statusCode()).isEqualTo(200);
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
        await().until(() -> refused().startsWith("HTTP/1.1 4"));
    }

    private String refused() {
        return RawRequest.send(
                port,
                "POST /sign-in HTTP/1.1",
                "email=" + "a".repeat(LARGE - 6),
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: " + LARGE);
    }

    private Socket begin(int bytes) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.getOutputStream().write(BEGUN.formatted(bytes).getBytes(US_ASCII));
        return socket;
    }
}
