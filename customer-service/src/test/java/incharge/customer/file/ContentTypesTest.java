package incharge.customer.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.customer.file.ContentTypes.TypeRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real beginnings of files against the extensions that they may and may not have. */
class ContentTypesTest {

    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private static final Map<String, byte[]> CONTENT = Map.ofEntries(
            Map.entry("png", bytes("89504E470D0A1A0A0000000D4948445200000001000000010806000000")),
            Map.entry("jpeg", bytes("FFD8FFE000104A46494600010101006000600000FFDB0043000302020302")),
            Map.entry("gif", "GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377!".getBytes(ISO_8859_1)),
            Map.entry("webp", "RIFF\44\0\0\0WEBPVP8 \30\0\0\0\60\1\0\235".getBytes(ISO_8859_1)),
            Map.entry("pdf", "%PDF-1.7\n%\342\343\317\323\n1 0 obj\n".getBytes(ISO_8859_1)),
            Map.entry("mp4", "\0\0\0\40ftypisom\0\0\2\0isomiso2avc1mp41".getBytes(ISO_8859_1)),
            Map.entry("mp3", "ID3\4\0\0\0\0\0\43TSSE\0\0\0\17".getBytes(ISO_8859_1)),
            Map.entry("gzip", bytes("1F8B0800000000000003CB48CDC9C95728CF2FCA49E10200")),
            Map.entry("text", "Meeting on Monday, room 4.\nBring the \u00e4nderungen.\n".getBytes(UTF_8)),
            Map.entry("latin", "L\344nk till m\366tet p\345 m\345ndag".getBytes(ISO_8859_1)),
            Map.entry("utf16", "\ufeffMeeting on Monday".getBytes(UTF_16LE)),
            Map.entry("csv", "number,name\n1,Langworth\n2,Oakridge\n".getBytes(UTF_8)),
            Map.entry("html", "<!DOCTYPE html><html><body><script>alert(1)</script></body></html>".getBytes(UTF_8)),
            Map.entry("svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>".getBytes(UTF_8)),
            Map.entry("xml", "<?xml version=\"1.0\"?><invoice/>".getBytes(UTF_8)),
            Map.entry("json", "{\"a\": 1}".getBytes(UTF_8)),
            Map.entry("rtf", "{\\rtf1\\ansi\\deff0 Hello}".getBytes(UTF_8)),
            Map.entry("shell", "#!/bin/sh\necho hello\n".getBytes(UTF_8)),
            Map.entry("unknown", bytes("00FE93A7B1C2D3E4F5061728394A5B6C7D8E9FA0B1C2D3E4")),
            Map.entry("zip", zip("notes.txt", "hello")),
            Map.entry("docx", zip("[Content_Types].xml", types(WORD), "word/document.xml", "<w/>")),
            Map.entry("docx, types last", zip("word/document.xml", "<w/>", "[Content_Types].xml", types(WORD))),
            Map.entry(
                    "xlsx",
                    zip(
                            "[Content_Types].xml",
                            types("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"))),
            Map.entry(
                    "docm",
                    zip("[Content_Types].xml", types("application/vnd.ms-word.document.macroEnabled.main+xml"))),
            Map.entry("odt", zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<o/>")),
            Map.entry("epub", zip("META-INF/container.xml", "<c/>", "mimetype", "application/epub+zip")),
            Map.entry("doc", compound("Root Entry", "WordDocument")),
            Map.entry("xls", compound("Root Entry", "Workbook")),
            Map.entry("protected", compound("Root Entry", "EncryptedPackage")),
            Map.entry("msi", installer()),
            Map.entry("exe", exe()),
            Map.entry("elf", bytes("7F454C4602010100000000000000000003003E000100000040")),
            Map.entry("macho", bytes("CFFAEDFE07000001030000000200000010000000E8040000")),
            Map.entry("fat macho", bytes("CAFEBABE0000000201000007000000030000400000")),
            Map.entry("class", bytes("CAFEBABE0000004100")),
            Map.entry("dex", "dex\n035\0\1\2\3\4".getBytes(ISO_8859_1)),
            Map.entry("wasm", bytes("0061736D01000000")),
            Map.entry("jar", zip("META-INF/MANIFEST.MF", "Manifest-Version: 1.0", "A.class", "x")),
            Map.entry("jar, manifest last", zip("A.class", "x", "META-INF/MANIFEST.MF", "Manifest-Version: 1.0")),
            Map.entry("apk", zip("classes.dex", "x", "AndroidManifest.xml", "x")),
            Map.entry("shortcut", bytes("4C0000000114020000000000C000000000000046")),
            Map.entry("deb", "!<arch>\ndebian-binary   1410122664  0     0     100644  4         `\n".getBytes(UTF_8)));

    @TempDir
    private Path directory;

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String types(String main) {
        return "<Types><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/m.xml\" ContentType=\""
                + main + "\"/></Types>";
    }

    private static byte[] zip(String... entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /** An OLE2 file of three sectors, of which the third is its directory. */
    private static byte[] compound(String... names) {
        ByteBuffer file = ByteBuffer.allocate(4 * 512).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, bytes("D0CF11E0A1B11AE1"));
        file.putShort(0x1A, (short) 3).putShort(0x1E, (short) 9);
        file.putInt(0x30, 2);
        for (int at = 0x4C; at < 512; at += 4) {
            file.putInt(at, at == 0x4C ? 0 : -1);
        }
        file.putInt(512 + 2 * 4, -2);
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i].getBytes(UTF_16LE);
            file.put(3 * 512 + i * 128, name).putShort(3 * 512 + i * 128 + 64, (short) (name.length + 2));
        }
        return file.array();
    }

    private static byte[] installer() {
        byte[] file = compound("Root Entry", "\u4840\u3f3f\u4577");
        System.arraycopy(bytes("84100C0000000000C000000000000046"), 0, file, 3 * 512 + 80, 16);
        return file;
    }

    private static byte[] exe() {
        ByteBuffer file = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        return file.put(0, bytes("4D5A90000300"))
                .put(128, bytes("504500006486"))
                .array();
    }

    private String type(String content, String... names) throws IOException, TypeRefused {
        Path file = Files.write(directory.resolve("content"), CONTENT.get(content));
        return ContentTypes.accepted(file, List.of(names));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            png | a.png | image/png
            png | a.PNG | image/png
            png | a | image/png
            png | a.unknown | image/png
            jpeg | photo.jpg | image/jpeg
            jpeg | photo.jpeg | image/jpeg
            gif | a.gif | image/gif
            webp | a.webp | image/webp
            pdf | a.pdf | application/pdf
            pdf | Offer 2.1 | application/pdf
            mp4 | a.mp4 | video/mp4
            mp4 | a.m4a | audio/mp4
            mp3 | a.mp3 | audio/mpeg
            gzip | a.tar.gz | application/gzip
            text | a.txt | text/plain
            text | README | text/plain
            text | a.md | text/markdown
            latin | a.txt | text/plain
            utf16 | a.txt | text/plain
            csv | a.csv | text/csv
            csv | a.txt | text/plain
            json | a.json | application/json
            html | a.html | text/html
            html | a.txt | text/html
            svg | a.svg | image/svg+xml
            xml | a.xml | application/xml
            shell | a.sh | application/x-sh
            shell | a.txt | application/x-sh
            text | a.js | text/javascript
            rtf | a.rtf | application/rtf
            zip | a.zip | application/zip
            docx | a.docx | application/vnd.openxmlformats-officedocument.wordprocessingml.document
            docx | a | application/vnd.openxmlformats-officedocument.wordprocessingml.document
            docx, types last | a.docx | application/vnd.openxmlformats-officedocument.wordprocessingml.document
            xlsx | a.xlsx | application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
            docm | a.docm | application/vnd.ms-word.document.macroenabled.12
            odt | a.odt | application/vnd.oasis.opendocument.text
            epub | a.epub | application/epub+zip
            doc | a.doc | application/msword
            xls | a.xls | application/vnd.ms-excel
            protected | a.docx | application/vnd.openxmlformats-officedocument.wordprocessingml.document
            protected | a.xlsx | application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
            protected | a | application/octet-stream
            unknown | a.dat | application/octet-stream
            unknown | a | application/octet-stream
            """)
    void a_file_is_what_its_content_is(String content, String name, String type) throws IOException, TypeRefused {
        assertThat(type(content, name)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            png | a.pdf
            png | a.jpg
            png | a.txt
            png | a.svg
            jpeg | a.png
            pdf | a.png
            pdf | a.docx
            pdf | a.txt
            pdf | a.html
            text | a.png
            text | a.pdf
            text | a.docx
            text | a.xls
            text | a.zip
            text | a.mp3
            html | a.png
            html | a.jpg
            html | a.pdf
            svg | a.png
            csv | a.xlsx
            zip | a.docx
            zip | a.odt
            zip | a.pdf
            docx | a.xlsx
            docx | a.pdf
            docm | a.docx
            xlsx | a.csv
            doc | a.xls
            xls | a.docx
            odt | a.docx
            gzip | a.zip
            mp3 | a.pdf
            unknown | a.png
            unknown | a.pdf
            unknown | a.txt
            unknown | a.docx
            unknown | a.mp4
            protected | a.pdf
            """)
    void content_of_another_kind_than_the_name_says_is_refused(String content, String name) {
        assertThatThrownBy(() -> type(content, name)).isInstanceOf(TypeRefused.class);
    }

    @Test
    void a_file_with_a_new_name_is_what_both_names_say() throws IOException, TypeRefused {
        assertThat(type("csv", "a.txt", "b.csv")).isEqualTo("text/csv");
        assertThat(type("pdf", "a.pdf", "Contract 2026")).isEqualTo("application/pdf");
        assertThatThrownBy(() -> type("pdf", "a.png", "a.pdf")).isInstanceOf(TypeRefused.class);
        assertThatThrownBy(() -> type("pdf", "a.pdf", "a.png")).isInstanceOf(TypeRefused.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exe | a.exe
            exe | a.pdf
            exe | a.txt
            exe | a
            elf | a
            elf | a.png
            macho | a
            fat macho | a
            class | a.class
            dex | a
            wasm | a.dat
            jar | a.jar
            jar | a.zip
            jar, manifest last | a.zip
            apk | a.zip
            msi | a.msi
            msi | a.doc
            msi | a
            shortcut | a
            shortcut | a.txt
            deb | a.dat
            text | a.exe
            text | a.bat
            text | a.cmd
            text | a.vbs
            text | a.PS1
            text | a.com
            zip | a.jar
            unknown | a.scr
            """)
    void a_program_is_refused_whatever_its_name(String content, String name) {
        assertThatThrownBy(() -> type(content, name))
                .isInstanceOf(TypeRefused.class)
                .hasMessageContaining("program");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
        "application/xml",
        "text/javascript",
        "application/x-sh",
        "text/x-python",
        "application/octet-stream",
        "nonsense"
    })
    void what_a_browser_could_run_is_served_as_bytes(String type) {
        assertThat(ContentTypes.served(type)).isEqualTo("application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf",
        "image/png",
        "text/plain",
        "text/csv",
        "application/json",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    })
    void all_else_is_served_as_what_it_is(String type) {
        assertThat(ContentTypes.served(type)).isEqualTo(type);
    }
}
