/// What people can reach: the organization view, and each application with the App role on it.
@NullMarked
package app.foyer.access;

import org.jspecify.annotations.NullMarked;
