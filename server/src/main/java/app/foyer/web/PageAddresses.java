package app.foyer.web;

import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;

/// The addresses in templates. Files get their fingerprint; pages are not looked for among the files, which would
/// search all jars for each link.
final class PageAddresses extends StandardLinkBuilder {

    @Override
    protected String processLink(IExpressionContext context, String link) {
        return isFile(link) ? super.processLink(context, link) : link;
    }

    private static boolean isFile(String link) {
        var path = link.split("[?#]", 2)[0];
        return path.indexOf('.', path.lastIndexOf('/') + 1) >= 0;
    }
}
