package app.foyer.people;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Where the person who asks for a page belongs: read once for the page, however many of its makers want to know.
@Component
public class OwnPlaces {
    private static final String READ = OwnPlaces.class.getName();

    private final People people;

    OwnPlaces(People people) {
        this.people = people;
    }

    /// The organizations in which the person has access, as [People#places] tells them. Whatever changes something
    /// reads
    /// them anew.
    public List<Place> of(Caller.Person person, Instant now) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)
                || !request.getRequest().getMethod().equals("GET")) {
            return people.places(person.id(), now);
        }
        var read = (Read) request.getAttribute(READ, RequestAttributes.SCOPE_REQUEST);
        if (read == null || !read.person.equals(person)) {
            read = new Read(person, people.places(person.id(), now));
            request.setAttribute(READ, read, RequestAttributes.SCOPE_REQUEST);
        }
        return read.places;
    }

    private record Read(Caller.Person person, List<Place> places) {}
}
