package app.foyer.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Text for people: paragraphs, in which some pieces are code. OpenAPI has it as CommonMark, of which nothing else is
/// used here.
record Prose(List<Paragraph> paragraphs) {
    static final Prose NONE = new Prose(List.of());

    record Paragraph(List<Piece> pieces) {}

    record Piece(String text, boolean code) {}

    static Prose of(String text) {
        return text.isBlank()
                ? NONE
                : new Prose(Arrays.stream(text.strip().split("\n\\s*\n"))
                        .map(Prose::paragraph)
                        .toList());
    }

    private static Paragraph paragraph(String text) {
        var pieces = new ArrayList<Piece>();
        var isCode = false;
        for (var part : text.replaceAll("\\s+", " ").split("`")) {
            if (!part.isEmpty()) {
                pieces.add(new Piece(part, isCode));
            }
            isCode = !isCode;
        }
        return new Paragraph(pieces);
    }
}
