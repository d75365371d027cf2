package incharge.customer.link;

import incharge.http.Fields;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address that a link leads to: http or https, a host and no user before it. Every program that follows it must
 * find the same host there, so that what some read as a separator, and what is not seen, is refused.
 */
final class LinkUrl {

    static final int LONGEST = 2_000;

    private static final Pattern ADDRESS = Pattern.compile(
            "(?i:https?)://(?<host>\\[[0-9A-Fa-f:.]{2,45}]|[\\p{L}\\p{M}\\p{N}\\p{So}._\u00b7\u200c\u200d\u3002\uff0e\uff61\u30fb-]{1,253})"
                    + "(?<port>:[0-9]{1,5})?(?<rest>[/?#].*)?");

    private LinkUrl() {}

    /** Returns the address without white space around it; adds {@code url-invalid} if it is none. */
    static String checked(String url, Fields fields) {
        if (url == null || url.isBlank()) {
            return fields.required("url", (String) null);
        }
        String address = url.strip();
        if (!isValid(address)) {
            fields.reject(
                    "url",
                    "url-invalid",
                    "url is not an address such as https://example.com/page, of at most 2,000 characters.");
            return null;
        }
        return address;
    }

    private static boolean isValid(String address) {
        if (address.codePointCount(0, address.length()) > LONGEST
                || address.codePoints().anyMatch(LinkUrl::isUnfit)) {
            return false;
        }
        Matcher parts = ADDRESS.matcher(address);
        return parts.matches()
                && parts.group("host").codePoints().anyMatch(Character::isLetterOrDigit)
                && (parts.group("port") == null
                        || Integer.parseInt(parts.group("port").substring(1)) <= 0xFFFF);
    }

    /** Returns whether a character has no place in an address: it is white space, shows nothing, or is half of one. */
    private static boolean isUnfit(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            case Character.FORMAT -> c != 0x200C && c != 0x200D; // they join letters of some scripts and of emoji
            default -> c == '\\' || c == '<' || c == '>' || c == '"';
        };
    }
}
