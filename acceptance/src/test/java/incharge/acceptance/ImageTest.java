package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.acceptance.Image.Entry;
import incharge.acceptance.Image.Layer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** What an engine saves of an image, which differs with the engine's store. */
class ImageTest {
    @Test
    void layers_are_read_zipped_or_not_in_the_order_of_the_image() throws IOException {
        Map<String, byte[]> saved = new LinkedHashMap<>();
        saved.put("blobs/sha256/c0", "{}".getBytes(UTF_8));
        saved.put("blobs/sha256/b2", tar(Map.of("app/program.jar", new byte[3])));
        saved.put("blobs/sha256/a1", zipped(tar(Map.of("app/lib/one.jar", new byte[5]))));
        saved.put("manifest.json", """
                [{"Config": "blobs/sha256/c0", "Layers": ["blobs/sha256/a1", "blobs/sha256/b2"]}]
                """.getBytes(UTF_8));

        List<Layer> layers = Image.savedLayers(new ByteArrayInputStream(tar(saved)));

        var entry = new Entry(0, TarArchiveEntry.DEFAULT_FILE_MODE, 0);
        assertThat(layers)
                .containsExactly(
                        new Layer(Map.of("app/lib/one.jar", entry)), new Layer(Map.of("app/program.jar", entry)));
    }

    private static byte[] tar(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var archive = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(0);
                entry.setUserId(0);
                archive.putArchiveEntry(entry);
                archive.write(file.getValue());
                archive.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
