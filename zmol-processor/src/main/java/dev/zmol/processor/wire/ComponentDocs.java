package dev.zmol.processor.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the Javadoc of a record says about its components, for the accessors to repeat. */
final class ComponentDocs {
  private static final Pattern PARAMETER =
      Pattern.compile("(?ms)^\\s*@param\\s+(\\w+)\\s+(.*?)\\s*(?=^\\s*@\\w|\\z)");
  private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)?\\s+([^}\\s]+)\\s*([^}]*)}");

  private final Map<String, String> docs = new HashMap<>();

  private ComponentDocs() {}

  /** Reads a documentation comment, which may be null. */
  static ComponentDocs parse(String comment) {
    var result = new ComponentDocs();
    Matcher parameter = PARAMETER.matcher(comment == null ? "" : comment);
    while (parameter.find()) {
      String text = parameter.group(2).replaceAll("\\s+", " ");
      result.docs.put(parameter.group(1), withoutLinks(text));
    }
    return result;
  }

  /** Links are relative to the record and its imports; elsewhere they may lead nowhere. */
  private static String withoutLinks(String text) {
    return LINK.matcher(text)
        .replaceAll(
            link -> {
              String target = link.group(1).replaceFirst("^#", "");
              return Matcher.quoteReplacement(link.group(2).isBlank() ? "{@code " + target + "}" : link.group(2));
            });
  }

  /** What is said about a component. */
  String about(String component) {
    return docs.getOrDefault(component, "the value of {@code " + component + "}");
  }
}
