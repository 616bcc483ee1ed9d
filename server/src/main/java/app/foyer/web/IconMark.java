package app.foyer.web;

import java.util.Map;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.templatemode.TemplateMode;
import org.unbescape.html.HtmlEscape;

/// An icon from the sprite. It never stands without a name beside it or on its button.
final class IconMark extends AbstractAttributeTagProcessor {

    IconMark() {
        super(TemplateMode.HTML, Marks.PREFIX, null, false, "icon", true, Marks.PRECEDENCE, true);
    }

    @Override
    protected void doProcess(
            ITemplateContext context,
            IProcessableElementTag tag,
            AttributeName name,
            String icon,
            IElementTagStructureHandler element) {
        var address = context.buildLink("/icons.svg#" + icon, Map.of());
        element.setAttribute("class", "i");
        element.setAttribute("aria-hidden", "true");
        element.setBody("<use href=\"" + HtmlEscape.escapeHtml4Xml(address) + "\"/>", false);
    }
}
