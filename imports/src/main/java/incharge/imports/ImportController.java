package incharge.imports;

import incharge.eventstore.decider.Refused;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Caller;
import incharge.http.EventPositions;
import incharge.http.FieldError;
import incharge.http.FileName;
import incharge.http.InvalidInput;
import incharge.http.LevelRequirements;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiredLevel;
import incharge.http.StrictJson;
import incharge.http.TemporaryFiles;
import incharge.imports.Import.State;
import incharge.imports.ImportRun.Mode;
import incharge.tabular.TableRefused;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * Imports of every kind over HTTP. A file is read to its end before it is accepted, so that an error of the file itself
 * is answered at once and changes nothing.
 */
@RestController
@RequestMapping("/api/{kind}/imports")
final class ImportController implements LevelRequirements {

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_MAPPING_BYTES = 1 << 20;
    private static final int LONGEST_NAME = 255;
    /** How long the answer to an undo waits for its end. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(20);

    private final Imports imports;
    private final ImportRunner runner;
    private final ImportSettings settings;
    private final ImportAccess access;
    private final ResourceAnswers answers;

    /** A file and its hex SHA-256. */
    private record Inspected(String hash, Inspection inspection) {}

    ImportController(
            Imports imports,
            ImportRunner runner,
            ImportSettings settings,
            ImportAccess access,
            ResourceAnswers answers) {
        this.imports = imports;
        this.runner = runner;
        this.settings = settings;
        this.access = access;
        this.answers = answers;
    }

    @Override
    public Collection<RequiredLevel> requiredLevels(Map<String, String> variables) {
        return List.of(access.known(variables.get("kind")).requiredLevel());
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ImportStatus> start(
            @PathVariable String kind,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "create") Mode mode,
            @RequestPart MultipartFile file,
            Origins origins,
            HttpServletRequest request)
            throws IOException, ServletException {
        ImportKind what = access.known(kind);
        Map<String, String> mapping = mapping(request.getPart("mapping"));
        Path spooled = TemporaryFiles.create("import");
        try {
            Inspected inspected = inspect(what, mapping, file, spooled);
            String key = origins.idempotencyKey().orElse(null);
            String hash = contentHash(inspected.hash(), mapping, dryRun, mode);
            Import accepted = key == null ? null : imports.byKey(key).orElse(null);
            if (accepted == null) {
                var fresh = new Import.Request(
                        what.path(),
                        origins.caller(),
                        mode,
                        dryRun,
                        mapping,
                        hash,
                        inspected.hash(),
                        settings.chunkRows());
                accepted = imports.create(Import.accepted(fresh, inspected.inspection()), key, spooled);
            }
            if (!accepted.contentHash().equals(hash)) {
                throw InvalidInput.value(
                        "Idempotency-Key",
                        "idempotency-key-reused",
                        "This Idempotency-Key was used with another file or other parameters");
            }
            runner.wakeUp();
            return ResponseEntity.accepted()
                    .location(URI.create("/api/" + kind + "/imports/" + accepted.id()))
                    .body(access.status(accepted));
        } finally {
            Files.delete(spooled);
        }
    }

    private static Map<String, String> mapping(Part part) throws IOException {
        if (part == null) {
            return Map.of();
        }
        byte[] json;
        try (InputStream in = part.getInputStream()) {
            json = in.readNBytes(MOST_MAPPING_BYTES);
        }
        try {
            Map<String, String> mapping =
                    StrictJson.MAPPER.readValue(json, new TypeReference<TreeMap<String, String>>() {});
            if (mapping != null && !mapping.containsValue(null)) {
                return mapping;
            }
        } catch (JacksonException _) {
            // answered below: the message names the part and not a body
        }
        throw InvalidInput.request(
                "mapping",
                "mapping-malformed",
                "The mapping is a JSON object such as {\"their header\":\"our field\"}");
    }

    private static Inspected inspect(ImportKind kind, Map<String, String> mapping, MultipartFile file, Path spooled)
            throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(file.getInputStream(), digest);
                OutputStream out = Files.newOutputStream(spooled)) {
            in.transferTo(out);
        }
        try {
            if (Files.size(spooled) > MOST_BYTES) {
                throw TableRefused.tooLarge("A file to import has at most 64 MiB");
            }
            return new Inspected(
                    HexFormat.of().formatHex(digest.digest()),
                    Inspection.of(spooled, FileName.of(file.getOriginalFilename(), LONGEST_NAME), kind, mapping));
        } catch (TableRefused refused) {
            throw problem(refused);
        }
    }

    private static ProblemException problem(TableRefused refused) {
        return switch (refused.kind()) {
            case NOT_A_TABLE -> ProblemException.of(415, refused.code(), refused.getMessage());
            case TOO_LARGE -> ProblemException.of(413, refused.code(), refused.getMessage());
            case BROKEN ->
                InvalidInput.values(refused.errors().stream()
                        .map(error -> new FieldError(error.field(), error.code(), error.message()))
                        .toList());
        };
    }

    private static String contentHash(String file, Map<String, String> mapping, boolean dryRun, Mode mode) {
        String content = file + '\n' + dryRun + '\n' + mode + '\n' + StrictJson.MAPPER.writeValueAsString(mapping);
        return HexFormat.of().formatHex(sha256().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @GetMapping("/{importId}")
    ResponseEntity<ImportStatus> one(
            @PathVariable String kind, @PathVariable String importId, Caller caller, HttpServletRequest request) {
        Import stored = access.stored(kind, importId, caller, request);
        return ResponseEntity.ok().headers(positions(stored)).body(access.status(stored));
    }

    private Consumer<HttpHeaders> positions(Import stored) {
        return stored.position() == 0 ? _ -> {} : EventPositions.at(answers.source(), stored.position());
    }

    /**
     * Undoes the import. The answer is 200 if that ends soon, 202 with the progress if not. Undoing it again changes
     * nothing.
     */
    @PostMapping("/{importId}/undo")
    ResponseEntity<ImportStatus> undo(
            @PathVariable String kind,
            @PathVariable String importId,
            @RequestBody(required = false) Reason body,
            Origins origins,
            HttpServletRequest request)
            throws InterruptedException {
        Import stored = access.stored(kind, importId, origins.caller(), request);
        String reason = origins.of(Reason.of(body)).reason();
        if (stored.dryRun()) {
            throw InvalidInput.value("importId", "dry-run", "A dry run changed nothing that could be undone.");
        }
        if (stored.state() == State.RUNNING && stored.undoing() == null) {
            throw Refused.conflict("import-running", null, "The import has not ended yet.");
        }
        imports.beginUndo(stored.id(), origins.caller(), reason, Instant.now());
        runner.wakeUp();
        Import seen = awaitEnd(stored);
        ResponseEntity.BodyBuilder answer = seen.state() == State.RUNNING
                ? ResponseEntity.accepted().location(URI.create("/api/" + kind + "/imports/" + seen.id()))
                : ResponseEntity.ok();
        return answer.headers(positions(seen)).body(access.status(seen));
    }

    private Import awaitEnd(Import undone) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            Import seen = imports.find(undone.kind(), undone.id()).orElseThrow(ProblemException::notFound);
            if (seen.state() != State.RUNNING || Instant.now().isAfter(end)) {
                return seen;
            }
            // any replica may run it, so the state is read from the database
            Thread.sleep(POLL);
        }
    }
}
