package incharge.customer.file;

import static incharge.customer.customer.CustomerBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.card.Places;
import incharge.customer.card.ThingViews;
import incharge.customer.customer.Customer;
import incharge.customer.customer.CustomerBoundary;
import incharge.customer.customer.CustomerCommand.ChangeAvatar;
import incharge.customer.customer.CustomerController;
import incharge.customer.customer.CustomerController.CustomerView;
import incharge.customer.customer.CustomerRegistry;
import incharge.customer.event.CustomerEvent.CustomerAvatarChanged;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.eventstore.keys.KeyErased;
import incharge.eventstore.log.Criteria;
import incharge.http.Area;
import incharge.http.Level;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** The picture of a customer over HTTP. It is one of the customer's fields and has the customer's version. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
@RequestMapping("/api/customers/{id}/avatar")
class AvatarController {

    private final EventStore<CustomersEvent> store;
    private final Places places;
    private final FileStore files;
    private final CustomerController customers;
    private final ResourceAnswers answers;

    AvatarController(ThingViews.Desk desk, FileStore files, CustomerController customers) {
        this.store = desk.store();
        this.places = desk.places();
        this.answers = desk.answers();
        this.files = files;
        this.customers = customers;
    }

    /** @param v makes the path another one for each picture; the answer is the picture now, whatever it says */
    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping
    ResponseEntity<byte[]> get(
            @PathVariable UUID id, @RequestParam(required = false) String v, CallerVisibility visibility)
            throws IOException {
        Current<CustomerRegistry> current = current(id);
        UUID avatar = avatar(id, current).orElseThrow(ProblemException::notFound);
        visibility.require(id);
        byte[] picture = content(avatar);
        ResponseEntity<byte[]> answer = answers.ok(current, _ -> picture);
        return ResponseEntity.ok()
                .headers(answer.getHeaders())
                .contentType(MediaType.IMAGE_PNG)
                .header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .body(picture);
    }

    private byte[] content(UUID file) throws IOException {
        try (InputStream content = files.open(file).orElseThrow(ProblemException::notFound)) {
            return content.readAllBytes();
        }
    }

    private Current<CustomerRegistry> current(UUID customer) {
        return store.current(DECIDER, CustomerBoundary.eventsOf(customer));
    }

    private static Optional<UUID> avatar(UUID customer, Current<CustomerRegistry> current) {
        return Optional.ofNullable(current.state().byId().get(customer)).map(Customer::avatar);
    }

    /** Takes the picture as the body itself, of whatever type the request says that it is. */
    @PutMapping
    ResponseEntity<CustomerView> put(
            @PathVariable UUID id,
            @RequestParam(required = false) String reason,
            HttpServletRequest request,
            Origins origins,
            CallerVisibility visibility)
            throws IOException {
        Place place = places.beneathCustomer(id, null, visibility); // before the body is read
        if (request.getContentLengthLong() > Picture.MOST_BYTES) {
            throw Picture.tooLarge();
        }
        byte[] picture = Picture.redrawn(request.getInputStream().readNBytes(Picture.MOST_BYTES + 1));
        return put(place, picture, origins.changing(CustomersLog.customer(id), reason), visibility);
    }

    /** Takes the picture as a file of a form. */
    @PutMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<CustomerView> putForm(
            @PathVariable UUID id, MultipartHttpServletRequest request, Origins origins, CallerVisibility visibility)
            throws IOException, ServletException {
        Place place = places.beneathCustomer(id, null, visibility);
        try (var upload = FileUpload.of(request, List.of("reason"))) {
            if (upload.size() > Picture.MOST_BYTES) {
                throw Picture.tooLarge();
            }
            byte[] picture = Picture.redrawn(Files.readAllBytes(upload.content()));
            Origin origin = upload.identifying(origins.changing(CustomersLog.customer(id), upload.reason()));
            return put(place, picture, origin, visibility);
        }
    }

    /**
     * Writes the content, then the event. The content is deleted if the event is refused for sure; where that is not
     * known, the sweep finds out.
     */
    private ResponseEntity<CustomerView> put(Place place, byte[] picture, Origin origin, CallerVisibility visibility)
            throws IOException {
        UUID customer = place.customerId();
        UUID file = UuidCreator.getTimeOrderedEpoch();
        if (store.isRepeat(origin)) {
            return customers.changed(customer, decide(new ChangeAvatar(customer, file), origin, visibility));
        }
        try {
            files.write(file, places.person(place), new ByteArrayInputStream(picture));
            Decision<CustomerRegistry, CustomersEvent> decision =
                    decide(new ChangeAvatar(customer, file), origin, visibility);
            if (decision.replayed()) {
                files.discard(file); // a request with the same key was faster
            } else {
                files.settle(file);
            }
            return customers.changed(customer, decision);
        } catch (KeyErased _) {
            files.discard(file);
            throw Customer.erased(null);
        } catch (RuntimeException e) {
            if (FileController.changedNothing(e)) {
                files.discard(file);
            }
            throw e;
        }
    }

    @DeleteMapping
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(CustomersLog.customer(id), Reason.of(reason));
        return answers.noContent(decide(new ChangeAvatar(id, null), origin, visibility));
    }

    /**
     * Decides, with a note on the picture that the customer has before: its content is swept after the event, and not
     * deleted at once, since it may be read at this moment.
     */
    private Decision<CustomerRegistry, CustomersEvent> decide(
            ChangeAvatar command, Origin origin, CallerVisibility visibility) {
        UUID customer = command.customerId();
        return EventStore.untilUnchanged(() -> {
            Current<CustomerRegistry> before = current(customer);
            avatar(customer, before).ifPresent(file -> files.note(file, null));
            return store.decide(
                    CustomerController.visibleOnly(customer, visibility), command, origin.withBasedOn(before.head()));
        });
    }

    /** Returns whether a file is the picture of a customer now. */
    boolean has(UUID file) {
        UUID customer = store.fold(
                () -> null,
                (found, event) -> event instanceof CustomerAvatarChanged changed ? changed.customerId() : found,
                Criteria.tagged(CustomersLog.thing(file)));
        return customer != null
                && avatar(customer, current(customer)).filter(file::equals).isPresent();
    }
}
