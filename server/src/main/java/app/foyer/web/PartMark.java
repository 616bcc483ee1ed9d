package app.foyer.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.templatemode.TemplateMode;

/// A part of pages by a template of its own, which looks at the variable `part` alone: a record, or nothing. What was
/// written of an equal one before isn't written anew, as people page, search and come back.
final class PartMark extends AbstractAttributeTagProcessor {
    private static final int KEPT = 5000;

    private final Cache<Key, String> kept =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    private record Key(
            String template,
            Locale locale,
            @Nullable ZoneId zone,
            @Nullable Record part) {}

    PartMark() {
        super(TemplateMode.HTML, Marks.PREFIX, null, false, "part", true, Marks.PRECEDENCE, true);
    }

    @Override
    protected void doProcess(
            ITemplateContext context,
            IProcessableElementTag tag,
            AttributeName name,
            String template,
            IElementTagStructureHandler element) {
        var part = (Record) context.getVariable("part");
        var key = new Key(template, context.getLocale(), (ZoneId) context.getVariable("zone"), part);
        element.replaceWith(kept.get(key, _ -> written(template, context)), false);
    }

    private static String written(String template, ITemplateContext context) {
        var templates = context.getConfiguration().getTemplateManager();
        var html = new StringWriter();
        templates.process(
                templates.parseStandalone(context, template, null, TemplateMode.HTML, true, true), context, html);
        return html.toString().strip();
    }
}
