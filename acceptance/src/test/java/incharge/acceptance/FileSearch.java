package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * Searches the raw bytes of all files below directories. A file of a collection or index of MongoDB has the name of its
 * namespace in the result, such as {@code incharge-customers.log}; any other its path below the directory.
 */
final class FileSearch {

    private static final int BLOCK = 1 << 20;
    private static final String NOTHING = "";

    private final List<Path> directories;
    private final Map<String, String> namespaces;

    private record Pattern(String label, byte[] bytes) {
        static Pattern of(String text) {
            return new Pattern(text, text.getBytes(UTF_8));
        }
    }

    private FileSearch(List<Path> directories, Map<String, String> namespaces) {
        this.directories = directories;
        this.namespaces = namespaces;
    }

    /** @param mongo names the files of collections and indexes that exist now */
    static FileSearch in(MongoClient mongo, Path... directories) {
        Map<String, String> namespaces = new HashMap<>();
        for (String database : mongo.listDatabaseNames()) {
            for (Document listed :
                    mongo.getDatabase(database).listCollections().filter(new Document("type", "collection"))) {
                String collection = listed.getString("name");
                Document stats = mongo.getDatabase(database)
                        .getCollection(collection)
                        .aggregate(List.of(new Document("$collStats", new Document("storageStats", new Document()))))
                        .first()
                        .get("storageStats", Document.class);
                String namespace = database + "." + collection;
                namespaces.put(file(stats.get("wiredTiger", Document.class)), namespace);
                stats.get("indexDetails", new Document())
                        .forEach((index, details) -> namespaces.put(file((Document) details), namespace + "#" + index));
            }
        }
        return new FileSearch(List.of(directories), namespaces);
    }

    private static String file(Document wiredTiger) {
        String uri = wiredTiger == null ? NOTHING : wiredTiger.get("uri", NOTHING);
        return uri.substring(uri.lastIndexOf(':') + 1) + ".wt";
    }

    /** Returns where each of the texts stands, those that stand nowhere without places. */
    Map<String, Set<String>> texts(Collection<String> texts) {
        return search(texts.stream().map(Pattern::of).toList());
    }

    /** Returns where each of the keys stands, bare or as text in hexadecimal or base64; without places if nowhere. */
    Collection<Set<String>> keys(Collection<byte[]> keys) {
        return search(keys.stream().flatMap(FileSearch::forms).toList()).values();
    }

    private static Stream<Pattern> forms(byte[] bytes) {
        String label = HexFormat.of().formatHex(bytes);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        Base64.Encoder base64url = Base64.getUrlEncoder().withoutPadding();
        List<Pattern> forms = new ArrayList<>(List.of(new Pattern(label, bytes), Pattern.of(label)));
        // text in base64 depends on where in a group of three the bytes begin
        for (int skipped = 0; skipped < 3; skipped++) {
            byte[] whole = Arrays.copyOfRange(bytes, skipped, skipped + (bytes.length - skipped) / 3 * 3);
            forms.add(new Pattern(label, base64.encode(whole)));
            forms.add(new Pattern(label, base64url.encode(whole)));
        }
        return forms.stream();
    }

    private Map<String, Set<String>> search(List<Pattern> patterns) {
        Map<String, Set<String>> found = new TreeMap<>();
        patterns.forEach(pattern -> found.put(pattern.label(), new TreeSet<>()));
        for (Path directory : directories) {
            for (Path file : filesBelow(directory)) {
                String place = place(directory, file);
                search(file, patterns).forEach(label -> found.get(label).add(place));
            }
        }
        return found;
    }

    private static List<Path> filesBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String place(Path directory, Path file) {
        String name = file.getFileName().toString();
        return namespaces.getOrDefault(name, directory.relativize(file).toString());
    }

    private static Set<String> search(Path file, List<Pattern> patterns) {
        int longest = patterns.stream()
                .mapToInt(pattern -> pattern.bytes().length)
                .max()
                .orElseThrow();
        List<List<Pattern>> byFirst = byFirstByte(patterns);
        Set<String> found = new TreeSet<>();
        byte[] block = new byte[BLOCK + longest];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.readNBytes(block, 0, BLOCK); read > 0; read = in.readNBytes(block, kept, BLOCK)) {
                int end = kept + read;
                search(block, end, byFirst, found);
                // what begins in this block and ends in the next one
                kept = Math.min(longest, end);
                System.arraycopy(block, end - kept, block, 0, kept);
            }
        } catch (NoSuchFileException _) {
            // it was deleted since the directory was read, and nobody reads it any more
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<List<Pattern>> byFirstByte(List<Pattern> patterns) {
        List<List<Pattern>> byFirst = new ArrayList<>();
        for (int first = 0; first < 256; first++) {
            byte wanted = (byte) first;
            byFirst.add(patterns.stream()
                    .filter(pattern -> pattern.bytes()[0] == wanted)
                    .toList());
        }
        return byFirst;
    }

    private static void search(byte[] block, int end, List<List<Pattern>> byFirst, Set<String> found) {
        for (int at = 0; at < end; at++) {
            for (Pattern pattern : byFirst.get(block[at] & 0xff)) {
                if (standsAt(block, at, end, pattern.bytes())) {
                    found.add(pattern.label());
                }
            }
        }
    }

    private static boolean standsAt(byte[] block, int at, int end, byte[] bytes) {
        if (at + bytes.length > end) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (block[at + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
