package app.foyer.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.env.Environment;

/// Each open connection takes memory, whatever it is for. There is room for so many.
@WholeHouseTest
class ConnectionsTest {
    private static final int ROOM = 400;

    @Autowired
    Environment environment;

    @Test
    void whoFindsNoRoomIsServedAsSoonAsSomebodyLeaves() throws IOException {
        try (var node = SecondNode.besides(environment)) {
            var connections = new ArrayList<Socket>();
            try {
                for (var i = 0; i < ROOM + 50; i++) {
                    connections.add(new Socket("127.0.0.1", port(node)));
                }
                await().until(() -> open(node) == ROOM);
                var late = connections.getLast();
                late.getOutputStream().write("GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
                assertThat(open(node)).isEqualTo(ROOM);

                close(connections.subList(0, 50));

                assertThat(new BufferedReader(new InputStreamReader(late.getInputStream(), US_ASCII)).readLine())
                        .startsWith("HTTP/1.1 200");
            } finally {
                close(connections);
            }
        }
    }

    private static int port(SecondNode node) {
        return server(node).getPort();
    }

    private static long open(SecondNode node) {
        return ((AbstractProtocol<?>) server(node).getTomcat().getConnector().getProtocolHandler())
                .getConnectionCount();
    }

    private static TomcatWebServer server(SecondNode node) {
        var house = (WebServerApplicationContext) node.house();
        return (TomcatWebServer) Objects.requireNonNull(house.getWebServer());
    }

    private static void close(List<Socket> connections) throws IOException {
        for (var connection : connections) {
            connection.close();
        }
    }
}
