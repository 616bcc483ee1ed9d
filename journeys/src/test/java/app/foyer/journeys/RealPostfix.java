package app.foyer.journeys;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Debian's Postfix with a configuration and a queue of its own: on one port in clear, on another over TLS alone, with
/// a
/// certificate for `localhost` that nobody vouches for. It takes letters for a few people at `foyer.test`, and puts off
/// the first one to `grey`. Runs as root only, and beside the system's own.
final class RealPostfix implements AutoCloseable {
    private static final String PASSWORD = "changeit";
    private static final List<String> PEOPLE = List.of("ann", "bo", "grey", "safe");

    private final Path home;
    private final int port = freePort();
    private final int safePort = freePort();
    private final ServerSocket policy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    RealPostfix() throws IOException {
        home = Files.createTempDirectory(
                "foyer-postfix-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var folder : List.of("conf", "queue", "data", "mail")) {
            Files.createDirectory(home.resolve(folder));
        }
        run(
                "chown",
                "postfix:",
                home.resolve("data").toString(),
                home.resolve("mail").toString());
        makeCertificate();
        Files.writeString(home.resolve("conf/main.cf"), mainConfiguration());
        Files.writeString(home.resolve("conf/master.cf"), services());
        Thread.ofVirtual().start(this::welcome);
        run("postfix", "-c", home.resolve("conf").toString(), "start");
        Eventually.holds("Postfix", Duration.ofSeconds(20), () -> answers(port) && answers(safePort));
    }

    String url() {
        return "smtp://localhost:" + port;
    }

    /// The port that speaks TLS alone.
    String safeUrl(String host) {
        return "smtp://%s:%d".formatted(host, safePort);
    }

    /// Lets Java trust the certificate.
    String trust() {
        return "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                .formatted(home.resolve("trusted.p12"), PASSWORD);
    }

    /// The letters that have been delivered to somebody.
    List<String> letters(String person) {
        var folder = home.resolve("mail").resolve(person).resolve("new");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(RealPostfix::content).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path letter) {
        try {
            return Files.readString(letter, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeCertificate() throws IOException {
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                home.resolve("key.pem").toString(),
                "-out",
                home.resolve("cert.pem").toString());
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        run(
                keytool,
                "-importcert",
                "-noprompt",
                "-alias",
                "postfix",
                "-file",
                home.resolve("cert.pem").toString(),
                "-keystore",
                home.resolve("trusted.p12").toString(),
                "-storepass",
                PASSWORD);
    }

    private String mainConfiguration() throws IOException {
        var owner = run("id", "-u", "postfix").strip();
        var group = run("id", "-g", "postfix").strip();
        var boxes = PEOPLE.stream().map(name -> "%1$s@foyer.test=%1$s/".formatted(name));
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                maillog_file = %1$s/mail.log
                maillog_file_prefixes = %1$s
                myhostname = mx.foyer.test
                mydestination =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                virtual_mailbox_domains = foyer.test
                virtual_mailbox_base = %1$s/mail
                virtual_mailbox_maps = inline:{%2$s}
                virtual_uid_maps = static:%3$s
                virtual_gid_maps = static:%4$s
                smtpd_relay_restrictions = reject_unauth_destination
                smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:%5$d
                smtpd_tls_cert_file = %1$s/cert.pem
                smtpd_tls_key_file = %1$s/key.pem
                smtpd_tls_received_header = yes
                smtpd_tls_security_level = none
                """.formatted(home, String.join(", ", boxes.toList()), owner, group, policy.getLocalPort());
    }

    private String services() {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                127.0.0.1:%d inet n - n - - smtpd
                  -o smtpd_tls_security_level=encrypt
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                error unix - - n - - error
                retry unix - - n - - error
                virtual unix - n n - - virtual
                proxymap unix - - n - - proxymap
                anvil unix - - n - 1 anvil
                showq unix n - n - - showq
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port, safePort);
    }

    // Postfix asks about each recipient (its policy delegation protocol): who is new and is called grey comes again.
    private void welcome() {
        while (true) {
            try {
                var asking = policy.accept();
                Thread.ofVirtual().start(() -> answer(asking));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket asking) {
        try (asking) {
            var in = new BufferedReader(new InputStreamReader(asking.getInputStream(), StandardCharsets.UTF_8));
            var recipient = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("recipient=")) {
                    recipient = line.substring("recipient=".length());
                }
                if (line.isEmpty()) {
                    var puts = recipient.startsWith("grey@") && seen.add(recipient);
                    var action = puts ? "451 4.7.1 Greylisted, please come again" : "dunno";
                    asking.getOutputStream()
                            .write("action=%s\n\n".formatted(action).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException gone) {
            // Postfix asks anew when it needs to.
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == '2';
        } catch (IOException notYet) {
            return false;
        }
    }

    // By a file: a daemon that is started would hold a pipe open.
    private static String run(String... command) throws IOException {
        var output = Files.createTempFile("foyer-", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
            }
            return Files.readString(output);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(output);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        run("postfix", "-c", home.resolve("conf").toString(), "stop");
        policy.close();
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
