package app.foyer.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// A mail server with a certificate for `localhost` alone. It offers STARTTLS unless told otherwise.
final class TlsSmtp implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    final List<String> inClear = new CopyOnWriteArrayList<>();
    final List<String> safely = new CopyOnWriteArrayList<>();

    /// What somebody on the way adds, in clear, to the answer to STARTTLS.
    volatile String slippedIn = "";

    private final ServerSocket door;
    private final SSLContext context;
    private final SSLSocketFactory trusting;
    private final boolean atOnce;
    private final boolean offering;

    TlsSmtp(Path folder, boolean atOnce, boolean offering) throws Exception {
        var file = folder.resolve("server.p12");
        makeKey(file);
        var keys = KeyStore.getInstance(file.toFile(), PASSWORD);
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        trusting = trusting(keys);
        this.atOnce = atOnce;
        this.offering = offering;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::welcome);
    }

    private static void makeKey(Path file) throws IOException, InterruptedException {
        if (Files.exists(file)) {
            return;
        }
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-validity",
                        "3650")
                .redirectErrorStream(true)
                .start();
        if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
            throw new IOException(new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static SSLSocketFactory trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /// Makes connections that trust this server's certificate.
    SSLSocketFactory trusting() {
        return trusting;
    }

    int port() {
        return door.getLocalPort();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var socket = door.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            var line = atOnce ? safe(socket) : socket;
            say(line, "220 safe");
            while (line != null) {
                line = obey(line);
            }
        } catch (IOException over) {
            // The client has gone, or doesn't trust this server.
        }
    }

    private SSLSocket safe(Socket socket) throws IOException {
        var safe = (SSLSocket) context.getSocketFactory().createSocket(socket, "client", socket.getPort(), true);
        safe.setUseClientMode(false);
        return safe;
    }

    private @org.jspecify.annotations.Nullable Socket obey(Socket line) throws IOException {
        var command = read(line);
        (line instanceof SSLSocket ? safely : inClear).add(command);
        switch (command.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
            case "EHLO" ->
                say(
                        line,
                        offering && !(line instanceof SSLSocket)
                                ? "250-safe\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN XOAUTH2"
                                : "250-safe\r\n250 AUTH PLAIN LOGIN XOAUTH2");
            case "STARTTLS" -> {
                say(line, "220 go on" + slippedIn);
                return safe(line);
            }
            case "AUTH" -> say(line, "235 welcome");
            case "QUIT", "" -> {
                return null;
            }
            default -> say(line, "250 fine");
        }
        return line;
    }

    private static String read(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (var next = socket.getInputStream().read();
                next >= 0 && next != '\n';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static void say(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
