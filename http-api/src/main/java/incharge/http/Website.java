package incharge.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks addresses of the web as browsers do: any script and {@code _} in a host, nearly everything behind it, no other
 * scheme than http and https, no user.
 */
final class Website {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?i:https?)://)?(?<host>[^/?#\\\\@:\\s]{1,253})(?::[0-9]{1,5})?(?:[/?#\\\\].*)?");

    /** Letters of any script with their marks, digits, symbols such as those of emoji, and what joins them. */
    private static final String LABEL =
            "[\\p{L}\\p{M}\\p{N}\\p{So}\\x{1F3FB}-\\x{1F3FF}_\\-\u00b7\u0375\u05f3\u05f4\u200c\u200d\u30fb]{1,63}";

    private static final Pattern NAMES =
            Pattern.compile("(?:" + LABEL + "[.\u3002\uff0e\uff61])+(?![0-9]+\\.?$)" + LABEL + "\\.?");

    private static final Pattern NUMBERS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");

    private Website() {}

    static boolean isValid(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches() || Text.error(address) != null) {
            return false;
        }
        String host = parts.group("host");
        return NAMES.matcher(host).matches() || NUMBERS.matcher(host).matches();
    }
}
