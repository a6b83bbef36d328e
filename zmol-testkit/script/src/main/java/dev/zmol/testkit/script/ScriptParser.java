package dev.zmol.testkit.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a script: settings, and statements with their times. */
final class ScriptParser {
  private static final Pattern CLAIM = Pattern.compile("([\\w.]+)\\s*(==|!=|<=|>=|<|>)\\s*(.+)", Pattern.DOTALL);

  private final ScriptReader in;
  private final SegmentReader segments;
  private final Settings settings;
  private final List<Statement> statements = new ArrayList<>();

  private ScriptParser(String name, String text, Settings settings) {
    this.in = new ScriptReader(name, text);
    this.segments = new SegmentReader(in);
    this.settings = settings;
  }

  static List<Statement> parse(String name, String text, Settings settings) {
    var parser = new ScriptParser(name, text, settings);
    parser.parse();
    return List.copyOf(parser.statements);
  }

  private void parse() {
    for (in.skip(); !in.isAtEnd(); in.skip()) {
      if (in.takeWord("config")) {
        setting();
      } else {
        statements.add(statement());
      }
    }
  }

  private void setting() {
    if (!statements.isEmpty()) {
      throw in.error("settings come before everything else");
    }
    String name = in.word();
    try {
      settings.set(name, in.restOfLine());
    } catch (IllegalArgumentException e) {
      throw in.error(e.getMessage());
    }
  }

  private Statement statement() {
    int line = in.line();
    Timing timing = timing();
    in.skip();
    if (in.take("<")) {
      return inbound(line, timing);
    }
    if (in.take(">")) {
      return new Statement.Outbound(line, timing, segments.segment(false));
    }
    if (in.take("%{")) {
      return new Statement.Assertion(line, timing, claims(in.until("}%")));
    }
    if (in.takeWord("nothing")) {
      return new Statement.Pause(line, timing);
    }
    if (in.takeWord("renumber")) {
      return new Statement.Renumber(line, timing);
    }
    return new Statement.Application(line, timing, call());
  }

  private Statement inbound(int line, Timing timing) {
    if (in.takeWord("icmp")) {
      return new Statement.InboundError(line, timing, segments.error());
    }
    return new Statement.Inbound(line, timing, segments.segment(true));
  }

  /** Reads a time: {@code +.1}, {@code 0.1}, {@code +.1~+.2}, {@code *}; without any it is the time before. */
  private Timing timing() {
    if (in.peek() == '*') {
      in.require("*");
      return new Timing(Timing.Kind.ANY, 0, Timing.PATIENCE_NANOS);
    }
    if (in.take("+")) {
      long from = in.seconds();
      long to = in.take("~") ? secondsAfterSign() : from;
      return new Timing(Timing.Kind.RELATIVE, from, to);
    }
    if (Character.isDigit(in.peek()) || in.peek() == '.') {
      long from = in.seconds();
      long to = in.take("~") ? in.seconds() : from;
      return new Timing(Timing.Kind.ABSOLUTE, from, to);
    }
    return Timing.NOW;
  }

  private long secondsAfterSign() {
    in.take("+");
    return in.seconds();
  }

  private Call call() {
    String name = in.word();
    in.require("(");
    String inside = in.until(")");
    List<String> arguments = new ArrayList<>();
    for (String argument : inside.split(",", -1)) {
      arguments.add(argument.strip());
    }
    in.require("=");
    long result = in.number();
    String error = result < 0 ? in.word() : "";
    in.skipBlanks();
    if (in.peek() == '(') {
      in.until(")");
    }
    return new Call(name, List.copyOf(arguments), result, error);
  }

  private List<Claim> claims(String text) {
    List<Claim> claims = new ArrayList<>();
    for (String part : text.split("[;\n]", -1)) {
      if (!part.isBlank()) {
        claims.add(claim(part.strip()));
      }
    }
    if (claims.isEmpty()) {
      throw in.error("an assertion has to claim something");
    }
    return List.copyOf(claims);
  }

  private Claim claim(String text) {
    Matcher matcher = CLAIM.matcher(text);
    if (!matcher.matches()) {
      throw in.error(text + " is no comparison of a name with a value");
    }
    return new Claim(matcher.group(1), matcher.group(2), matcher.group(3).strip());
  }
}
