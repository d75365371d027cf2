package incharge.customer.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.Idempotency;
import incharge.http.Fields;
import incharge.http.FileName;
import incharge.http.InvalidInput;
import incharge.http.StrictJson;
import incharge.http.TemporaryFiles;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/**
 * The body of a request that uploads a file: its content, in a file on disk of this process, and its fields.
 *
 * @param names the name that the file gets, last, and the one that it had
 * @param sha256 of the content, in hexadecimal
 */
record FileUpload(
        Path content, long size, String sha256, List<String> names, String description, UUID projectId, String reason)
        implements AutoCloseable {

    private static final String FILE = "file";
    private static final int MOST_TEXT_BYTES = 64 << 10;

    /** @param fields the names of the parts that are texts */
    static FileUpload of(MultipartHttpServletRequest request, List<String> fields)
            throws IOException, ServletException {
        request.getMultiFileMap(); // reads the body, and throws what is answered where it is broken or too large
        var parts = new HashMap<String, Part>();
        for (Part part : request.getParts()) {
            if (!part.getName().equals(FILE) && !fields.contains(part.getName())) {
                throw InvalidInput.request(
                        part.getName(), "unknown-field", "The parts are file, " + String.join(", ", fields) + ".");
            }
            if (parts.put(part.getName(), part) != null) {
                throw InvalidInput.request(part.getName(), "duplicate-key", part.getName() + " is there twice.");
            }
        }
        Part file = parts.remove(FILE);
        if (file == null) {
            throw new MissingServletRequestPartException(FILE);
        }
        return of(file, texts(parts));
    }

    private static FileUpload of(Part file, Map<String, String> texts) throws IOException {
        var fields = new Fields();
        String given = FileName.of(fileName(file), Integer.MAX_VALUE);
        String wanted = FileName.of(texts.get("name"), Integer.MAX_VALUE);
        String name = fields.name("name", wanted == null ? given : wanted);
        String description = fields.note("description", texts.get("description"));
        UUID project = projectId(texts.get("projectId"), fields);
        String reason = fields.reason(texts.get("reason"));
        if (file.getSize() == 0) {
            fields.reject(FILE, "file-empty", "The file is empty.");
        }
        fields.check();
        List<String> names = Stream.of(given, name).filter(Objects::nonNull).toList();
        Path content = TemporaryFiles.create(FILE);
        try {
            file.write(content.toString());
            return new FileUpload(content, file.getSize(), sha256(content), names, description, project, reason);
        } catch (IOException e) {
            Files.deleteIfExists(content);
            throw e;
        }
    }

    /** Returns the name as it was sent. The servlet container takes the backslashes of a path for quoting. */
    private static String fileName(Part file) {
        return ContentDisposition.parse(file.getHeader(HttpHeaders.CONTENT_DISPOSITION))
                .getFilename();
    }

    private static Map<String, String> texts(Map<String, Part> parts) throws IOException {
        var texts = new HashMap<String, String>();
        for (Part part : parts.values()) {
            if (part.getSize() > MOST_TEXT_BYTES) {
                throw InvalidInput.value(part.getName(), "too-long", part.getName() + " is too long.");
            }
            try (InputStream in = part.getInputStream()) {
                String text = UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(in.readAllBytes()))
                        .toString();
                texts.put(part.getName(), text);
            } catch (CharacterCodingException _) {
                throw InvalidInput.value(part.getName(), "text-invalid", part.getName() + " is not UTF-8.");
            }
        }
        return texts;
    }

    private static UUID projectId(String text, Fields fields) {
        if (text == null || text.isBlank()) {
            return null;
        }
        UUID id = StrictJson.id(text.strip());
        if (id == null) {
            fields.reject("projectId", "id-invalid", "projectId is not an id.");
        }
        return id;
    }

    private static String sha256(Path content) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(content)) {
            byte[] buffer = new byte[64 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String name() {
        return names.getLast();
    }

    /** Returns the origin with the hash of what the parts hold: a repeat has another boundary between them. */
    Origin identifying(Origin origin) {
        return origin.idempotency() == null
                ? origin
                : origin.withIdempotency(new Idempotency(origin.idempotency().key(), hash()));
    }

    /** Returns a hash of all that the request asks for, by which its repeat is recognised. */
    private String hash() {
        List<String> all = Stream.of(sha256, name(), description, Objects.toString(projectId, null), reason)
                .toList();
        return HexFormat.of().formatHex(digest().digest(StrictJson.MAPPER.writeValueAsBytes(all)));
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
