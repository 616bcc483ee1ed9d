package app.foyer.web;

import app.foyer.mail.LocalTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.processor.AbstractStandardExpressionAttributeTagProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/// A time as its reader writes it, in the zone of the model, moved to the reader's by foyer.js; the exact instant is
/// the title. Nothing at all when there is none.
final class TimeMark extends AbstractStandardExpressionAttributeTagProcessor {
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final String local;
    private final Writing writing;

    /// One of the ways to write a time.
    interface Writing {
        String write(LocalTimes times, Instant at, ZoneId zone);
    }

    /// @param local what foyer.js makes of it
    TimeMark(String name, String local, Writing writing) {
        super(TemplateMode.HTML, Marks.PREFIX, name, Marks.PRECEDENCE, true);
        this.local = local;
        this.writing = writing;
    }

    @Override
    protected void doProcess(
            ITemplateContext context,
            IProcessableElementTag tag,
            AttributeName name,
            String expression,
            @Nullable Object instant,
            IElementTagStructureHandler element) {
        if (!(instant instanceof Instant at)) {
            element.removeElement();
            return;
        }
        var zone = (ZoneId) context.getVariable("zone");
        element.setAttribute("datetime", at.toString());
        element.setAttribute("data-local", local);
        element.setAttribute("title", EXACT.format(at));
        element.setBody(writing.write(LocalTimes.in(context.getLocale()), at, zone), false);
    }
}
