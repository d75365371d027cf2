package incharge.customer.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingView;
import incharge.customer.card.ThingViews;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Place;
import incharge.customer.file.ContentTypes.TypeRefused;
import incharge.customer.file.Scanner.ScannerUnavailable;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.IdempotencyKeyReused;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Stale;
import incharge.eventstore.http.Origins;
import incharge.eventstore.keys.KeyErased;
import incharge.http.Area;
import incharge.http.EventPositions;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.http.SecurityLog;
import incharge.visibility.CallerVisibility;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** One file over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
class FileController {

    private static final Logger LOG = LoggerFactory.getLogger(FileController.class);

    private static final List<String> FIELDS = List.of("name", "description", "reason");
    private static final List<String> FIELDS_BENEATH_CUSTOMER = List.of("name", "description", "projectId", "reason");
    private static final Duration RETRY_SCAN = Duration.ofSeconds(10);

    /** {@code erased} is true, and the texts are missing, where the person that they are about is erased. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FileView(
            @JsonInclude String name, String description, long size, String type, String sha256, Boolean erased) {

        static FileView of(StoredFile file) {
            Boolean erased = file.name() == null ? true : null;
            return new FileView(file.name(), file.description(), file.size(), file.type(), file.sha256(), erased);
        }
    }

    private final ThingViews<StoredFile, FileView> things;
    private final EventStore<CustomersEvent> store;
    private final FileStore files;
    private final Scanner scanner;

    FileController(ThingViews.Desk desk, FileStore files, Scanner scanner) {
        this.things = new ThingViews<>(desk, StoredFile.KIND, "/api/files", FileView::of);
        this.store = desk.store();
        this.files = files;
        this.scanner = scanner;
    }

    @PostMapping(path = "/api/customers/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ThingView<FileView>> addToCustomer(
            @PathVariable UUID id, MultipartHttpServletRequest request, Origins origins, CallerVisibility visibility)
            throws IOException, ServletException {
        things.places().beneathCustomer(id, null, visibility); // before the body is read
        try (var upload = FileUpload.of(request, FIELDS_BENEATH_CUSTOMER)) {
            Place place = things.places().beneathCustomer(id, upload.projectId(), visibility);
            return add(place, upload, request, origins, visibility);
        }
    }

    @PostMapping(path = "/api/projects/{id}/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ThingView<FileView>> addToProject(
            @PathVariable UUID id, MultipartHttpServletRequest request, Origins origins, CallerVisibility visibility)
            throws IOException, ServletException {
        Place place = things.places().beneathProject(id, visibility);
        try (var upload = FileUpload.of(request, FIELDS)) {
            return add(place, upload, request, origins, visibility);
        }
    }

    private ResponseEntity<ThingView<FileView>> add(
            Place place, FileUpload upload, HttpServletRequest request, Origins origins, CallerVisibility visibility)
            throws IOException {
        refuseInfected(upload, request);
        var file = new StoredFile(
                upload.name(), upload.description(), upload.size(), acceptedType(upload), upload.sha256());
        var command = new AddThing<>(UuidCreator.getTimeOrderedEpoch(), place, file);
        Origin origin = upload.identifying(origins.of(upload.reason()));
        return store.isRepeat(origin)
                ? things.add(command, origin, visibility)
                : add(command, upload, origin, visibility);
    }

    /**
     * Writes the content, then the event. The content is deleted if the event is refused for sure; where that is not
     * known, the sweep finds out.
     */
    private ResponseEntity<ThingView<FileView>> add(
            AddThing<StoredFile> command, FileUpload upload, Origin origin, CallerVisibility visibility)
            throws IOException {
        UUID id = command.id();
        try {
            files.write(id, things.places().person(command.place()), upload.content());
            ResponseEntity<ThingView<FileView>> added = things.add(command, origin, visibility);
            if (added.getBody().id().equals(id)) {
                files.settle(id);
            } else {
                files.discard(id); // a request with the same key was faster
            }
            return added;
        } catch (KeyErased _) {
            files.discard(id);
            throw Refused.rule("erased", null, "The customer is an erased person and gets no files any more.");
        } catch (RuntimeException e) {
            if (changedNothing(e)) {
                files.discard(id);
            }
            throw e;
        }
    }

    /** Returns whether it is sure that the log did not take a command. */
    static boolean changedNothing(RuntimeException failure) {
        return switch (failure) {
            case Refused _, ProblemException _, Stale _, IdempotencyKeyReused _ -> true;
            default -> false;
        };
    }

    private void refuseInfected(FileUpload upload, HttpServletRequest request) throws IOException {
        Optional<String> found;
        try {
            found = scanner.find(upload.content());
        } catch (ScannerUnavailable e) {
            LOG.warn("A file was not scanned and is refused", e);
            throw ProblemException.unavailable(
                    "scanner-unavailable", "The file cannot be scanned for malware now; try again soon.", RETRY_SCAN);
        }
        if (found.isPresent()) {
            SecurityLog.log(request, 422, "a file without " + found.get() + ", sha256 " + upload.sha256());
            throw InvalidInput.value("file", "file-infected", "The file is infected: " + found.get() + ".");
        }
    }

    private static String acceptedType(FileUpload upload) throws IOException {
        try {
            return ContentTypes.accepted(upload.content(), upload.names());
        } catch (TypeRefused refused) {
            throw ProblemException.of(415, "file-type-refused", refused.getMessage());
        }
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/files/{id}")
    ResponseEntity<ThingView<FileView>> get(@PathVariable UUID id, CallerVisibility visibility) {
        return things.get(id, visibility);
    }

    /** Gives the content to be saved; no browser shows it or runs what is in it. */
    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/files/{id}/content")
    void content(
            @PathVariable UUID id,
            CallerVisibility visibility,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ResponseEntity<ThingView<FileView>> found = things.get(id, visibility);
        FileView file = found.getBody().content();
        if (file.name() == null) {
            throw ProblemException.notFound();
        }
        try (InputStream content = files.open(id).orElseThrow(ProblemException::notFound)) {
            response.setHeader(EventPositions.HEADER, found.getHeaders().getFirst(EventPositions.HEADER));
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
            if (new ServletWebRequest(request, response).checkNotModified('"' + file.sha256() + '"')) {
                return;
            }
            response.setHeader("Content-Disposition", Disposition.attachment(file.name()));
            response.setContentType(ContentTypes.served(file.type()));
            response.setContentLengthLong(file.size());
            if (!request.getMethod().equals("HEAD")) {
                content.transferTo(response.getOutputStream());
            }
        }
    }

    @DeleteMapping("/api/files/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        if (store.isRepeat(origins.of(Reason.of(reason)))) {
            return things.remove(id, reason, origins, visibility);
        }
        things.visible(id, visibility); // 404 before the note
        files.note(id, null);
        try {
            ResponseEntity<Void> removed = things.remove(id, reason, origins, visibility);
            files.discard(id);
            return removed;
        } catch (RuntimeException e) {
            if (changedNothing(e)) {
                files.settle(id);
            }
            throw e;
        }
    }

    /** Returns whether the log has a file, and it is not removed. */
    boolean has(UUID id) {
        return things.exists(id);
    }
}
