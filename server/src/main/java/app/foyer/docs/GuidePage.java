package app.foyer.docs;

import app.foyer.database.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/// The API for people, at `/docs/api`. The page is the same for everybody, so it is written once.
@Controller
class GuidePage {
    private final Document document;
    private final ITemplateEngine templates;
    private volatile @Nullable Page page;

    GuidePage(Document document, ITemplateEngine templates) {
        this.document = document;
        this.templates = templates;
    }

    private record Page(byte[] html, String tag) {}

    @GetMapping("/docs/api")
    ResponseEntity<byte[]> read(HttpServletRequest request, HttpServletResponse response) {
        var written = page;
        if (written == null) {
            written = write(request, response);
            page = written;
        }
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noCache().cachePublic())
                .eTag(written.tag())
                .body(written.html());
    }

    private Page write(HttpServletRequest request, HttpServletResponse response) {
        var exchange = JakartaServletWebApplication.buildApplication(request.getServletContext())
                .buildExchange(request, response);
        var guide = document.guide();
        var html = templates
                .process("docs/api", new WebContext(exchange, Locale.ENGLISH, Map.of("guide", guide)))
                .getBytes(StandardCharsets.UTF_8);
        // Weak, so that it may be compressed.
        return new Page(html, "W/\"" + Secrets.text(Secrets.sha256(html)) + "\"");
    }
}
