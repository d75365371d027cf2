package incharge.tabular;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML part of a workbook as a stream of elements. A DTD is refused, nothing is fetched, and no attribute, depth or
 * wealth of names can fill the memory.
 */
final class XmlPart implements AutoCloseable {

    private static final XMLInputFactory XML = factory();

    /** Names in cells and shared texts; a parser remembers every name, so others are counted. */
    private static final Set<String> USUAL = Set.of(
            ("row c v f is t r si rPr rPh phoneticPr b i u sz color rFont family charset scheme strike vertAlign outline"
                            + " shadow condense extend sst s cm vm ph spans customFormat ht hidden customHeight"
                            + " outlineLevel collapsed thickTop thickBot dyDescent space val rgb theme tint indexed auto"
                            + " ref ca aca bx dt2D dtr r1 r2 del1 del2 fontId type alignment sb eb count uniqueCount")
                    .split(" "));

    private static final int MOST_UNUSUAL = 100_000;

    private final InputStream bytes;
    private final XMLStreamReader xml;
    private int unusual;

    XmlPart(ZipParts zip, String name) throws IOException {
        bytes = zip.open(name);
        try {
            // the encoding is fixed: one that is declared could hide what the limits look for
            xml = XML.createXMLStreamReader(bytes, "UTF-8");
        } catch (XMLStreamException e) {
            bytes.close();
            throw broken(e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 1 << 16);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 256);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 64);
        return factory;
    }

    /** Goes to the next start or end of an element; false at the end of the part. */
    boolean next() {
        try {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        count();
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        return true;
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw TableRefused.broken(
                                "xlsx-with-dtd", "The file has a document type or entities of its own");
                    default -> {
                        // text between elements, comments: nothing of ours
                    }
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private void count() {
        unusual += USUAL.contains(xml.getLocalName()) ? 0 : 1;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            unusual += USUAL.contains(xml.getAttributeLocalName(i)) ? 0 : 1;
        }
        if (unusual > MOST_UNUSUAL) {
            throw TableRefused.broken("xlsx-broken", "The file has too many elements that no sheet has");
        }
    }

    /** Goes to the next start of an element of that name; false when there is none. */
    boolean nextStart(String name) {
        while (next()) {
            if (starts(name)) {
                return true;
            }
        }
        return false;
    }

    boolean starts() {
        return xml.isStartElement();
    }

    boolean starts(String name) {
        return xml.isStartElement() && xml.getLocalName().equals(name);
    }

    boolean ends(String name) {
        return xml.isEndElement() && xml.getLocalName().equals(name);
    }

    String name() {
        return xml.getLocalName();
    }

    /** An attribute of the element just started, by its local name; null when it has none. */
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** An attribute as a number of at least 0; {@code otherwise} when it is absent or something else. */
    int number(String name, int otherwise) {
        String text = attribute(name);
        if (text == null || text.isEmpty() || text.length() > 9) {
            return otherwise;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return otherwise;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    /** Appends the text of the element just started and goes to its end; stops taking at one more than {@code most}. */
    void text(StringBuilder text, int most) {
        try {
            int depth = 1;
            while (depth > 0) {
                switch (xml.next()) {
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        int length = Math.min(xml.getTextLength(), most + 1 - text.length());
                        if (length > 0) {
                            text.append(xml.getTextCharacters(), xml.getTextStart(), length);
                        }
                    }
                    case XMLStreamConstants.START_ELEMENT -> {
                        count();
                        depth++;
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw TableRefused.broken("xlsx-with-dtd", "The file has entities of its own");
                    default -> {
                        // comments and the like
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Goes to the end of the element just started. */
    void skip() {
        int depth = 1;
        while (depth > 0 && next()) {
            depth += xml.isStartElement() ? 1 : -1;
        }
    }

    private static TableRefused broken(XMLStreamException cause) {
        return TableRefused.broken("xlsx-broken", "The file holds XML that cannot be read", cause);
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        } finally {
            bytes.close();
        }
    }
}
