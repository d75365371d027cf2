package incharge.tabular;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.util.StreamReaderDelegate;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * Reads an XML part of a workbook. A document type is refused, nothing outside the part is fetched, and all that a
 * parser keeps in memory has a limit: the length of a text or an attribute, the depth and the number of names.
 */
final class PartReader extends StreamReaderDelegate implements AutoCloseable {

    private static final XMLInputFactory XML = factory();
    private static final int MOST_NAMES = 10_000;

    /** The parser keeps all names in memory. */
    private final Set<String> names = new HashSet<>();

    PartReader(InputStream part) throws XMLStreamException {
        // the encoding that a part declares could give its bytes another meaning than other readers of the file see
        super(XML.createXMLStreamReader(part, "UTF-8"));
    }

    private static XMLInputFactory factory() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_AUTO_CLOSE_INPUT, true);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, 1 << 20);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 1 << 16);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 256);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 64);
        return factory;
    }

    @Override
    public int next() throws XMLStreamException {
        int event = super.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> countNames();
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new XMLStreamException("The part has a document type or entities of its own");
            default -> {
                // the limits of the factory cover all other events
            }
        }
        return event;
    }

    private void countNames() throws XMLStreamException {
        names.add(getLocalName());
        for (int i = 0; i < getAttributeCount(); i++) {
            names.add(getAttributeLocalName(i));
        }
        for (int i = 0; i < getNamespaceCount(); i++) {
            names.add(getNamespacePrefix(i));
        }
        if (names.size() > MOST_NAMES) {
            throw new XMLStreamException("The part has more than " + MOST_NAMES + " names");
        }
    }

    /** Moves to the next start of an element with this name; returns false if there is none. */
    boolean nextStart(String name) throws XMLStreamException {
        while (hasNext()) {
            next();
            if (starts(name)) {
                return true;
            }
        }
        return false;
    }

    boolean starts(String name) {
        return isStartElement() && getLocalName().equals(name);
    }

    boolean ends(String name) {
        return isEndElement() && getLocalName().equals(name);
    }

    /** Returns an attribute of the started element in any namespace; null if there is none. */
    String attribute(String name) {
        for (int i = 0; i < getAttributeCount(); i++) {
            if (getAttributeLocalName(i).equals(name)) {
                return getAttributeValue(i);
            }
        }
        return null;
    }

    /** Returns an attribute as a number; {@code otherwise} if it is absent or no number. */
    int number(String name, int otherwise) {
        String text = attribute(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }

    /** Returns the text of the runs in the started element, without the phonetic runs of East Asian texts. */
    String runs() throws XMLStreamException {
        String element = getLocalName();
        String text = "";
        boolean reading = false;
        while (next() != XMLStreamConstants.END_ELEMENT || !ends(element)) {
            if (starts("rPh")) {
                reading = true;
            } else if (ends("rPh")) {
                reading = false;
            } else if (starts("t") && !reading && text.length() <= LineCollector.LONGEST_CELL) {
                text = text.isEmpty() ? getElementText() : text + getElementText();
            }
        }
        return text;
    }
}
