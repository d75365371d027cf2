package incharge.acceptance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The image of a program, and the rules that it keeps.
 *
 * @param description what the engine says about the image
 * @param base what it says about the image that this one is built on
 */
record Image(JsonNode description, JsonNode base) {
    static final long MOST_BYTES = 330_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABELS = "org.opencontainers.image.";

    /** @param files of the layer, by their path */
    record Layer(Map<String, Entry> files) {
        Stream<String> jars() {
            return files.keySet().stream().filter(file -> file.endsWith(".jar"));
        }
    }

    record Entry(long modified, int mode, long owner) {}

    static Image of(String name, String base) {
        JsonNode both = JSON.readTree(Docker.run("image", "inspect", name, base));
        return new Image(both.get(0), both.get(1));
    }

    /** Returns what breaks a rule. */
    List<String> violations() {
        var all = new ArrayList<String>();
        JsonNode config = description.get("Config");
        check(all, config.path("User").asString("").equals("10001:10001"), "it runs as another user than 10001");
        check(all, texts(config.get("Entrypoint")).indexOf("java") == 0, "a shell starts the program");
        check(all, texts(config.get("Cmd")).isEmpty(), "it has a command beside its entry point");
        List<String> test = texts(config.path("Healthcheck").path("Test"));
        check(all, !test.isEmpty() && !test.getFirst().equals("NONE"), "it has no health check");
        check(all, test.size() < 2 || test.subList(0, 2).equals(List.of("CMD", "java")), "its check needs other tools");
        check(all, config.path("Volumes").isEmpty(), "a place beside /tmp can be written to");
        for (String label : List.of("title", "source", "revision", "version", "licenses")) {
            check(all, !config.at("/Labels").path(LABELS + label).asString("").isBlank(), "it has no label " + label);
        }
        long size = description.get("Size").asLong() - base.get("Size").asLong();
        check(all, size <= MOST_BYTES, "it is larger than 330 MB");
        check(all, digests(description).subList(0, digests(base).size()).equals(digests(base)), "it has another base");
        return all;
    }

    /** Returns what breaks a rule in the layers that an image adds to its base. */
    static List<String> violations(List<Layer> layers, long epoch, Set<String> modules) {
        var all = new ArrayList<String>();
        check(
                all,
                layers.stream()
                                .filter(layer -> layer.files.containsKey("app/program.aot"))
                                .count()
                        == 1,
                "it has no AOT cache");
        for (Layer layer : layers) {
            Map<Boolean, Long> jars =
                    layer.jars().collect(Collectors.partitioningBy(jar -> ours(jar, modules), Collectors.counting()));
            check(
                    all,
                    jars.get(true) == 0 || jars.get(false) == 0,
                    "a layer has dependencies and code of this project");
            layer.files.forEach((file, entry) -> {
                check(all, entry.owner == 0 && (entry.mode & 0022) == 0, file + " can be changed by others than root");
                check(
                        all,
                        entry.modified == epoch || layer.files.containsKey("app/program.aot"),
                        file + " has a time of its own");
            });
        }
        return all;
    }

    private static boolean ours(String jar, Set<String> modules) {
        String name = jar.substring(jar.lastIndexOf('/') + 1);
        return name.equals("program.jar") || modules.stream().anyMatch(module -> name.startsWith(module + "-0"));
    }

    /** The digests of the layers that it adds to its base. */
    List<String> ownLayers() {
        return digests(description)
                .subList(digests(base).size(), digests(description).size());
    }

    /** The layers that it adds to its base, as the engine saves them. */
    List<Layer> layers() {
        String[] save = {"save", description.get("Id").asString()};
        List<Layer> all = Docker.reading("", save, Image::savedLayers);
        return all.subList(digests(base).size(), all.size());
    }

    /** The layers in an archive of an image, from the base on. */
    static List<Layer> savedLayers(InputStream saved) {
        try (var archive = new TarArchiveInputStream(saved)) {
            Map<String, Layer> layers = new HashMap<>();
            List<String> paths = List.of();
            for (TarArchiveEntry file = archive.getNextEntry(); file != null; file = archive.getNextEntry()) {
                if (file.getName().equals("manifest.json")) {
                    paths = texts(JSON.readTree(archive.readAllBytes()).get(0).get("Layers"));
                } else if (file.isFile()) {
                    layers.put(file.getName(), layer(file.getName(), new BufferedInputStream(archive)));
                }
            }
            return paths.stream().map(layers::get).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An engine with the containerd store saves the layers as they are pushed, zipped.
     *
     * @return an empty one for what an engine saves beside the layers
     */
    private static Layer layer(String name, BufferedInputStream content) throws IOException {
        content.mark(2);
        byte[] begin = content.readNBytes(2);
        content.reset();
        boolean json = begin.length > 0 && begin[0] == '{';
        boolean zipped = begin.length == 2 && begin[0] == 0x1f && begin[1] == (byte) 0x8b;
        Map<String, Entry> files = new HashMap<>();
        if (name.endsWith("/layer.tar") || (name.startsWith("blobs/") && !json)) {
            var archive = new TarArchiveInputStream(zipped ? new GZIPInputStream(content) : content);
            for (TarArchiveEntry file = archive.getNextEntry(); file != null; file = archive.getNextEntry()) {
                long modified = file.getLastModifiedTime().toInstant().getEpochSecond();
                files.put(file.getName(), new Entry(modified, file.getMode(), file.getLongUserId()));
            }
        }
        return new Layer(files);
    }

    private static List<String> digests(JsonNode description) {
        return texts(description.at("/RootFS/Layers"));
    }

    private static List<String> texts(JsonNode list) {
        return list == null
                ? List.of()
                : list.valueStream().map(JsonNode::asString).toList();
    }

    private static void check(List<String> all, boolean kept, String violation) {
        if (!kept) {
            all.add(violation);
        }
    }
}
