package app.foyer.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
            Content-Length: 1000\r
            \r
            email=""";

    @LocalServerPort
    int port;

    @Autowired
    Turns turns;

    @Test
    void manyOfThemHoldNobodyUp() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 64; i++) {
                var socket = new Socket("127.0.0.1", port);
                slow.add(socket);
                socket.getOutputStream().write(BEGUN.getBytes(US_ASCII));
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
}
