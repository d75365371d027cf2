package incharge.reporting.health;

import incharge.http.Area;
import incharge.http.Level;
import incharge.http.ProblemException;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.AsOf;
import incharge.reporting.snapshot.HeapState;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.snapshot.Timeline;
import incharge.reporting.versions.Rebuild;
import incharge.reporting.versions.Source;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Builds a read model anew while it is served, and verifies that what is served equals the logs. */
@RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
@RequestMapping("/api/health")
@RestController
class ReadModelsController {

    /** A verification of a small workspace is done by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long MEGABYTE = 1L << 20;

    private final Rebuild rebuild;
    private final Verification verification;
    private final AsOf asOf;
    private final Snapshots snapshots;

    ReadModelsController(Rebuild rebuild, Verification verification, AsOf asOf, Snapshots snapshots) {
        this.rebuild = rebuild;
        this.verification = verification;
        this.asOf = asOf;
        this.snapshots = snapshots;
    }

    /**
     * Answers with the rebuild that goes on; it may have begun earlier. While the heap is too small, it is refused:
     * what is served would end with it, and could not be built again.
     */
    @PostMapping("/rebuilds/{source}")
    ResponseEntity<Rebuild.Last> rebuild(@PathVariable String source) {
        Source found = Arrays.stream(Source.values())
                .filter(each -> each.shortName().equals(source))
                .findFirst()
                .orElseThrow(ProblemException::notFound);
        requireHeap();
        rebuild.begin(found);
        return ResponseEntity.accepted()
                .location(URI.create("/api/health"))
                .body(rebuild.last(found).orElseThrow());
    }

    private void requireHeap() {
        HeapState heap = snapshots.heap();
        if (heap.state() == HeapState.State.SHORT) {
            long needed = Math.ceilDiv(heap.heapNeeded(), MEGABYTE);
            throw ProblemException.unavailable(
                    "heap-too-small",
                    "After a rebuild, reporting-service needs about %,d MB of heap and has %,d: set -Xmx%dm first."
                            .formatted(needed, heap.heapMax() / MEGABYTE, needed),
                    Timeline.SHORTAGE_LASTS);
        }
    }

    /**
     * Answers with the verification that goes on, which may have begun earlier, or with its outcome if it ends soon.
     */
    @PostMapping("/verification")
    ResponseEntity<VerificationView> verify() {
        verification.begin(asOf.now());
        verification.awaitEnd(PATIENCE);
        return ResponseEntity.accepted()
                .location(URI.create("/api/health/verification"))
                .body(last());
    }

    @GetMapping("/verification")
    VerificationView last() {
        return verification.last().map(VerificationView::of).orElseThrow(ProblemException::notFound);
    }
}
