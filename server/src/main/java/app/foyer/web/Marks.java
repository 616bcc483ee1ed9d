package app.foyer.web;

import app.foyer.mail.LocalTimes;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.processor.IProcessor;

/// What templates can say besides Thymeleaf's own words: `<time foyer:day="${instant}">`, `<svg foyer:icon="name">` and
/// `<tr foyer:part="template">`, or `foyer:parts` for a list of them. They stand in each row of long lists, where
/// fragments would cost more than all the rest of the page, and in the frame of each page.
@Component
class Marks extends AbstractProcessorDialect {
    static final String PREFIX = "foyer";

    // Before these, conditions have decided, and the variables of `th:with` are there.
    static final int PRECEDENCE = 1000;

    Marks() {
        super("Foyer", PREFIX, PRECEDENCE);
    }

    @Override
    public Set<IProcessor> getProcessors(String prefix) {
        var marks = new HashSet<IProcessor>(PartMark.both());
        marks.add(new TimeMark("minute", "time", LocalTimes::minute));
        marks.add(new TimeMark("day", "day", LocalTimes::day));
        marks.add(new TimeMark("ago", "ago", LocalTimes::day));
        marks.add(new IconMark());
        return marks;
    }
}
