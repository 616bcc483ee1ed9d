package app.foyer.invitation;

import app.foyer.account.PersonName;
import app.foyer.problem.Fields;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Names that somebody could give: whatever the rules for names let through.
public final class FuzzedNames {
    private static final List<String> PIECES = List.of(
            "👩‍👩‍👧‍👦",
            "🏳️‍🌈",
            "👋🏽",
            "🇯🇵",
            "محمد",
            "شركة النور",
            "שלום",
            "日本語テスト",
            "Ünï",
            "e\u0301\u0323",
            "क्षि",
            "ไทย",
            "<script>alert(1)</script>",
            "<b>",
            "</p>",
            "</title>",
            "<!--",
            "-->",
            "]]>",
            "<img src=x onerror=alert(1)>",
            "&amp;",
            "&lt;",
            "&#x27;",
            "&",
            "\"",
            "'",
            "`",
            "’",
            "\"><svg/onload=alert(1)>",
            "javascript:alert(1)",
            "${7*7}",
            "*{7*7}",
            "#{sign-in.title}",
            "@{/x}",
            "~{web/layout :: top}",
            "__${7*7}__",
            "[[${7*7}]]",
            "[(${7*7})]",
            "[# th:each=\"a : ${b}\"]",
            "[/]",
            "/*[+",
            "+]*/",
            "|${7*7}|",
            "{{7*7}}",
            "<%= 7*7 %>",
            "{0}",
            "{1}",
            "{2,number}",
            "{",
            "}",
            "'{0}'",
            "{0,choice,0#a|1#b}",
            "%s",
            "%n",
            "\\",
            "\\n",
            "$1",
            "\\u0041",
            "‹0›",
            "‹1›",
            "‹t›",
            "‹",
            "›",
            "cid:logo",
            "=?utf-8?Q?x?=",
            "Bcc: x@y.test",
            "null",
            "true",
            "0",
            "..",
            "a b",
            "Ada",
            "Müller & Söhne",
            "O’Brien",
            "x".repeat(60),
            "漢".repeat(60),
            "😀".repeat(40),
            "-",
            ";",
            ",",
            "|",
            "http://evil.test/?a=b&c=d");

    private final Random random;

    public FuzzedNames(long seed) {
        this.random = new Random(seed);
    }

    /// A person's name.
    public String person() {
        while (true) {
            var name = PersonName.parse(cut(text()));
            if (name.isPresent()) {
                return name.get().value();
            }
        }
    }

    /// The name of an organization or an application.
    public String thing() {
        while (true) {
            var name = named(cut(text()));
            if (name.isPresent()) {
                return name.get();
            }
        }
    }

    private static Optional<String> named(String text) {
        var fields = new Fields();
        var name = fields.name("/name", text);
        try {
            fields.check();
            return Optional.of(name);
        } catch (app.foyer.problem.Invalid refused) {
            return Optional.empty();
        }
    }

    private String text() {
        var text = new StringBuilder();
        for (var i = 0; i <= random.nextInt(5); i++) {
            text.append(random.nextInt(12) == 0 ? character() : PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private String character() {
        var code = random.nextInt(0x2_0000);
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= 100 ? text : text.substring(0, text.offsetByCodePoints(0, 100));
    }
}
