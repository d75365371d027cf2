package incharge.customer.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/**
 * Finds the media type of a file in its content, and whether a name says the same. Tika's table of types is read at the
 * first file.
 */
final class ContentTypes {

    /** Tika's names for what no registered type is of: a document of Office, and one that a password protects. */
    static final String OFFICE_DOCUMENT = "application/x-tika-ooxml";

    static final String PROTECTED_OFFICE_DOCUMENT = "application/x-tika-ooxml-protected";

    private static final MediaType OFFICE = MediaType.parse(OFFICE_DOCUMENT);
    private static final MediaType PROTECTED_OFFICE = MediaType.parse(PROTECTED_OFFICE_DOCUMENT);
    private static final MediaType OLD_OFFICE = MediaType.application("x-tika-msoffice");

    /** What a computer runs, or installs, when somebody opens it. */
    private static final Set<MediaType> PROGRAMS = applications(
            "java-archive",
            "java-vm",
            "vnd.adobe.air-application-installer-package+zip",
            "wasm",
            "x-bat",
            "x-debian-package",
            "x-dex",
            "x-elf",
            "x-mach-o",
            "x-mach-o-universal",
            "x-ms-application",
            "x-ms-installer",
            "x-msdownload",
            "x-rpm",
            "x-shockwave-flash",
            "x-xpinstall");

    /** Extensions of programs that are texts, or that Tika has no type for. Other scripts are texts. */
    private static final Set<String> PROGRAM_EXTENSIONS =
            Set.of("cmd", "cpl", "hta", "jse", "lnk", "msc", "pif", "ps1", "scr", "vbe", "vbs", "wsf", "wsh");

    /** Beginnings of programs that Tika has no type for, or several: shortcuts of Windows, and Mach-O. */
    private static final List<byte[]> PROGRAM_BEGINNINGS = Stream.of(
                    "4C0000000114020000000000", "FEEDFACE", "FEEDFACF", "CEFAEDFE", "CFFAEDFE", "CAFEBABE")
            .map(HexFormat.of()::parseHex)
            .toList();

    /** What follows the last dot in {@code Offer 2.1}; Tika takes it for a page of a manual. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** As much of a file as Tika looks at. */
    private static final int BEGINNING = 64 << 10;

    /** The control characters of texts: from backspace to carriage return, and escape. */
    private static final String TEXT_CONTROLS = "\b\t\n\u000B\f\r\u001B";

    /** Texts that no browser runs. */
    private static final Set<String> HARMLESS_TEXTS = Set.of(
            "application/json",
            "application/rtf",
            "text/calendar",
            "text/csv",
            "text/markdown",
            "text/plain",
            "text/tab-separated-values",
            "text/vcard",
            "text/x-vcard");

    private static final class Tika {
        private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
        private static final MediaTypeRegistry REGISTRY = TYPES.getMediaTypeRegistry();
    }

    /** A file is a program, or its content is not what its name says. */
    static final class TypeRefused extends Exception {
        private TypeRefused(String reason) {
            super(reason, null, false, false);
        }
    }

    private ContentTypes() {}

    private static Set<MediaType> applications(String... subtypes) {
        return Stream.of(subtypes).map(MediaType::application).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the media type of the content, as precise as its last name says.
     *
     * @param names all that the file has had; those without a known extension say nothing
     */
    static String accepted(Path file, Collection<String> names) throws IOException, TypeRefused {
        MediaType content = ofContent(file);
        if (isProgram(content)) {
            throw programRefused();
        }
        MediaType type = content;
        for (String name : names) {
            MediaType named = ofName(name);
            if (isProgram(named) || PROGRAM_EXTENSIONS.contains(extension(name))) {
                throw new TypeRefused("A file with this name is a program; programs are not kept.");
            }
            if (!agree(content, named)) {
                throw new TypeRefused(
                        "The content of the file is " + content + ", which is not what its name says: " + named + ".");
            }
            type = Tika.REGISTRY.isSpecializationOf(named, content) || isProtected(content, named) ? named : content;
        }
        // no other program has the types that only Tika names
        return type.getSubtype().startsWith("x-tika-") ? MimeTypes.OCTET_STREAM : type.toString();
    }

    /** Returns the type under which a browser gets the content: it runs none of HTML, SVG, XML and scripts. */
    static String served(String type) {
        MediaType given = MediaType.parse(type);
        boolean text = given == null || isText(given);
        return text && !HARMLESS_TEXTS.contains(type) ? MimeTypes.OCTET_STREAM : type;
    }

    private static TypeRefused programRefused() {
        return new TypeRefused("The file is a program; programs are not kept.");
    }

    private static MediaType ofName(String name) throws IOException {
        if (NUMBER.matcher(extension(name)).matches()) {
            return MediaType.OCTET_STREAM;
        }
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        return Tika.TYPES.detect(null, metadata);
    }

    private static MediaType ofContent(Path file) throws IOException, TypeRefused {
        byte[] beginning;
        try (InputStream in = Files.newInputStream(file)) {
            beginning = in.readNBytes(BEGINNING);
        }
        for (byte[] program : PROGRAM_BEGINNINGS) {
            if (Arrays.equals(beginning, 0, Math.min(beginning.length, program.length), program, 0, program.length)) {
                throw programRefused();
            }
        }
        MediaType found = Tika.TYPES.detect(new ByteArrayInputStream(beginning), new Metadata());
        if (Tika.REGISTRY.isInstanceOf(found, MediaType.APPLICATION_ZIP)) {
            Optional<MediaType> inside = ZipFileContent.type(file).map(MediaType::parse);
            // the name of the first entry may be all that Tika takes for a Java archive
            return inside.orElse(isProgram(found) ? MediaType.APPLICATION_ZIP : found);
        }
        if (Tika.REGISTRY.isInstanceOf(found, OLD_OFFICE)) {
            return CompoundFileContent.type(file).map(MediaType::parse).orElse(found);
        }
        return found.equals(MediaType.OCTET_STREAM) && isText(beginning) ? MediaType.TEXT_PLAIN : found;
    }

    /** Returns whether it may be a text in any of the encodings that have ASCII in them. */
    private static boolean isText(byte[] beginning) {
        for (byte b : beginning) {
            if (b >= 0 && b < ' ' && TEXT_CONTROLS.indexOf(b) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isProgram(MediaType type) {
        return PROGRAMS.stream().anyMatch(program -> Tika.REGISTRY.isInstanceOf(type, program));
    }

    /** Returns whether content may be of the type that a name says. */
    private static boolean agree(MediaType content, MediaType named) {
        if (named.equals(MediaType.OCTET_STREAM)
                || Tika.REGISTRY.isInstanceOf(content, named)
                || isText(content) && isText(named)
                || isRecording(content) && isRecording(named)) {
            return true;
        }
        if (isProtected(content, named)) {
            return true;
        }
        if (content.equals(MediaType.APPLICATION_ZIP) && isFoundInZip(named)) {
            return false;
        }
        boolean general = !content.equals(MediaType.OCTET_STREAM) && Tika.REGISTRY.isInstanceOf(named, content);
        return general || !isText(named) && !isTold(named);
    }

    /** Returns whether the content is a document of Office behind a password, and the name is that of a document. */
    private static boolean isProtected(MediaType content, MediaType named) {
        return content.equals(PROTECTED_OFFICE)
                && (Tika.REGISTRY.isInstanceOf(named, OFFICE) || Tika.REGISTRY.isInstanceOf(named, OLD_OFFICE));
    }

    /** Returns whether a zip file would have been found to be of that type. */
    private static boolean isFoundInZip(MediaType named) {
        return Tika.REGISTRY.isInstanceOf(named, OFFICE) || hasMagic(named);
    }

    /** Returns whether the content of a type, or of one that it is a kind of, begins in a way that is known. */
    private static boolean isTold(MediaType named) {
        for (MediaType type = named;
                type != null && !type.equals(MediaType.OCTET_STREAM);
                type = Tika.REGISTRY.getSupertype(type)) {
            if (hasMagic(type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasMagic(MediaType type) {
        try {
            MimeType registered = Tika.TYPES.getRegisteredMimeType(type.toString());
            return registered != null && registered.hasMagic();
        } catch (MimeTypeException e) {
            throw new IllegalStateException("Tika cannot read its own type " + type, e);
        }
    }

    private static boolean isText(MediaType type) {
        return Tika.REGISTRY.isInstanceOf(type, MediaType.TEXT_PLAIN)
                || type.getType().equals("text")
                || type.getType().equals("message");
    }

    /** Returns whether it is sound or film: one container holds either, and its name says which. */
    private static boolean isRecording(MediaType type) {
        return type.getType().equals("audio")
                || type.getType().equals("video")
                || type.equals(MediaType.application("mp4"));
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
