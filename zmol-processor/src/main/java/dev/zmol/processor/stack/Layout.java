package dev.zmol.processor.stack;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives generated source the small touches that its writer does not know: what fits one line stands on one. */
final class Layout {
  private static final int LINE = 120;
  private static final Pattern SHORT_COMMENT = Pattern.compile("(?m)^( *)/\\*\\*\\n *\\* (.*)\\n *\\*/$");
  private static final Pattern FIELD_GAP =
      Pattern.compile("(?m)^(  private final \\S+ \\w+.*;)\\n\\n(?=  private final )");

  private Layout() {}

  static String tidy(String source) {
    String joined =
        SHORT_COMMENT.matcher(source).replaceAll(comment -> Matcher.quoteReplacement(oneLine(comment)));
    return FIELD_GAP.matcher(joined).replaceAll("$1\n");
  }

  private static String oneLine(MatchResult comment) {
    String line = comment.group(1) + "/** " + comment.group(2) + " */";
    return line.length() <= LINE ? line : comment.group();
  }
}
