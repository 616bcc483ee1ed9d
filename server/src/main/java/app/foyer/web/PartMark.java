package app.foyer.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IEngineContext;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.templatemode.TemplateMode;

/// A part of pages by a template of its own, which looks at the variable `part` alone: a record, or nothing. What was
/// written of an equal one before isn't written anew, as people page, search and come back.
///
/// `foyer:parts` writes one for each of the variable `parts`, without a loop of Thymeleaf's, which costs more than
/// they.
final class PartMark extends AbstractAttributeTagProcessor {
    private static final String PART = "part";
    private static final String PARTS = "parts";

    private final Kept kept;

    PartMark(String word, Kept kept) {
        super(TemplateMode.HTML, Marks.PREFIX, null, false, word, true, Marks.PRECEDENCE, true);
        this.kept = kept;
    }

    /// The marks for one part and for many, which know what the other has written.
    static List<PartMark> both() {
        var kept = new Kept();
        return List.of(new PartMark(PART, kept), new PartMark(PARTS, kept));
    }

    @Override
    protected void doProcess(
            ITemplateContext context,
            IProcessableElementTag tag,
            AttributeName name,
            String template,
            IElementTagStructureHandler element) {
        var parts = name.getAttributeName().equals(PARTS)
                ? (List<?>) Objects.requireNonNull(context.getVariable(PARTS))
                : Collections.singletonList(context.getVariable(PART));
        var html = parts.stream()
                .map(part -> kept.html(template, (Record) part, (IEngineContext) context))
                .toList();
        element.replaceWith(String.join("", html), false);
    }

    /// What has been written.
    static final class Kept {
        private static final int MOST = 5000;

        private final Cache<Key, String> html =
                Caffeine.newBuilder().maximumSize(MOST).build();

        private record Key(
                String template,
                Locale locale,
                @Nullable ZoneId zone,
                @Nullable Record part) {}

        String html(String template, @Nullable Record part, IEngineContext context) {
            var key = new Key(template, context.getLocale(), (ZoneId) context.getVariable("zone"), part);
            return html.get(key, _ -> written(template, part, context));
        }

        private static String written(String template, @Nullable Record part, IEngineContext context) {
            var templates = context.getConfiguration().getTemplateManager();
            var html = new StringWriter();
            context.increaseLevel();
            try {
                context.setVariable(PART, part);
                templates.process(
                        templates.parseStandalone(context, template, null, TemplateMode.HTML, true, true),
                        context,
                        html);
            } finally {
                context.decreaseLevel();
            }
            return html.toString().strip();
        }
    }
}
