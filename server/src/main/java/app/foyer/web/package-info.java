/// The shell around all pages, the security filter chains, and how htmx is answered.
@NullMarked
package app.foyer.web;

import org.jspecify.annotations.NullMarked;
