/// Where data lives: the embedded PostgreSQL, ids, time as a parameter, cursors.
@NullMarked
package app.foyer.database;

import org.jspecify.annotations.NullMarked;
