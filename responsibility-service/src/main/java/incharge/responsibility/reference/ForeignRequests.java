package incharge.responsibility.reference;

import incharge.feed.Fact;
import incharge.responsibility.event.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Answers what another service requests, before the checkpoint of its topic moves. */
public interface ForeignRequests {

    boolean concerns(Fact fact);

    /** @param subjects finds the reference data from before the batch */
    void answer(List<Fact> batch, Function<Collection<Subject>, Map<Subject, SubjectData>> subjects);
}
