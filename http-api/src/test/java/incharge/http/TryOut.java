package incharge.http;

import static incharge.http.EventPositions.at;

import com.mongodb.MongoSocketReadException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** A service as small as can be, using everything of this module. */
@SpringBootConfiguration
@EnableAutoConfiguration
class TryOut {
    enum Kind {
        CUSTOMER,
        OLD_PROJECT
    }

    enum Sort {
        NAME,
        CREATED_AT
    }

    record Address(String street, String city) {}

    record Change(UUID employeeId, Kind kind, LocalDate from, Address address) {}

    record Thing(
            String name,
            String ean,
            String country,
            Integer size,
            Boolean seller,
            List<Change> changes,
            List<String> labels,
            Address address,
            String reason) {}

    record Counted(int count, boolean seller) {}

    record Filter(List<UUID> customer, LocalDate on, Boolean archived, Sort sort) {}

    static final Map<String, Long> POSITIONS = new ConcurrentHashMap<>(Map.of("customers", 7L));

    @Bean
    PositionSource positions() {
        return new PositionSource() {
            @Override
            public Map<String, Long> positions() {
                return POSITIONS;
            }

            @Override
            public boolean await(Map<String, Long> min, Duration max) throws InterruptedException {
                long end = System.nanoTime() + max.toNanos();
                while (min.entrySet().stream().anyMatch(entry -> POSITIONS.get(entry.getKey()) < entry.getValue())) {
                    if (System.nanoTime() > end) {
                        return false;
                    }
                    Thread.sleep(5);
                }
                return true;
            }
        };
    }

    @RestController
    @RequestMapping("/api/things")
    @RequiresLevel(area = Area.CUSTOMERS)
    static class Things {
        @GetMapping
        ResponseEntity<Page<String>> list(
                @RequestParam(required = false) String q,
                @RequestParam(required = false) List<String> tag,
                @RequestParam(required = false) Integer size,
                @RequestParam(defaultValue = "name") Sort sort,
                @RequestParam(defaultValue = "false") boolean archived,
                Paging paging) {
            List<String> all =
                    IntStream.range(0, 120).mapToObj(i -> "thing-" + i).toList();
            return ResponseEntity.ok().headers(at(POSITIONS)).body(paging.cut(all, thing -> thing));
        }

        @GetMapping("/filtered")
        Filter filtered(Filter filter, Caller caller) {
            return filter;
        }

        @GetMapping("/needed")
        String needed(@RequestParam Instant asOf) {
            return asOf.toString();
        }

        @GetMapping("/{id}")
        ResponseEntity<Address> one(@PathVariable UUID id) {
            return ResponseEntity.ok().eTag(ETags.of(5)).body(new Address("Main", null));
        }

        @PostMapping
        ResponseEntity<Thing> make(@RequestBody Thing thing) {
            var fields = new Fields();
            fields.name("name", thing.name());
            fields.ean("ean", thing.ean());
            fields.country("country", thing.country());
            fields.reason(thing.reason());
            fields.check();
            return ResponseEntity.created(URI.create("/api/things/1"))
                    .headers(at("customers", 8))
                    .eTag(ETags.of(8))
                    .body(thing);
        }

        @PostMapping("/counted")
        Counted count(@RequestBody Counted counted) {
            return counted;
        }

        @PatchMapping(
                path = "/{id}",
                consumes = {"application/merge-patch+json", "application/json"})
        Thing patch(@PathVariable UUID id, @RequestBody Patch<Thing> patch) {
            var current = new Thing("Old", null, "FI", 3, null, null, null, new Address("Main 1", "Turku"), null);
            return patch.applyTo(current);
        }

        @PostMapping("/files")
        long upload(@RequestParam MultipartFile file) {
            return file.getSize();
        }

        @GetMapping("/broken/{how}")
        void broken(@PathVariable String how, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            switch (how) {
                case "bug" -> throw new IllegalStateException("secret detail");
                case "overflow" -> throw new StackOverflowError();
                case "mongo" -> throw new MongoTimeoutException("no server at secret:27017");
                case "socket" ->
                    throw new IllegalStateException(
                            new MongoSocketReadException("gone", new ServerAddress(), new IOException()));
                case "hidden" -> throw ProblemException.notFound();
                case "busy" ->
                    throw ProblemException.unavailable("catching-up", "Not there yet.", Duration.ofSeconds(3));
                case "sent" -> response.sendError(HttpStatus.GONE.value(), "secret detail");
                case String other -> throw new AssertionError(other);
            }
        }
    }
}
