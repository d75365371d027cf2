package incharge.eventstore.http;

import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.http.ETags;
import incharge.http.EventPositions;
import incharge.http.InvalidInput;
import java.net.URI;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;

/**
 * Answers a request with the state of a resource as it was read or as a decision left it: body, {@code ETag},
 * {@code Event-Position}.
 *
 * @param source the log's name in {@code Event-Position}
 */
public record ResourceAnswers(String source) {

    /** Answers 200 with a view of the resource. */
    public <S, V> ResponseEntity<V> ok(Current<S> resource, Function<? super Current<S>, V> view) {
        return answer(ResponseEntity.ok(), resource, view);
    }

    /** Answers 201 with a view of the new resource, which is found at {@code location}. */
    public <S, V> ResponseEntity<V> created(
            String location, Current<S> resource, Function<? super Current<S>, V> view) {
        return answer(ResponseEntity.created(URI.create(location)), resource, view);
    }

    /** Answers 200 for a decision about more than one resource, which has no version. */
    public <V> ResponseEntity<V> ok(Decision<?, ?> decision, V body) {
        return ResponseEntity.ok()
                .headers(EventPositions.at(source, decision.position()))
                .body(body);
    }

    /** Answers 204 for a resource that is gone. */
    public ResponseEntity<Void> noContent(Decision<?, ?> decision) {
        return ResponseEntity.noContent()
                .headers(EventPositions.at(source, decision.position()))
                .build();
    }

    /**
     * Returns this log's position in the {@code basedOn} of a command: what a preview answered or the
     * {@code Event-Position} of any answer. A malformed one, or one without this log, is a 400; null is none.
     */
    public Long basedOn(String text) {
        if (text == null) {
            return null;
        }
        return EventPositions.read(text)
                .map(positions -> positions.bySource().get(source))
                .orElseThrow(() -> InvalidInput.request(
                        "basedOn",
                        "based-on-malformed",
                        "basedOn is a position that an answer names, such as " + source + "=1042."));
    }

    private <S, V> ResponseEntity<V> answer(
            ResponseEntity.BodyBuilder answer, Current<S> resource, Function<? super Current<S>, V> view) {
        V body = view.apply(resource);
        return answer.headers(EventPositions.at(source, resource.head()))
                .eTag(ETags.of(resource.version()))
                .body(body);
    }
}
