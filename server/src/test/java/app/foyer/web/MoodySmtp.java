package app.foyer.web;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A mail server that is well, or isn't. It counts what it takes and keeps nothing.
final class MoodySmtp {
    enum Mood {
        WELL,
        SLOW,
        HANGING,
        DOWN
    }

    final AtomicInteger taken = new AtomicInteger();
    volatile Mood mood = Mood.WELL;
    private final ServerSocket door;

    MoodySmtp() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Thread.ofPlatform().daemon().start(this::welcome);
    }

    String url() {
        return "smtp://127.0.0.1:" + door.getLocalPort() + "?timeout=PT10S";
    }

    private void welcome() {
        while (true) {
            try {
                var socket = door.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(
                    new BufferedInputStream(socket.getInputStream()), StandardCharsets.ISO_8859_1));
            if (mood != Mood.DOWN) {
                say(socket, "220 moody");
                converse(socket, in);
            }
        } catch (IOException | InterruptedException over) {
            // The client has gone.
        }
    }

    private void converse(Socket socket, BufferedReader in) throws IOException, InterruptedException {
        for (var line = in.readLine(); line != null && mood != Mood.DOWN; line = in.readLine()) {
            if (mood == Mood.HANGING) {
                Thread.sleep(60_000);
            }
            switch (line.length() < 4 ? line : line.substring(0, 4)) {
                case "DATA" -> {
                    say(socket, "354 go on");
                    take(socket, in);
                }
                case "EHLO" -> say(socket, "250-moody\r\n250 PIPELINING");
                case "QUIT" -> {
                    say(socket, "221 bye");
                    return;
                }
                default -> say(socket, "250 fine");
            }
        }
    }

    private void take(Socket socket, BufferedReader in) throws IOException, InterruptedException {
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            // Thrown away.
        }
        if (mood == Mood.SLOW) {
            Thread.sleep(5000);
        }
        taken.incrementAndGet();
        say(socket, "250 taken");
    }

    private static void say(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
