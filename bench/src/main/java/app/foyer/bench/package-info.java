/// Foyer's speed, measured against a database's floor and, if asked for, against others who do the same job.
@NullMarked
package app.foyer.bench;

import org.jspecify.annotations.NullMarked;
