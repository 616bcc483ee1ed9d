package app.foyer.journeys;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A way to look at a page: on a desk or on a telephone, by day or by night.
record Looks(int width, ColorScheme scheme) {
    private static final String STILL =
            "() => Promise.all(document.getAnimations().map(a => a.finished.catch(() => 0)))";

    static List<Looks> all() {
        return at(1280, 360);
    }

    /// As wide as a mail program's pane, and as a telephone.
    static List<Looks> ofMails() {
        return at(600, 360);
    }

    private static List<Looks> at(int... widths) {
        return Arrays.stream(widths)
                .boxed()
                .flatMap(width -> Arrays.stream(new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK})
                        .map(scheme -> new Looks(width, scheme)))
                .toList();
    }

    /// Shows what is open that way, and waits until nothing moves.
    void at(Page page) {
        page.setViewportSize(width, width == 360 ? 740 : 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        page.evaluate(STILL);
        page.evaluate("() => document.fonts.ready.then(() => true)");
    }

    @Override
    public String toString() {
        return width + "-" + scheme.name().toLowerCase(Locale.ROOT);
    }
}
