/// The job as people do it: a real browser and a mail server that keeps everything, against the packaged Foyer.
@NullMarked
package app.foyer.journeys;

import org.jspecify.annotations.NullMarked;
