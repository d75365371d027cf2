package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.ObjectMapper;

/** The texts of the UI in one language, as its source has them. */
final class Texts {

    /** An argument with branches, up to the first of them: <code>{count, plural,</code>. */
    private static final Pattern CHOICE = Pattern.compile("\\{\\w+, \\w+,");

    /** What stands for an argument: anything, and a number for a hash. */
    private static final String ANYTHING = ".+";

    private static final String NUMBER = "[\\d\\s.,\\u00a0\\u202f]+";

    private static final Texts ENGLISH = in("en");

    private final String language;
    private final Map<String, String> messages = new TreeMap<>();
    private final Map<String, Pattern> patterns = new TreeMap<>();

    private Texts(String language) {
        this.language = language;
    }

    static Texts in(String language) {
        var texts = new Texts(language);
        try {
            new ObjectMapper()
                    .readTree(Files.readAllBytes(
                            RunningSystem.root().resolve("web/src/texts").resolve(language + ".json")))
                    .properties()
                    .forEach(text ->
                            texts.messages.put(text.getKey(), text.getValue().asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        texts.messages.forEach((key, message) -> texts.patterns.put(key, Pattern.compile(regex(message))));
        return texts;
    }

    String language() {
        return language;
    }

    /** The text with this key; arguments are names and values by turns. */
    String of(String key, String... arguments) {
        String text = messages.get(key);
        assertThat(text).as("the text " + key).isNotNull();
        for (int i = 0; i < arguments.length; i += 2) {
            text = text.replace("{" + arguments[i] + "}", arguments[i + 1]);
        }
        return text;
    }

    /** Finds the texts of a page that are English where this language has other words, and keys without a text. */
    List<String> untranslated(List<String> shown) {
        List<String> found = new ArrayList<>();
        for (String text : shown) {
            if (messages.containsKey(text)) {
                found.add("the key " + text);
            }
            if (patterns.values().stream().noneMatch(own -> own.matcher(text).matches())) {
                ENGLISH.patterns.forEach((key, english) -> {
                    if (differs(key) && english.matcher(text).matches()) {
                        found.add("\"" + text + "\" instead of \"" + messages.get(key) + "\"");
                    }
                });
            }
        }
        return found;
    }

    /** Answers whether the English text has words besides its arguments, and this language has others. */
    private boolean differs(String key) {
        String english = ENGLISH.messages.get(key);
        String words = english.replaceAll("\\{\\w+}", "").replaceAll("\\P{L}", "");
        return words.length() >= (words.length() == english.length() ? 2 : 5) && !english.equals(messages.get(key));
    }

    /** What a message becomes, whatever its arguments are. */
    private static String regex(String message) {
        var regex = new StringBuilder();
        for (int at = 0; at < message.length(); at++) {
            char next = message.charAt(at);
            if (next == '{') {
                int end = end(message, at);
                regex.append(argument(message.substring(at, end + 1)));
                at = end;
            } else if (next == '<') {
                at = message.indexOf('>', at);
            } else {
                regex.append(next == '#' ? NUMBER : Pattern.quote(String.valueOf(next)));
            }
        }
        return regex.toString().replace("\\E\\Q", "");
    }

    /** Where the brace closes that opens here. */
    private static int end(String message, int start) {
        int depth = 0;
        for (int at = start; at < message.length(); at++) {
            depth += message.charAt(at) == '{' ? 1 : message.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("a brace stays open: " + message);
    }

    private static String argument(String argument) {
        Matcher choice = CHOICE.matcher(argument);
        if (!choice.lookingAt()) {
            return ANYTHING;
        }
        List<String> branches = new ArrayList<>();
        int open = argument.indexOf('{', choice.end());
        while (open >= 0) {
            int close = end(argument, open);
            branches.add(regex(argument.substring(open + 1, close)));
            open = argument.indexOf('{', close);
        }
        return "(?:" + String.join("|", branches) + ")";
    }
}
