package incharge.reporting.overview;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Level;
import incharge.http.Paging;
import incharge.http.ProblemException;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Download;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.Period;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.card.CardExcerptReading;
import incharge.reporting.card.CardExcerpts;
import incharge.reporting.overview.Overview.Order;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Customer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/customers} and the customers of a category or a tag, as JSON and as a file. */
@RestController
class OverviewController {

    private final AsOf asOf;
    private final CardExcerptReading cards;

    OverviewController(AsOf asOf, CardExcerptReading cards) {
        this.asOf = asOf;
        this.cards = cards;
    }

    /** @param on the day on which those in charge are listed */
    record Parameters(
            List<String> q,
            List<UUID> customer,
            List<String> category,
            List<UUID> tag,
            List<Boolean> archived,
            Order sort,
            Instant asOf,
            LocalDate on) {

        CustomerFilter filter(Caller caller) {
            return RowParameters.filter(customer, category, tag, q, archived, caller);
        }
    }

    /** The {@link Parameters} without the category, which is in the path. */
    record OfCategory(
            List<String> q,
            List<UUID> customer,
            List<UUID> tag,
            List<Boolean> archived,
            Order sort,
            Instant asOf,
            LocalDate on) {

        CustomerFilter filter(UUID category, Caller caller) {
            return RowParameters.filter(customer, List.of(category.toString()), tag, q, archived, caller);
        }
    }

    /** The {@link Parameters} without the tag, which is in the path. */
    record WithTag(
            List<String> q,
            List<UUID> customer,
            List<String> category,
            List<Boolean> archived,
            Order sort,
            Instant asOf,
            LocalDate on) {

        CustomerFilter filter(UUID tag, Caller caller) {
            return RowParameters.filter(customer, category, List.of(tag), q, archived, caller);
        }
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/customers")
    ResponseEntity<byte[]> customers(Parameters parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Overview overview = overview(view, parameters.sort(), parameters.filter(caller), language);
        return page(
                view,
                overview,
                caller,
                parameters.asOf(),
                responsible(caller, view, parameters.on()),
                paging,
                language);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/customers.xlsx", "/api/customers.csv"})
    void customersFile(
            Parameters parameters,
            Download.Options options,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Overview overview = overview(view, parameters.sort(), parameters.filter(caller), language);
        file(new Download(request, response, options, language, asOf.zone()), view, overview);
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/api/categories/{id}/customers")
    ResponseEntity<byte[]> ofCategory(
            @PathVariable UUID id, OfCategory parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = category(id, caller, parameters.asOf());
        Overview overview = overview(view, parameters.sort(), parameters.filter(id, caller), language);
        return page(
                view,
                overview,
                caller,
                parameters.asOf(),
                responsible(caller, view, parameters.on()),
                paging,
                language);
    }

    @RequiresLevel(area = Area.GROUPS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/categories/{id}/customers.xlsx", "/api/categories/{id}/customers.csv"})
    void ofCategoryFile(
            @PathVariable UUID id,
            OfCategory parameters,
            Download.Options options,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = category(id, caller, parameters.asOf());
        Overview overview = overview(view, parameters.sort(), parameters.filter(id, caller), language);
        file(new Download(request, response, options, language, asOf.zone()), view, overview);
    }

    @RequiresLevel(area = Area.GROUPS)
    @GetMapping("/api/tags/{id}/customers")
    ResponseEntity<byte[]> withTag(
            @PathVariable UUID id, WithTag parameters, Paging paging, Language language, Caller caller) {
        SnapshotView view = tag(id, caller, parameters.asOf());
        Overview overview = overview(view, parameters.sort(), parameters.filter(id, caller), language);
        return page(
                view,
                overview,
                caller,
                parameters.asOf(),
                responsible(caller, view, parameters.on()),
                paging,
                language);
    }

    @RequiresLevel(area = Area.GROUPS)
    @RequiresLevel(area = Area.REPORTS)
    @GetMapping({"/api/tags/{id}/customers.xlsx", "/api/tags/{id}/customers.csv"})
    void withTagFile(
            @PathVariable UUID id,
            WithTag parameters,
            Download.Options options,
            Language language,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        SnapshotView view = tag(id, caller, parameters.asOf());
        Overview overview = overview(view, parameters.sort(), parameters.filter(id, caller), language);
        file(new Download(request, response, options, language, asOf.zone()), view, overview);
    }

    /** Returns the view; answers 404 when its snapshot has no such category that the caller sees. */
    private SnapshotView category(UUID id, Caller caller, Instant time) {
        SnapshotView view = asOf.view(caller, time);
        Category category = view.snapshot().categories().find(id);
        if (category == null || !view.visibility().sees(category)) {
            throw ProblemException.notFound();
        }
        return view;
    }

    /** Returns the view; answers 404 when its snapshot has no such tag. */
    private SnapshotView tag(UUID id, Caller caller, Instant time) {
        SnapshotView view = asOf.view(caller, time);
        if (view.snapshot().tags().find(id) == null) {
            throw ProblemException.notFound();
        }
        return view;
    }

    private static Overview overview(SnapshotView view, Order order, CustomerFilter filter, Language language) {
        return new Overview(view, filter, order == null ? Order.NAME : order, language.collation());
    }

    /** Returns what decides who is listed as in charge, or null when the caller may not view responsibilities. */
    private static Period responsible(Caller caller, SnapshotView view, LocalDate on) {
        return caller.can(Area.RESPONSIBILITIES, Level.VIEW)
                ? Period.of(null, on == null ? view.today() : on, view.today())
                : null;
    }

    private ResponseEntity<byte[]> page(
            SnapshotView view,
            Overview overview,
            Caller caller,
            Instant time,
            Period responsible,
            Paging paging,
            Language language) {
        Slice<Customer> page = overview.page(paging.limit(), Answer.after(paging, language));
        CardExcerpts excerpts = caller.can(Area.CUSTOMERS, Level.VIEW)
                ? cards.of(view.snapshot(), page.items(), asOf.time(time))
                : null;
        return Answer.page(view, Answer.Page.of(page, paging, language, overview.total()), (json, _, customer) -> {
            overview.write(json, customer, responsible);
            if (excerpts != null) {
                excerpts.write(json, customer);
            }
        });
    }

    private void file(Download download, SnapshotView view, Overview overview) throws IOException {
        Language language = download.language();
        download.write(
                view.snapshot(),
                "customers",
                language.headers(Overview.HEADERS),
                overview.inOrder(),
                customer -> overview.row(customer, asOf.zone(), language));
    }
}
